import { type Plan, priceOf } from "../payment/price-list.ts";
import { exponentOf, type Money } from "../platform/money.ts";
import { PAISE_A_POINT, PAISE_A_UNIT, SHARE_PERCENT } from "./rate.data.ts";

/**
 * Whole points for a commission in minor units: the shopper's share of it, rounded towards zero; negative for a negative one, and 0 for a
 * currency without a rate.
 */
export function pointsFor({ amount, currency }: Money): number {
  const rate = PAISE_A_UNIT.get(currency);
  if (rate === undefined || !Number.isSafeInteger(amount)) return 0;
  const above = BigInt(amount) * BigInt(rate) * BigInt(SHARE_PERCENT);
  const points = Number(above / (10n ** BigInt(exponentOf(currency)) * 100n * BigInt(PAISE_A_POINT)));
  return points === 0 ? 0 : points;
}

/** Whole points that something at a price of our list, in INR, costs; rounded up. Throws RangeError for another currency. */
export function costOf({ amount, currency }: Money): number {
  if (currency !== "INR" || !Number.isSafeInteger(amount) || amount < 1) throw new RangeError("Not a price in rupees.");
  return Number((BigInt(amount) + BigInt(PAISE_A_POINT) - 1n) / BigInt(PAISE_A_POINT));
}

/** Whole points that a plan takes. */
export function pointsOf(plan: Plan): number {
  return costOf(priceOf(plan));
}
