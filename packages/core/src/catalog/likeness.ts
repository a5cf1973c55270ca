import { distance } from "fastest-levenshtein";
import type { Money } from "../platform/money.ts";
import * as Attribute from "./attribute.ts";
import * as Category from "./category.ts";
import { COLOURS } from "./colour.data.ts";
import { finder, plain } from "./words.ts";

/** A title reduced to what tells two garments of one brand and kind apart. */
export interface Likeness {
  tokens: string[];
  /** Pack sizes and other figures: all must agree. */
  numbers: string[];
  gender?: string;
  mrp?: Money;
}

const STOP = new Set(
  "a an and the with for in of by on to at from is its buy online shop store latest new best original pure set sets pc pcs piece pieces pack combo wear style stylish trendy beautiful fashion collection ready only pair work".split(
    " ",
  ),
);
/** They say little beside the word before them: "floral print" is "floral", "chikankari embroidered" is "chikankari". */
const WEAK = new Set([
  "print",
  "embroider",
  "hand",
  "design",
  "weave",
  "neck",
  "collar",
  "sleeve",
  "fit",
  "leg",
  "casual",
  "toned",
  "coloured",
  "length",
]);

const SAME: Record<string, string> = {
  printed: "print",
  prints: "print",
  striped: "stripe",
  stripes: "stripe",
  checked: "check",
  checks: "check",
  checkered: "check",
  embroidery: "embroider",
  embroidered: "embroider",
  woven: "weave",
  weaved: "weave",
  plain: "solid",
  dots: "dot",
  dotted: "dot",
  sleeves: "sleeve",
  sleeved: "sleeve",
  half: "short",
  full: "long",
  oversize: "oversized",
  colorblocked: "colourblock",
  colourblocked: "colourblock",
  colorblock: "colourblock",
  ikkat: "ikat",
  bandhej: "bandhani",
  flare: "flared",
  woollen: "wool",
  woolen: "wool",
  viscose: "rayon",
  color: "coloured",
  colour: "coloured",
  necked: "neck",
  fitted: "fit",
  embellishment: "embellished",
};

const baseColours = finder(
  [
    ...Object.keys(COLOURS),
    "navy blue",
    "sky blue",
    "royal blue",
    "off white",
    "multi",
    "gray",
    "multicolor",
    "light blue",
    "dark blue",
  ].map((words) => ({
    words,
    value: true,
  })),
);

/** Reduces a title; `brand`, `colours` and `codes` are what the shop says apart from it, and are taken out. */
export function reduce(
  title: string,
  known: {
    brand?: string | null;
    colours: readonly string[];
    codes: readonly string[];
    gender?: string | null;
    mrp?: Money | null;
  },
): Likeness {
  let text = ` ${plain(title)} `;
  const strip = (words: string) => {
    if (words) text = text.replaceAll(` ${words} `, " ");
  };
  for (const code of known.codes) strip(plain(code));
  strip(plain(known.brand ?? ""));
  for (const colour of byLength(known.colours.map(plain))) strip(colour);
  for (const words of byLength(baseColours(text.trim()).map((match) => match.words))) strip(words);
  for (const words of byLength(Category.genderWordsIn(text.trim()))) strip(words);
  const fused = text
    .replace(/ (v|u|a) (neck|line) /g, " $1$2 ")
    .replace(/ (3 4th|3 4|three quarter) /g, " threequarter ");
  let rest = fused;
  for (const words of byLength(Category.kindWordsIn(fused.trim()))) rest = rest.replaceAll(` ${words} `, " ");
  const words = rest.split(" ").filter((word) => word !== "" && !STOP.has(word));
  const numbers = fused.split(" ").filter((word) => /^\d+$/.test(word));
  const tokens = words.filter((word) => !/^\d+$/.test(word) && word.length > 1).map((word) => SAME[word] ?? word);
  return {
    tokens: [...new Set(tokens)].sort(),
    numbers: numbers.sort(),
    gender: known.gender ?? undefined,
    mrp: known.mrp ?? undefined,
  };
}

function byLength(words: readonly string[]): string[] {
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

export type Verdict = "same" | "doubt" | "different";

const MIN_STRONG = 2;
const DOUBT_FROM = 0.65;
const PART_FROM = 0.75;

/**
 * Whether two titles of one brand and kind mean one garment. Words that only one of them has are forgiven when both name the
 * same MRP, since that is printed on the garment; two MRPs, other figures, another wearer or rival words never are.
 */
export function compare(a: Likeness, b: Likeness): Verdict {
  if (a.numbers.join() !== b.numbers.join() || wearersDiffer(a.gender, b.gender)) return "different";
  const { shared, onlyA, onlyB, score } = overlap(a.tokens, b.tokens);
  if (areRivals(onlyA, onlyB)) return "different";
  const mrp = compareMrp(a.mrp, b.mrp);
  if (shared.length >= MIN_STRONG && mrp !== "other") {
    const isEqual = onlyA.length + onlyB.length === 0;
    if (isEqual && (mrp === "same" || shared.length > MIN_STRONG)) return "same";
    const isPart = onlyA.length === 0 || onlyB.length === 0;
    if (isPart && mrp === "same" && score >= PART_FROM) return "same";
  }
  return score >= DOUBT_FROM && shared.length > 0 ? "doubt" : "different";
}

function compareMrp(a: Money | undefined, b: Money | undefined): "same" | "other" | "unknown" {
  if (!a || !b) return "unknown";
  return a.amount === b.amount && a.currency === b.currency ? "same" : "other";
}

/** Weight of the likeness of two titles, 0 to 1, for sorting what is in doubt. */
export function scoreOf(a: Likeness, b: Likeness): number {
  return overlap(a.tokens, b.tokens).score;
}

function overlap(a: readonly string[], b: readonly string[]) {
  const strongA = a.filter((token) => !WEAK.has(token));
  const strongB = b.filter((token) => !WEAK.has(token));
  const shared = strongA.filter((token) => strongB.some((other) => alike(token, other)));
  const onlyA = strongA.filter((token) => !shared.includes(token));
  const onlyB = strongB.filter((token) => !strongA.some((other) => alike(token, other)));
  const total = strongA.length + strongB.length;
  const score = total === 0 ? 0 : (total - onlyA.length - onlyB.length) / total;
  return { shared, onlyA, onlyB, score };
}

/** One slip of the pen in a long word. */
function alike(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= 7 && distance(a, b) <= 1);
}

/** Both name a value of the same attribute, and not the same one. */
function areRivals(onlyA: readonly string[], onlyB: readonly string[]): boolean {
  if (onlyA.length === 0 || onlyB.length === 0) return false;
  const named = (words: readonly string[]) => new Set(words.flatMap((word) => Attribute.attributesNaming(word)));
  const inB = named(onlyB);
  return [...named(onlyA)].some((attribute) => inB.has(attribute));
}

const GROWN = new Set(["women", "men"]);

function wearersDiffer(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b || a === b || a === "unisex" || b === "unisex") return false;
  const aKids = !GROWN.has(a);
  return aKids !== !GROWN.has(b) || (a !== "kids" && b !== "kids");
}

const PACK = / (?:pack|set|combo) of (\d+) | (\d+) ?(?:pack|pcs|pc|pieces) /;

/** Pieces in the pack that a title names; 1 when it names none. */
export function packOf(title: string): number {
  const match = PACK.exec(` ${plain(title)} `);
  return match ? Number(match[1] ?? match[2]) : 1;
}
