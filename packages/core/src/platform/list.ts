/** The entries of a setting that names several with commas, "a, b": trimmed, without empty ones. */
export function listOf(text: string): string[] {
  return text.split(",").flatMap((entry) => entry.trim() || []);
}
