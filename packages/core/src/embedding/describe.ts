/** What of a garment its vector is made of. */
export interface Garment {
  title: string;
  brand?: string | null;
  /** Names from the root to the leaf. */
  categories?: string[];
  gender?: string | null;
  colours?: string[];
  attributes?: Record<string, string>;
}

const MAX_COLOURS = 4;

/** One sentence that says what the garment is, words that the title has already left out. */
export function describe(garment: Garment): string {
  const said = new Set(words(garment.title));
  const extra = [
    garment.brand ?? "",
    garment.gender ?? "",
    ...(garment.colours ?? []).slice(0, MAX_COLOURS),
    ...(garment.categories ?? []).slice(-2),
    ...Object.values(garment.attributes ?? {}),
  ].filter((text) => {
    const fresh = words(text).filter((word) => !said.has(word));
    for (const word of fresh) said.add(word);
    return fresh.length > 0;
  });
  return [garment.title.trim(), ...extra].filter(Boolean).join(", ");
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
