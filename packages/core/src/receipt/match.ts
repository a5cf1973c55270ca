import { distance } from "fastest-levenshtein";
import { plain } from "../catalog/words.ts";
import type { Money } from "../platform/money.ts";
import type { Reading, ReceiptLine } from "./reading.ts";

/** A shop that sells the garment, as far as a receipt could name it. */
export interface Seller {
  sourceId: string;
  name: string;
  host: string;
  /** How it calls the garment. */
  titles: string[];
  /** Prices in minor units that it asked around the day of the purchase; empty where none is known. */
  prices: number[];
}

export interface Claimed {
  currency: string;
  sellers: Seller[];
  /** Today, of Asia/Kolkata. */
  today: string;
}

export const PARTS = ["title", "amount", "shop", "date"] as const;

/** One reason for or against, 0 to 1, and what it counts. */
export interface Part {
  part: (typeof PARTS)[number];
  score: number;
  weight: number;
}

export interface Match {
  /** 0 to 1. */
  confidence: number;
  parts: Part[];
  /** The line that is the garment; null where none is. */
  line: ReceiptLine | null;
  /** Which of the lines with that amount it is. */
  nth: number;
  sourceId: string | null;
}

const WEIGHTS = { title: 0.4, amount: 0.3, shop: 0.2, date: 0.1 } as const;
/** Days before today from which a receipt still counts. */
export const MAX_AGE_DAYS = 365;

/** How well a receipt shows that a garment was bought: the seller and the line that fit best together. Pure. */
export function match(reading: Reading, claimed: Claimed): Match {
  const date = dateScore(reading.day, claimed.today);
  const best = claimed.sellers
    .flatMap((seller) => {
      const shop = shopScore(reading, seller);
      const lines = reading.lines.length > 0 ? reading.lines : [null];
      return lines.map((line, at) => {
        const title = line ? titleScore(line.title, seller.titles) : 0;
        const amount = line ? amountScore(line, reading, seller.prices, claimed.currency) : 0;
        const scores = { title, amount, shop, date };
        return { line, nth: line ? nthOf(reading.lines, at) : 0, seller, scores, confidence: sum(scores) };
      });
    })
    .sort((a, b) => b.confidence - a.confidence)[0];
  const scores = best?.scores ?? { title: 0, amount: 0, shop: 0, date };
  const parts = PARTS.map((part) => ({ part, score: round(scores[part]), weight: WEIGHTS[part] }));
  const line = best && best.scores.title > 0 ? best.line : null;
  const sourceId = best && best.scores.shop > 0 ? best.seller.sourceId : null;
  return { confidence: round(sum(scores)), parts, line, nth: best?.nth ?? 0, sourceId };
}

function sum(scores: Record<(typeof PARTS)[number], number>): number {
  return PARTS.reduce((total, part) => total + scores[part] * WEIGHTS[part], 0);
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function nthOf(lines: readonly ReceiptLine[], at: number): number {
  return lines.slice(0, at).filter(({ amount }) => amount.amount === lines[at]?.amount.amount).length;
}

function dateScore(day: string | null, today: string): number {
  if (!day) return 0;
  const age = (Date.parse(today) - Date.parse(day)) / 86_400_000;
  return age < 0 || age > MAX_AGE_DAYS ? 0 : 1;
}

/** Its address or its name; a name of which a letter was misread is nearly as good. */
export function shopScore({ shop, hosts, head }: Pick<Reading, "shop" | "hosts" | "head">, seller: Seller): number {
  const host = seller.host.replace(/^www\./, "");
  if (host && hosts.some((one) => one === host || one.endsWith(`.${host}`) || host.endsWith(`.${one}`))) return 1;
  const name = plain(seller.name);
  if (name.length < 3) return 0;
  const said = [shop ?? "", ...head].map(plain).filter(Boolean);
  if (said.some((line) => ` ${line} `.includes(` ${name} `))) return 1;
  const tight = name.replaceAll(" ", "");
  const isNear = (line: string) => distance(line.replaceAll(" ", ""), tight) <= Math.floor(tight.length / 6);
  return said.some(isNear) ? 0.8 : 0;
}

const COMMON = new Set("for with the and of in a an by from size men women mens womens unisex pack set".split(" "));

function wordsOf(text: string): string[] {
  const words = plain(text).split(" ");
  return [...new Set(words.filter((word) => word.length > 1 && !COMMON.has(word)))];
}

/** How much of a line's words are the garment's: shops cut titles short, and readers misread letters. */
export function titleScore(line: string, titles: readonly string[]): number {
  const said = wordsOf(line);
  if (said.length === 0) return 0;
  return Math.max(0, ...titles.map((title) => overlap(said, wordsOf(title))));
}

function overlap(said: readonly string[], known: readonly string[]): number {
  if (known.length === 0) return 0;
  const shared = known.filter((word) => said.some((one) => isSame(one, word))).length;
  // One word in common is a kind of garment, not a garment.
  if (shared < Math.min(2, known.length)) return 0;
  const covered = shared / Math.min(said.length, known.length);
  const alike = (2 * shared) / (said.length + known.length);
  return Math.min(1, 0.7 * Math.min(1, covered) + 0.3 * Math.min(1, alike));
}

function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const length = Math.min(a.length, b.length);
  // What differs in a digit is another model.
  return length >= 5 && !/\d/.test(a + b) && distance(a, b) <= Math.floor(length / 5);
}

/** What was paid for one, beside what the shop asked then: exact, by a coupon less, or with a charge more. */
function amountScore(
  line: ReceiptLine,
  { lines, total }: Reading,
  prices: readonly number[],
  currency: string,
): number {
  if (line.amount.currency !== currency) return 0;
  const paid: Money["amount"][] = [line.amount.amount, ...(isWhole(line) ? [line.amount.amount / line.quantity] : [])];
  // A lone garment may have been paid less than its line says.
  if (lines.length === 1 && total) paid.push(total.amount);
  return Math.max(0, ...paid.flatMap((one) => prices.map((price) => nearness(one, price))));
}

function isWhole({ amount, quantity }: ReceiptLine): boolean {
  return quantity > 1 && amount.amount % quantity === 0;
}

function nearness(paid: number, price: number): number {
  const off = Math.abs(paid - price);
  if (off === 0) return 1;
  if (off <= 100 || off * 100 <= price) return 0.95;
  if (paid < price && (price - paid) * 10 <= price * 3) return 0.6;
  if (paid > price && off * 10 <= price) return 0.5;
  return 0;
}
