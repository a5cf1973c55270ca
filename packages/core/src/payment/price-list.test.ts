import { describe, expect, it } from "vitest";
import { exponentOf, toDecimal } from "../platform/money.ts";
import { offered, PLANS, priceOf } from "./price-list.ts";

describe("the price list", () => {
  it.each(PLANS)("has prices of %s that Razorpay takes, INR first", (plan) => {
    const { prices, days } = offered(plan);
    expect(prices[0].currency).toBe("INR");
    expect(prices[0].amount).toBeGreaterThanOrEqual(100);
    expect(days).toBeGreaterThan(0);
    expect(new Set(prices.map(({ currency }) => currency)).size).toBe(prices.length);
    for (const { amount, currency } of prices) {
      expect(Number.isSafeInteger(amount)).toBe(true);
      expect(amount).toBeGreaterThanOrEqual(10 ** exponentOf(currency));
      if (exponentOf(currency) === 3) expect([currency, amount % 10]).toEqual([currency, 0]);
    }
  });

  it("says amounts of currencies without decimals, and with three, as what they are", () => {
    expect(["INR", "USD", "JPY", "KWD"].map((currency) => toDecimal(priceOf("monthly", currency)))).toEqual([
      "99.00",
      "1.99",
      "300",
      "1.100",
    ]);
  });

  it("refuses a currency without a price, and names those that there are", () => {
    expect(() => priceOf("monthly", "EUR")).toThrow(/no price/);
    expect(priceOf("yearly")).toEqual({ amount: 99_900, currency: "INR" });
  });
});
