import type { FieldError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";

/** Endings that are words as well count only where a path follows: people leave out the space after a stop. */
const LINK =
  /(?:https?:\/\/|www\.)\S+|(?<![\w.@-])[a-z0-9-]{2,}\.(?:(?:com|net|org|info|biz|xyz|shop|store|online|site|co\.in)\b|(?:in|co|me|io|ly|app)\/)/iu;
const MAIL = /[\w.+-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+\s*(?:\.|\(dot\)|\[dot\])\s*[a-z]{2,}/iu;
/** Ten digits and more, whatever is put between them, in any script's digits; shops, sizes and prices have fewer. */
const PHONE = /(?:\p{Nd}[\s().+-]{0,3}){9,}\p{Nd}/u;
const HANDLE = /(?:whats\s?app|telegram|insta(?:gram)?|dm me|t\.me)\b.{0,20}[@+\d]/iu;

/** What keeps a text from being a review at all, by field: links, addresses, numbers to call, one word again and again. */
export function faultsOf({ title, body }: { title?: string | undefined; body: string }): FieldError[] {
  const faults = Object.entries({ title, body }).flatMap(([field, text]) => {
    const message = text === undefined ? null : faultIn(text);
    return message ? [{ field, message }] : [];
  });
  return isEmpty(body) ? [...faults, { field: "body", message: "must say something in words" }] : faults;
}

function faultIn(raw: string): string | null {
  // Full-width and other disguises of letters and digits count as what they look like.
  const text = raw.normalize("NFKC");
  if (LINK.test(text) || HANDLE.test(text)) return "must not lead elsewhere: leave out links and accounts";
  if (MAIL.test(text)) return "must not hold an e-mail address";
  if (PHONE.test(text)) return "must not hold a phone number";
  return null;
}

const MIN_LETTERS = 6;
/** From so many words on, one of them must not be most of the text. */
const MANY_WORDS = 8;

function isEmpty(body: string): boolean {
  const letters = body.match(/\p{L}/gu) ?? [];
  if (letters.length < MIN_LETTERS || new Set(letters).size < 3) return true;
  const words = wordsOf(body);
  return words.length >= MANY_WORDS && new Set(words).size * 3 < words.length && commonest(words) * 2 > words.length;
}

function commonest(words: readonly string[]): number {
  return Math.max(...[...Map.groupBy(words, (word) => word).values()].map((same) => same.length));
}

/** Letters alone, without marks, doubles and case: "Sooo GOOD!!" is "so god". */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mn}/gu, (mark) => (/[\u0300-\u036f]/.test(mark) ? "" : mark));
  return (plain.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => word.replace(/(.)\1+/gu, "$1"));
}

/** Whoever writes less than this may well write what others do. */
const TELLING_WORDS = 8;
const TELLING_LETTERS = 40;

/** What a text is told by, whatever its case, stops and doubled letters; null for one too short to be anybody's own. */
export function fingerprintOf(body: string): string | null {
  const words = wordsOf(body);
  const text = words.join(" ");
  const isTelling = words.length >= TELLING_WORDS || text.length >= TELLING_LETTERS;
  return isTelling ? hash26(`review ${text}`) : null;
}

const PIECE = 3;
const LIKE = 0.6;

/** Whether a text is another one with a few words changed: most of their runs of three words are the same. */
export function isVariation(one: string, other: string): boolean {
  const [a, b] = [piecesOf(one), piecesOf(other)];
  if (a.size < TELLING_WORDS - PIECE || b.size < TELLING_WORDS - PIECE) return false;
  const shared = [...a].filter((piece) => b.has(piece)).length;
  return shared >= LIKE * Math.min(a.size, b.size);
}

function piecesOf(text: string): Set<string> {
  const words = wordsOf(text);
  return new Set(words.slice(PIECE - 1).map((_, at) => words.slice(at, at + PIECE).join(" ")));
}
