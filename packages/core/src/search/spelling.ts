import type { Clause } from "./clause.ts";

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
export interface Spelling {
  missing?: Token[];
  commoner?: Token[];
}

/** Asks, along with a search, for words near those that no document has, and for commoner ones near those that few have. */
export function ask(text: string): Clause {
  const term = { field: "spelling", size: 3, prefix_length: 1, min_word_length: 4, max_edits: 2 };
  return {
    missing: { text, term: { ...term, suggest_mode: "missing" } },
    commoner: { text, term: { ...term, suggest_mode: "popular", max_edits: 1 } },
  };
}

/** The text with each misspelt word replaced by its likeliest correction; null when there is nothing to correct. */
export function correct(text: string, tokens: readonly Token[] | undefined): string | null {
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
  return [...options].sort((a, b) => weight(b) - weight(a))[0];
}

function weight({ score, freq }: Option): number {
  return score + 0.05 * Math.log2(1 + freq);
}
