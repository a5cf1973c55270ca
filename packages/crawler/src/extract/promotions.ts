import { amounts } from "../amounts.ts";
import { resolveCurrency } from "../currency.ts";
import { toMoney } from "../price.ts";
import type { CanonicalPromotion } from "../product.ts";
import { Findings } from "./finding.ts";
import type { Page } from "./page.ts";

const CODE =
  /\b(?:use|apply|with|enter|using)?\s*(?:the\s+)?(?:coupon|promo(?:tion)?|voucher|discount|offer)?\s*code\s*[:\-–]?\s*["'“]?([A-Z][A-Z0-9]{2,19}|[A-Z0-9]{4,20})\b|\b(?:use|apply|with)\s+["'“]?([A-Z][A-Z0-9]*\d[A-Z0-9]*)\b/;
const OFFER = /\b(?:off|discount|cashback|coupon|promo|voucher|code|deal|free gift|buy \d+ get)\b/i;
const PERCENT = /(\d{1,2}(?:\.\d)?)\s?%/;
const LEAST = /\b(?:above|over|minimum|min\.?|spend|worth|purchases?)\b[^₹$€£\d]{0,20}[₹$€£]?\s*(?:rs\.?|inr)?\s*$/i;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DATE = `(\\d{1,2})(?:st|nd|rd|th)?[\\s./-]+(\\d{1,2}|[A-Za-z]{3,9})\\.?,?(?:[\\s./-]+(\\d{4}|\\d{2}))?|([A-Za-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?(?:\\s+(\\d{4}))?|(\\d{4})-(\\d{2})-(\\d{2})`;
const UNTIL = new RegExp(
  `(?:valid )?(?:till|until|upto|up to|through|ends?(?: on)?|expires?(?: on)?|valid to|before)\\s*:?\\s*(?:${DATE})`,
  "i",
);
const FROM = new RegExp(`(?:from|starts?(?: on)?|valid from|starting)\\s*:?\\s*(?:${DATE})`, "i");
const IST_MS = 5.5 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The offers a page tells in short sentences near the product. */
export function readPromotions(page: Page): Findings {
  const findings = new Findings("visible");
  const seen = new Set<string>();
  const found: CanonicalPromotion[] = [];
  for (const element of page.visible) {
    if (found.length >= 12) break;
    if (element.children.length > 12 || (!element.says.offers && element.name !== "li" && element.name !== "p"))
      continue;
    const text = element.text;
    if (text === undefined || text.length < 8 || seen.has(text) || !OFFER.test(text)) continue;
    const promotion = parsePromotion(text, page.now, page.defaultCurrency ?? "INR");
    // Plain sentences count only when they name a code; a box for offers may hold the others.
    if (!promotion || (!promotion.code && !/offer|coupon|promo/.test(element.names))) continue;
    if ([...seen].some((other) => other.includes(text) || text.includes(other))) continue;
    seen.add(text);
    found.push(promotion);
  }
  findings.add("promotions", found, 0.6, "words");
  return findings;
}

/**
 * An offer in words: "Extra 10% off with code FEST10 on orders above ₹1,999, valid till 31 Dec". Null when the text
 * offers nothing. A date without a time counts to the end of that day in India; a date without a year is the next one.
 */
export function parsePromotion(text: string, now: Date, currency: string): CanonicalPromotion | null {
  const code = CODE.exec(text);
  const named = code?.[1] ?? code?.[2];
  const percent = PERCENT.exec(text);
  const money = amounts(text).map((amount) => ({
    amount,
    value: toMoney(
      {
        amount: amount.value,
        currency: resolveCurrency(amount.mark, currency),
        symbol: null,
        from: false,
        ambiguous: false,
      },
      currency,
    ),
  }));
  const minimum = money.find(({ amount }) => LEAST.test(text.slice(Math.max(0, amount.start - 40), amount.start)));
  const flat = money.find(
    (one) =>
      one !== minimum &&
      one.amount.mark &&
      (one.amount.label === "saving" || /^\s*(?:\/-)?\s*off\b/i.test(text.slice(one.amount.end))),
  );
  if (!named && !percent && !flat && !/free gift|buy \d+ get/i.test(text)) return null;
  const kind = percent ? "percent" : flat ? "flat" : "text";
  return {
    description: text,
    ...(named && { code: named }),
    kind,
    ...(percent && { value: Math.round(Number(percent[1])) }),
    ...(!percent && flat?.value && { value: flat.value.amount }),
    ...(minimum?.value && { minSpend: minimum.value.amount }),
    ...dates(text, now),
  };
}

function dates(text: string, now: Date): { validFrom?: string; validTo?: string } {
  const start = dayOf(FROM.exec(text), now);
  const end = dayOf(UNTIL.exec(text), now);
  const today = /\b(?:today only|ends today|last day)\b/i.test(text) ? startOfDay(now) : null;
  const last = end ?? today;
  return {
    ...(start !== null && { validFrom: new Date(start).toISOString() }),
    ...(last !== null && { validTo: new Date(last + DAY_MS - 1000).toISOString() }),
  };
}

/** Midnight in India of the day that a match names, in UTC milliseconds. */
function dayOf(match: RegExpExecArray | null, now: Date): number | null {
  if (!match) return null;
  const [, dayFirst, month, year, monthFirst, day, yearAfter, isoYear, isoMonth, isoDay] = match;
  const monthIndex = isoMonth ? Number(isoMonth) - 1 : monthOf(month ?? monthFirst ?? "");
  const dayNumber = Number(isoDay ?? dayFirst ?? day);
  if (monthIndex === null || monthIndex < 0 || monthIndex > 11 || dayNumber < 1 || dayNumber > 31) return null;
  const given = isoYear ?? year ?? yearAfter;
  const fullYear = given
    ? Number(given.length === 2 ? `20${given}` : given)
    : new Date(now.getTime() + IST_MS).getUTCFullYear();
  const at = Date.UTC(fullYear, monthIndex, dayNumber) - IST_MS;
  return !given && at < startOfDay(now) - 180 * DAY_MS ? Date.UTC(fullYear + 1, monthIndex, dayNumber) - IST_MS : at;
}

function monthOf(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written) - 1;
  const index = MONTHS.indexOf(written.slice(0, 3).toLowerCase());
  return index < 0 ? null : index;
}

function startOfDay(now: Date): number {
  return Math.floor((now.getTime() + IST_MS) / DAY_MS) * DAY_MS - IST_MS;
}
