import { type Amount, amounts } from "./amounts.ts";
import { type CurrencyMark, currencyCode, currencyIn, resolveCurrency } from "./currency.ts";
import { fromDecimal } from "./money.ts";
import type { Money } from "./product.ts";

export interface PriceOptions {
  /** A currency code or sign, or any text that may name one. The text itself comes first. */
  currencyHint?: string | null;
  decimalSeparator?: string | null;
  /** BCP 47, such as "de-DE": which decimal separator is meant when the text leaves it open. */
  locale?: string | null;
}

export interface ParsedPrice {
  /** Shortest exact decimal in major units: "1299", "1299.5". */
  amount: string;
  /** ISO 4217, or null when nothing names it. */
  currency: string | null;
  /** As the text writes it: "₹", "Rs.". */
  symbol: string | null;
  /** "from ₹499": some variant costs this, perhaps not the one shown. */
  from: boolean;
  /** Several unlabelled amounts stood there and this is but the first. */
  ambiguous: boolean;
}

export interface PricePair {
  price: ParsedPrice | null;
  mrp: ParsedPrice | null;
  member: ParsedPrice | null;
  coupon: ParsedPrice | null;
}

/**
 * The price that a text names. Null when it names none, a range, or only what is saved, paid monthly or for delivery.
 * A stated sale price comes before an MRP. Zero is given only when the text says zero or "free".
 */
export function parsePrice(text: string | null | undefined, options: PriceOptions = {}): ParsedPrice | null {
  if (!text) return null;
  const found = amounts(text, { decimalSeparator: separator(options) });
  const first = choose(found);
  if (first) return parsed(first.amount, text, options, first.ambiguous);
  if (found.length === 0 && /^\W*free\b|\bfree\W*$/i.test(text.trim()) && !/shipping|delivery/i.test(text)) {
    return {
      amount: "0",
      currency: hinted(options.currencyHint)?.iso ?? null,
      symbol: null,
      from: false,
      ambiguous: false,
    };
  }
  return null;
}

/**
 * Price and MRP from one text such as "MRP ₹2,999 ₹1,499 (50% off)", members' and coupon prices apart. Two amounts
 * without labels are told apart only when the stated percentage fits them; otherwise neither is sure and both are null.
 */
export function parsePricePair(text: string | null | undefined, options: PriceOptions = {}): PricePair {
  const none: PricePair = { price: null, mrp: null, member: null, coupon: null };
  if (!text) return none;
  const found = amounts(text, { decimalSeparator: separator(options) });
  const marked = found.filter(({ mark }) => mark);
  const pool = (marked.length > 0 ? marked : found).filter(({ range }) => !range);
  const one = (label: Amount["label"]) => pool.find((amount) => amount.label === label);
  const give = (amount: Amount | undefined) => (amount ? parsed(amount, text, options, false) : null);
  const special = { member: give(one("member")), coupon: give(one("coupon")) };
  const mrp = one("mrp");
  const open = distinct(pool.filter(({ label }) => label === "price" || label === "sale"));
  if (open.length === 1) return { ...special, price: give(open[0]), mrp: give(mrp) };
  const sale = open.filter(({ label }) => label === "sale");
  if (sale.length === 1) return { ...special, price: give(sale[0]), mrp: give(mrp ?? above(open, sale[0]!)) };
  const fitting = open.length === 2 && !mrp ? byPercentage(text, open) : null;
  if (fitting) return { ...special, price: give(fitting[0]), mrp: give(fitting[1]) };
  return { ...special, price: null, mrp: give(mrp) };
}

/** Minor units of a parsed price; null without a currency, for zero, or for more decimals than the currency has. */
export function toMoney(price: ParsedPrice | null, currency?: string | null): Money | null {
  const code = price?.currency ?? currency;
  if (!price || !code) return null;
  const money = fromDecimal(price.amount, code);
  return money && money.amount > 0 ? money : null;
}

function choose(found: readonly Amount[]): { amount: Amount; ambiguous: boolean } | null {
  const marked = found.filter(({ mark }) => mark);
  const pool = marked.length > 0 ? marked : found;
  if (pool[0]?.range) return null;
  const usable = pool.filter(({ range }) => !range);
  const sale = usable.find(({ label, value }) => label === "sale" && value !== "0");
  if (sale) return { amount: sale, ambiguous: false };
  const plain = usable.filter(({ label }) => label === "price" || label === "sale");
  const worth = plain.filter(({ value }) => value !== "0");
  const mrp = usable.find(({ label }) => label === "mrp");
  const first = worth[0] ?? (plain.length > 0 && mrp ? mrp : (plain[0] ?? mrp));
  const special = (...labels: Amount["label"][]) => usable.find(({ label }) => labels.includes(label));
  const last = first ?? special("member", "coupon") ?? special("net", "unit");
  if (!last || last !== first) return last ? { amount: last, ambiguous: false } : null;
  return { amount: first, ambiguous: distinct(worth).length > 1 };
}

function parsed(amount: Amount, text: string, options: PriceOptions, ambiguous: boolean): ParsedPrice {
  const hint = hinted(options.currencyHint);
  const mark = amount.mark ?? currencyIn(text) ?? null;
  return {
    amount: amount.value,
    currency: resolveCurrency(mark, hint?.iso ?? null),
    symbol: mark?.sign ?? hint?.sign ?? null,
    from: amount.from,
    ambiguous,
  };
}

function hinted(hint: string | null | undefined): CurrencyMark | null {
  if (!hint) return null;
  const iso = currencyCode(hint);
  return iso ? { sign: hint.trim(), iso } : (amounts(hint).find(({ mark }) => mark)?.mark ?? currencyIn(hint));
}

function separator({ decimalSeparator, locale }: PriceOptions): string | null {
  return decimalSeparator || (locale ? separatorOf(locale) : null);
}

/** By locale, since asking is slow; what is no locale has none. */
const separators = new Map<string, string | null>();

function separatorOf(locale: string): string | null {
  // Longer ones are rare, and a piece of a page would keep all of the page in memory.
  if (locale.length > 12) return decimalIn(locale);
  const known = separators.get(locale);
  if (known !== undefined) return known;
  if (separators.size >= 500) separators.clear();
  const found = decimalIn(locale);
  separators.set(locale, found);
  return found;
}

function decimalIn(locale: string): string | null {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
    return parts.find(({ type }) => type === "decimal")?.value ?? null;
  } catch {
    return null;
  }
}

function distinct(list: readonly Amount[]): Amount[] {
  return list.filter((amount, index) => list.findIndex(({ value }) => value === amount.value) === index);
}

function above(list: readonly Amount[], low: Amount): Amount | undefined {
  const higher = list.filter(({ value }) => Number(value) > Number(low.value));
  return higher.length === 1 ? higher[0] : undefined;
}

function byPercentage(text: string, [left, right]: readonly Amount[]): [Amount, Amount] | null {
  const stated = /(\d{1,2})\s?%/.exec(text);
  if (!stated || !left || !right) return null;
  const [low, high] = Number(left.value) < Number(right.value) ? [left, right] : [right, left];
  const computed = ((Number(high.value) - Number(low.value)) / Number(high.value)) * 100;
  return Math.abs(computed - Number(stated[1])) <= 1 ? [low, high] : null;
}
