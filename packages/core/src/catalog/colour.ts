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

/** Shades that hardly mean anything else in a garment's title; others ("rose", "stone", "denim") do too often. */
const CLEAR = new Set(
  "gray golden burgundy magenta fuchsia violet charcoal scarlet crimson indigo lilac aqua tan ivory khaki rust".split(
    " ",
  ),
);
const MAX_NAMED = 2;

/**
 * Families of the colour that a title names for its garment, for shops that tell it nowhere else: the last one before "with", and
 * what is joined to it by "and"; none of the brand's own words ("Red Tape").
 */
export function inTitle(title: string, brand?: string): ColourFamily[] {
  const [garment = ""] = title.split(/\bwith\b/i);
  const named = namedIn(garment, brand);
  return named.length > 0 ? named : namedIn(title, brand);
}

function namedIn(text: string, brand = ""): ColourFamily[] {
  const own = plain(brand);
  const words = plain(text);
  const rest = own && words.startsWith(`${own} `) ? words.slice(own.length + 1) : words;
  const clear = find(rest).filter((one) => one.words === one.value || one.words.includes(" ") || CLEAR.has(one.words));
  const all = rest.split(" ");
  const named = new Set<ColourFamily>();
  let end = all.length;
  for (const { value, words: name, at } of clear.toReversed()) {
    const between = all.slice(at + name.split(" ").length, end);
    if (named.size === MAX_NAMED || (named.size > 0 && between.some((word) => word !== "and"))) break;
    named.add(value);
    end = at;
  }
  return [...named].reverse();
}
