import { DomainError } from "../platform/errors.ts";
import type { Money } from "../platform/money.ts";
import { PRICE_LIST } from "./price-list.data.ts";

export const PLANS = ["monthly", "yearly"] as const;
export type Plan = (typeof PLANS)[number];

export interface Offered {
  name: string;
  days: number;
  /** One for each currency, in minor units. */
  prices: readonly [Money, ...Money[]];
}
export type PriceList = Record<Plan, Offered>;

/** What a plan is called, how many days it gives, and its prices. */
export function offered(plan: Plan): Offered {
  return PRICE_LIST[plan];
}

/** What a plan costs in a currency. Throws `invalid`, naming the field, for one that it has no price in. */
export function priceOf(plan: Plan, currency = "INR"): Money {
  const { prices } = PRICE_LIST[plan];
  const price = prices.find((one) => one.currency === currency);
  if (price) return price;
  const fields = [{ field: "currency", message: `must be one of ${prices.map((one) => one.currency).join(", ")}` }];
  throw new DomainError("invalid", "There is no price in this currency.", { fields });
}
