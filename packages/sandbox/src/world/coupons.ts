import { dateOf } from "./festivals.ts";
import type { Listing, ShopId } from "./listing.ts";
import { fraction, hash } from "./random.ts";

export interface Coupon {
  code: string;
  /** What the page says. */
  text: string;
  kind: "percent" | "flat";
  /** Whole per cent, or paise. */
  value: number;
  /** Paise; 0 for none. */
  minSpend: number;
  /** ISO dates in India, both days included. */
  from: string;
  to: string;
}

const TERMS: { kind: Coupon["kind"]; value: number; minSpend: number }[] = [
  { kind: "percent", value: 10, minSpend: 0 },
  { kind: "percent", value: 15, minSpend: 199_900 },
  { kind: "flat", value: 20_000, minSpend: 149_900 },
  { kind: "flat", value: 50_000, minSpend: 399_900 },
  { kind: "percent", value: 20, minSpend: 299_900 },
];

const SHOPS: Partial<Record<ShopId, string>> = { threadmill: "MILL", vanika: "VANI", bazaar24: "BZ" };
const LENGTH = 18;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const rupees = (paise: number) => `₹${(paise / 100).toLocaleString("en-IN")}`;

/** "9 Nov 2026" */
export function longDate(day: number): string {
  const [year, month, date] = dateOf(day).split("-").map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** The coupon that the shop offers on the garment that day, if any. Windows follow each other without overlap. */
export function couponOn(l: Listing, day: number): Coupon | null {
  const prefix = SHOPS[l.shop];
  if (!prefix) return null;
  const at = day + (hash(l.shop, "coupon") % LENGTH);
  const turn = Math.floor(at / LENGTH);
  if (fraction(l.id, "coupon", turn) > 0.22) return null;
  const terms = TERMS[hash(l.shop, turn) % TERMS.length] as (typeof TERMS)[number];
  const from = day - (at % LENGTH);
  const to = from + LENGTH - 4;
  if (day > to) return null;
  const amount = terms.kind === "percent" ? `${terms.value}%` : rupees(terms.value);
  const code = `${prefix}${terms.kind === "percent" ? terms.value : terms.value / 100}`;
  const above = terms.minSpend > 0 ? ` on orders above ${rupees(terms.minSpend)}` : "";
  return {
    ...terms,
    code,
    text: `Extra ${amount} off${above} with code ${code}. Valid till ${longDate(to)}.`,
    from: dateOf(from),
    to: dateOf(to),
  };
}
