import { exponentOf } from "@stylegence/core/platform/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRICE_LIST } from "../payment/price-list.data.ts";
import { REFERRAL_POINTS, SHARE_PERCENT } from "./rate.data.ts";
import { costOf, pointsFor } from "./rate.ts";

const inr = (amount: number) => ({ amount, currency: "INR" });

describe("points for a commission", () => {
  it("are the shopper's share in whole rupees, never rounded up", () => {
    expect(pointsFor(inr(10_000))).toBe(SHARE_PERCENT);
    expect(pointsFor(inr(199))).toBe(0);
    expect(pointsFor(inr(200))).toBe(1);
    expect(pointsFor(inr(1_999))).toBe(9);
    expect(pointsFor(inr(0))).toBe(0);
  });

  it("are none in a currency without a rate, and of what is no whole number", () => {
    for (const currency of ["USD", "JPY", "KWD", "inr", "toString"]) {
      expect(pointsFor({ amount: 1_000_000, currency })).toBe(0);
    }
    expect(pointsFor(inr(1234.5))).toBe(0);
    expect(pointsFor(inr(Number.NaN))).toBe(0);
  });

  it("never come to more than the share, and a correction takes what the commission gave", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        const points = pointsFor(inr(amount));
        const exact = (BigInt(amount) * BigInt(SHARE_PERCENT)) / 100n / 10n ** BigInt(exponentOf("INR"));
        expect(BigInt(points)).toBe(exact);
        expect(pointsFor(inr(-amount))).toBe(points === 0 ? 0 : -points);
      }),
    );
  });
});

describe("what a membership costs in points", () => {
  it("is its price in rupees, rounded up", () => {
    expect(Object.values(PRICE_LIST).map(({ prices }) => costOf(prices[0]))).toEqual([99, 999]);
    expect(costOf(inr(1))).toBe(1);
    expect(costOf(inr(101))).toBe(2);
    for (const wrong of [inr(0), inr(-5), inr(1.5), { amount: 300, currency: "JPY" }]) {
      expect(() => costOf(wrong)).toThrow(RangeError);
    }
  });

  it("is more than a referral gives both together: nobody pays for points", () => {
    const cheapest = Math.min(...Object.values(PRICE_LIST).map(({ prices }) => costOf(prices[0])));
    expect(2 * REFERRAL_POINTS).toBeLessThan(cheapest);
  });
});
