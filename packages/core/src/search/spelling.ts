import type { Clause } from "./clause.ts";
import { NOISE } from "./noise.data.ts";
import { type Understood, understand } from "./understanding.ts";

interface Option {
  text: string;
  score: number;
  freq: number;
}
interface Token {
  text: string;
  offset: number;
  length: number;
  options: Option[];
}
interface Word {
  text: string;
  offset: number;
}

export interface Spelling {
  /** Words near those that no document has as they are written. */
  missing?: Token[];
  /** Commoner words near those that few have. */
  commoner?: Token[];
  /** How many documents have each word, in any form or sense. */
  counts: Record<string, number>;
}

const MAX_WORDS = 12;
/** Of 1: a word that differs in more is another word. */
const MIN_LIKENESS = 0.7;
const noise = new Set(NOISE);

function wordsOf(text: string): Word[] {
  const found = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’&.-]*/gu)].map((match) => ({
    text: match[0],
    offset: match.index,
  }));
  return found.filter((word) => !noise.has(word.text)).slice(0, MAX_WORDS);
}

/** What to ask the engine about a text's words. */
export function ask(text: string): { suggest: Clause; aggs: Record<string, object> } {
  const term = { field: "spelling", size: 3, prefix_length: 1, min_word_length: 3 };
  return {
    suggest: {
      missing: { text, term: { ...term, suggest_mode: "missing", max_edits: 2 } },
      commoner: { text, term: { ...term, suggest_mode: "popular", max_edits: 1, min_word_length: 4 } },
    },
    aggs: Object.fromEntries(
      wordsOf(text).map((word) => [`w${word.offset}`, { filter: { match: { everything: word.text } } }]),
    ),
  };
}

export interface Mended {
  /** Without the words that no document has, misspelt ones corrected. */
  text: string;
  isChanged: boolean;
  /** Whether any word was corrected. */
  corrected: boolean;
  /** The words that no document has, nor one like them. */
  dropped: string[];
  /** Whether at least half of the words are in it. */
  isMostlyThere: boolean;
}

/** A figure alone says nothing of a garment. */
const telling = (words: readonly string[]): string[] => words.filter((word) => /\p{L}/u.test(word));

/** Colours, kinds and wearers are known by what they mean, whether or not a document says the word. */
const isMeant = (word: string): boolean => understand(word).slots.some(({ means }) => Object.keys(means).length > 0);

/** The text as far as the documents know its words. */
export function mend(text: string, { missing = [], counts }: Spelling): Mended {
  const words = wordsOf(text);
  const known = words.map((word) => {
    if ((counts[`w${word.offset}`] ?? 0) > 0 || isMeant(word.text)) return word.text;
    const token = missing.find(({ offset }) => offset >= word.offset && offset < word.offset + word.text.length);
    return (token && likeliest(token)?.text) ?? null;
  });
  const kept = known.filter((word) => word !== null);
  return {
    text: kept.join(" "),
    isChanged: known.some((word, at) => word !== words[at]?.text),
    corrected: known.some((word, at) => word !== null && word !== words[at]?.text),
    dropped: words.filter((_, at) => known[at] === null).map(({ text }) => text),
    isMostlyThere:
      telling(kept).length > 0 && telling(kept).length * 2 >= telling(words.map(({ text }) => text)).length,
  };
}

/** What was asked for in other words; amounts and what is not wanted stay. */
export function reread(asked: Understood, wanted: string): Understood {
  const { slots, categories, colour, genders } = understand(wanted);
  return { ...asked, slots, wanted, categories, colour, genders };
}

/** The text with each word replaced by a commoner one where there is one; null where there is none. */
export function commoner(text: string, tokens: readonly Token[] | undefined): string | null {
  let corrected = text;
  for (const token of [...(tokens ?? [])].sort((a, b) => b.offset - a.offset)) {
    const best = likeliest(token);
    if (!best) continue;
    corrected = corrected.slice(0, token.offset) + best.text + corrected.slice(token.offset + token.length);
  }
  return corrected === text ? null : corrected;
}

/** Nearness first, then how many documents have the word: of two words as near, the one that people sell is meant. */
function likeliest({ options }: Token): Option | undefined {
  return options.filter(({ score }) => score >= MIN_LIKENESS).sort((a, b) => weight(b) - weight(a))[0];
}

function weight({ score, freq }: Option): number {
  return score + 0.05 * Math.log2(1 + freq);
}
