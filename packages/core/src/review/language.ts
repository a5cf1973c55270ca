import { eld } from "eld/small";
import { ENGLISH, HINGLISH } from "./words.data.ts";

export const ENGLISH_CODE = "en";
/** Hindi in Latin letters. */
export const HINGLISH_CODE = "hi-Latn";

/** Share of letters that are Latin from which on words are looked at. */
const MOSTLY_LATIN = 0.7;
/** Share of words, and how many at least, that make a text Hindi in Latin letters. */
const HINGLISH_SHARE = 0.25;
const HINGLISH_WORDS = 2;
/** A text with so many English words is English, whatever it names besides. */
const ENGLISH_SHARE = 0.25;
/** So few words tell a detector little: what has English words among them is English. */
const FEW_WORDS = 12;

/**
 * The language of a text, "en", "hi", "hi-Latn". Where a few Latin words leave it in doubt it is English: who writes "Super cotton, 5/5"
 * shall not wait for a translator.
 */
export function languageOf(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters === 0) return ENGLISH_CODE;
  const { language, ...found } = eld.detect(text);
  if (latin < letters * MOSTLY_LATIN) return language || "und";
  const words = wordsOf(text);
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const hinglish = words.filter((word) => HINGLISH.has(word)).length;
  if (hinglish >= HINGLISH_WORDS && hinglish >= words.length * HINGLISH_SHARE && hinglish > english)
    return HINGLISH_CODE;
  if (language === ENGLISH_CODE || !language || !found.isReliable()) return ENGLISH_CODE;
  const telling = words.filter((word) => word.length > 2 && ENGLISH.has(word)).length;
  const isEnglish = telling >= words.length * ENGLISH_SHARE || (words.length <= FEW_WORDS && english > 0);
  return isEnglish ? ENGLISH_CODE : language;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
