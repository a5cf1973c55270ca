/** Lower case, without accents, anything but letters and digits turned into single spaces. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** For addresses and keys: `plain` with hyphens. */
export function slug(text: string): string {
  return plain(text).replaceAll(" ", "-").slice(0, 100).replace(/-$/, "");
}

/** Ids need no rules of a language, and what those cost to load. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Phrase<T> {
  words: string;
  value: T;
}

/**
 * Finds phrases in plain text on word borders; where two start at the same word the longer one is taken. What it looks in is made ready
 * when it is first used: those who only read the catalogue look for no words.
 */
export function finder<T>(phrases: readonly Phrase<T>[]): (text: string) => { value: T; words: string; at: number }[] {
  let known: Map<string, Phrase<T>[]> | undefined;
  return (text) => {
    known ??= byFirstWord(phrases);
    const words = text.split(" ");
    const found: { value: T; words: string; at: number }[] = [];
    for (let at = 0; at < words.length; at++) {
      const rest = `${words.slice(at, at + 5).join(" ")} `;
      const match = known.get(words[at]!)?.find((phrase) => rest.startsWith(`${phrase.words} `));
      if (!match) continue;
      found.push({ ...match, at });
      at += match.words.split(" ").length - 1;
    }
    return found;
  };
}

/** The longer ones first. */
function byFirstWord<T>(phrases: readonly Phrase<T>[]): Map<string, Phrase<T>[]> {
  const known = Map.groupBy(phrases, ({ words }) => words.split(" ")[0]!);
  for (const list of known.values()) list.sort((a, b) => b.words.length - a.words.length);
  return known;
}
