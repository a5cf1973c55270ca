import { COLOURS, type ColourFamily } from "./colour.data.ts";
import { finder, plain } from "./words.ts";

const phrases = Object.entries(COLOURS).flatMap(([family, names]) =>
  [family, ...names.split(", ")].map((words) => ({ words, value: family as ColourFamily })),
);
const find = finder(phrases);

export interface Colour {
  primary: ColourFamily;
  secondary: ColourFamily | null;
}

/** The families of a shop's colour name, the first named first: "Wine & Antique Gold" is maroon and gold. Null when unknown. */
export function parse(raw: string): Colour | null {
  const families = [...new Set(find(plain(raw)).map((match) => match.value))];
  const [primary, secondary] = families;
  if (!primary) return null;
  if (families.length > 2) return { primary: "multicolour", secondary: null };
  return { primary, secondary: secondary ?? null };
}

/** The family alone; undefined when the name says nothing. */
export function familyOf(raw: string | undefined | null): ColourFamily | undefined {
  return raw ? parse(raw)?.primary : undefined;
}

/** Every name of a colour with its family. */
export function names(): { words: string; family: ColourFamily }[] {
  return phrases.map(({ words, value }) => ({ words, family: value }));
}

/** Where plain text names colours: the words of each. */
export function wordsIn(text: string): string[] {
  return find(text).map((match) => match.words);
}
