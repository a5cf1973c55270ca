import { fromDecimal, type Money } from "../platform/money.ts";

/** All receipts that we read are of Indian shops. */
const CURRENCY = "INR";
/** A sign that the reader does not know is taken for any letter or sign before the digits. */
const MARK = String.raw`(?:₹|rs\.?|inr|[^\w\s.,()-])?\s*`;
const NUMBER = String.raw`\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?`;
const LAST = new RegExp(String.raw`(?:^|\s)(${MARK})(-?)(${NUMBER})(?:\s*\/-)?(?:\s*(?:inr|only))?\.?\s*$`, "i");

export interface LastAmount {
  money: Money;
  /** It looks like money, not like a count: a sign, a comma or decimals. */
  isMarked: boolean;
  /** What stands before it. */
  before: string;
}

/** The amount that a line ends with, in minor units; null where it ends with none. */
export function lastAmount(line: string): LastAmount | null {
  const text = line.replace(/\s+/g, " ").trim();
  const match = LAST.exec(text);
  if (!match) return null;
  const [all, mark = "", minus, digits = ""] = match;
  const money = amountOf(digits);
  if (!money || minus === "-") return null;
  const isMarked = mark.trim() !== "" || /[,.]/.test(digits) || text.endsWith("/-");
  return { money, isMarked, before: text.slice(0, text.length - all.length).trim() };
}

/** `1,23,456.50` in minor units; null for what is no amount. */
export function amountOf(digits: string): Money | null {
  const bare = digits.replace(/,/g, "");
  const money = fromDecimal(bare, CURRENCY);
  return money && money.amount > 0 && money.amount < 1_000_000_000 ? money : null;
}

/** The amount in a text that holds one and nothing else, such as `Rs. 1,299.00`. */
export function soleAmount(text: string | undefined): Money | null {
  const found = text === undefined ? null : lastAmount(text);
  return found && !/\d/.test(found.before) ? found.money : null;
}
