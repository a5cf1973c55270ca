import type { PricesResponse } from "@stylegence/contracts/product";
import { describe, expect, it } from "vitest";
import { verdictOf } from "./verdict.ts";

function prices(rupees: number[], current: number | null, change: Partial<PricesResponse> = {}): PricesResponse {
  const daily = rupees.map((amount, n) => ({ day: `2026-10-${String(n + 1).padStart(2, "0")}`, amount: amount * 100 }));
  return {
    groupId: "prd_1",
    currency: "INR",
    series: [],
    daily,
    lowest: null,
    highest: null,
    current: current === null ? null : current * 100,
    dealScore: 5,
    verdict: "fair",
    lowConfidence: false,
    ...change,
  };
}

describe("verdictOf", () => {
  it.each([
    [[900, 900, 900], 900, "It has not changed in 2 days."],
    [[900, 950, 900], 900, "Nothing in 2 days was lower."],
    [[800, 900, 900], 900, "It has not cost more in 2 days, and was as low as ₹800."],
    [[800, 950, 950, 950, 900], 900, "It cost more on 75% of 4 days, and was as low as ₹800."],
  ])("of %j and %d now says: %s", (history, current, reason) => {
    expect(verdictOf(prices(history, current))?.reason).toBe(reason);
  });

  it("does not judge what it has not followed for long", () => {
    const verdict = verdictOf(prices([900], 900, { lowConfidence: true, verdict: "great" }));
    expect(verdict).toMatchObject({ tone: "fair", title: "Too early to say" });
    expect(verdict?.reason).toContain("1 day;");
  });

  it("says nothing without a price", () => {
    expect(verdictOf(prices([900], null))).toBeNull();
    expect(verdictOf(prices([], null, { verdict: null }))).toBeNull();
  });
});
