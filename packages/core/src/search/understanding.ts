import * as Category from "../catalog/category.ts";
import * as Colour from "../catalog/colour.ts";
import { finder, type Phrase, plain } from "../catalog/words.ts";
import * as Amounts from "./amounts.ts";
import { NOISE } from "./noise.data.ts";
import { FILLERS, KINDS, SURE_SHADES, WEARERS, WITHOUT, WITHOUT_ONE } from "./understanding.data.ts";

export type Gender = Category.Gender;

/** A part of a query that a garment has to answer to, by its words or by what we know of it. */
export interface Slot {
  /** As typed, without punctuation. */
  words: string;
  /** Slugs of a colour family, leaf or group categories, or genders; empty for plain words. */
  means: { colour?: string; categories?: string[]; genders?: Gender[] };
}

/** A query as we read it. */
export interface Understood {
  slots: Slot[];
  /** What is left of the text once amounts, sizes and what is not wanted are taken out: what its vector is made of. */
  wanted: string;
  /** Of the garment asked for: of several kinds the last one, "belt" of "dress with belt" left aside. */
  categories: string[];
  colour: string | null;
  genders: Gender[];
  /** Phrases that must not be there. */
  without: string[];
  price: Amounts.Range | null;
  discount: number | null;
  /** Tokens as the index has them: `=L`, `UK:8`. */
  sizes: string[];
}

type Meaning = Slot["means"] & { kind?: "colour" | "category" | "gender" };

const genders: Record<Gender, Gender[]> = {
  women: ["women", "unisex"],
  men: ["men", "unisex"],
  girls: ["girls", "kids"],
  boys: ["boys", "kids"],
  kids: ["kids", "girls", "boys"],
  unisex: ["unisex"],
};

const find = finder<Meaning>([
  ...Colour.names()
    .filter(({ words, family }) => words === family || words.includes(" ") || SURE_SHADES.has(words))
    .map(({ words, family }): Phrase<Meaning> => ({ words, value: { kind: "colour", colour: family } })),
  ...Category.kindPhrases(KINDS).map(({ words, categories }) => ({
    words,
    value: { kind: "category", categories } satisfies Meaning,
  })),
  ...Category.genderPhrases().map(({ words, gender }) => genderPhrase(words, gender)),
  ...Object.entries(WEARERS).flatMap(([gender, words]) =>
    words.split(" ").map((word) => genderPhrase(word, gender as Gender)),
  ),
]);

function genderPhrase(words: string, gender: Gender): Phrase<Meaning> {
  return { words, value: { kind: "gender", genders: genders[gender] } };
}

const noise = new Set(NOISE);

/** The words alone, nothing read into them. */
export function literally(text: string): Understood {
  const wanted = plain(text);
  const words = wanted.split(" ").some((word) => word !== "" && !noise.has(word)) ? wanted : "";
  const slots = words === "" ? [] : [{ words, means: {} }];
  return { ...NOTHING, slots, wanted };
}

const NOTHING = { categories: [], colour: null, genders: [], without: [], price: null, discount: null, sizes: [] };

/** Reads what somebody typed. Pure; amounts are minor units. */
export function understand(text: string): Understood {
  const amounts = Amounts.read(text);
  const { wanted, without } = negations(plain(amounts.rest));
  const slots = slotsOf(wanted);
  const kinds = slots.filter(({ means }) => means.categories);
  const head = kinds.findLast(({ words }) => isHead(wanted, words)) ?? kinds.at(-1);
  return {
    slots,
    wanted,
    without,
    categories: head?.means.categories ?? [],
    colour: slots.find(({ means }) => means.colour)?.means.colour ?? null,
    genders: [...new Set(slots.flatMap(({ means }) => means.genders ?? []))],
    price: amounts.price,
    discount: amounts.discount,
    sizes: amounts.sizes,
  };
}

/** Whether a kind stands before "with" and the like. */
function isHead(text: string, words: string): boolean {
  const [head = ""] = text.split(/ (?:with|for|in|by|to go with) /);
  return ` ${head} `.includes(` ${words} `);
}

const NOT_ONE = new RegExp(`(?:^| )(?:${WITHOUT_ONE}) ([^ ]+)(?: (?:ke|wala|wali|wale))*`, "g");
const NOT = new RegExp(`(?:^| )(?:${WITHOUT}) ((?:(?!${WITHOUT}|for|in|under|size|with)[^ ]+ ?){1,3})`, "g");

/** "brown belt without buckle": what is wanted, and what is not. */
function negations(text: string): { wanted: string; without: string[] } {
  const without: string[] = [];
  const note = (_: string, words: string) => {
    without.push(words.trim());
    return " ";
  };
  const wanted = text.replace(NOT_ONE, note).replace(NOT, note);
  return { wanted: wanted.replace(/\s+/g, " ").trim(), without };
}

function slotsOf(text: string): Slot[] {
  const words = text.split(" ").filter(Boolean);
  const found = find(words.join(" "));
  const slots: Slot[] = [];
  let free: string[] = [];
  const close = () => {
    // "a" of "a line" is no noise, but "for" alone would have to be found.
    if (free.some((word) => !noise.has(word))) slots.push({ words: free.join(" "), means: {} });
    free = [];
  };
  for (let at = 0; at < words.length; at++) {
    const match = found.find((one) => one.at === at);
    if (match) {
      close();
      const { kind: _kind, ...means } = match.value;
      slots.push({ words: match.words, means });
      at += match.words.split(" ").length - 1;
    } else if (!FILLERS.has(words[at]!)) free.push(words[at]!);
  }
  close();
  return slots;
}
