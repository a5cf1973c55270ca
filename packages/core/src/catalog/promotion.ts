import type { Money } from "../platform/money.ts";
import type { Promotion } from "./promotion.entity.ts";

type Window = Pick<Promotion, "validFrom" | "validTo">;

/** Whether it holds at that time, both ends inclusive. An end given as a date was read as the last second of that day in India. */
export function isValid(window: Window, at: Date): boolean {
  const time = at.getTime();
  const from = window.validFrom ? Date.parse(window.validFrom) : Number.NEGATIVE_INFINITY;
  const to = window.validTo ? Date.parse(window.validTo) : Number.POSITIVE_INFINITY;
  return time >= from && time <= to;
}

/** The next start or end that changes an effective price, as the expiry timer finds it; "never" when none lies ahead. */
export function boundaryOf(window: Window, now: Date): Pick<Promotion, "boundaryHour" | "boundaryAt"> {
  const starts = window.validFrom ? Date.parse(window.validFrom) : Number.NaN;
  // The end itself is still valid: what the timer looks for is the moment after.
  const ends = window.validTo ? Date.parse(window.validTo) + 1 : Number.NaN;
  const next = [starts, ends].filter((time) => time > now.getTime()).sort((a, b) => a - b)[0];
  if (next === undefined) return { boundaryHour: "never", boundaryAt: "never" };
  const at = new Date(next).toISOString();
  return { boundaryHour: hourOf(new Date(next)), boundaryAt: at };
}

/** `2026-11-23T07` */
export function hourOf(at: Date): string {
  return at.toISOString().slice(0, 13);
}

const MAX_PERCENT = 95;

/** What a promotion leaves of a price, in the price's currency; the price itself where it takes nothing off or is not believable. */
export function applied(price: Money, promotion: Pick<Promotion, "kind" | "value" | "minSpend">): Money {
  const { kind, value, minSpend } = promotion;
  if (value === undefined || value <= 0 || (minSpend ?? 0) > price.amount) return price;
  if (kind === "percent" && value <= MAX_PERCENT) {
    return { ...price, amount: price.amount - Math.floor((price.amount * value) / 100) };
  }
  const left = price.amount - value;
  return kind === "flat" && left * 100 >= price.amount * (100 - MAX_PERCENT) ? { ...price, amount: left } : price;
}

/** The lowest that the price gets by one of the promotions valid at that time; they don't add up. */
export function effective(price: Money, promotions: readonly Promotion[], at: Date): Money {
  return promotions
    .filter((promotion) => isValid(promotion, at))
    .map((promotion) => applied(price, promotion))
    .reduce((best, next) => (next.amount < best.amount ? next : best), price);
}
