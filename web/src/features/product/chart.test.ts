import type { PricesResponse } from "@stylegence/contracts/product";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesOf, chartOf, stepOf } from "./chart.ts";

const day = (n: number) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10);
const points = (amounts: number[]) => amounts.map((amount, n) => ({ day: day(n), amount }));

function prices(amounts: number[]): PricesResponse {
  const daily = points(amounts);
  const byAmount = daily.toSorted((a, b) => a.amount - b.amount);
  return {
    groupId: "prd_1",
    currency: "INR",
    series: [{ source: { id: "a", name: "Shop A" }, points: daily }],
    daily,
    lowest: byAmount[0] ?? null,
    highest: byAmount.at(-1) ?? null,
    current: amounts.at(-1) ?? null,
    dealScore: null,
    verdict: null,
    lowConfidence: false,
  };
}

describe("chartOf", () => {
  it("draws steps: a price holds until the day on which it changes", () => {
    const chart = chartOf(prices([100_000, 100_000, 80_000, 80_000, 120_000]));
    expect(chart?.lines[0]?.path).toMatch(/^M0 [\d.]+H500V[\d.]+H1000V[\d.]+$/);
    expect(chart?.lowest).toMatchObject({ x: 50, point: { day: day(2), amount: 80_000 } });
    expect(chart?.now).toMatchObject({ x: 100, point: { amount: 120_000 } });
  });

  it("has nothing to draw before the second day", () => {
    expect(chartOf(prices([]))).toBeNull();
    expect(chartOf(prices([99_900]))).toBeNull();
  });

  it("keeps everything inside the plot, higher prices higher up, with two to eight rules", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 2, maxLength: 200 }), (amounts) => {
        const chart = chartOf(prices(amounts))!;
        for (const { x, y } of chart.points) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(100);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(100);
        }
        expect(chart.highest!.y).toBeLessThanOrEqual(chart.lowest!.y);
        expect(chart.rules.length).toBeGreaterThanOrEqual(2);
        expect(chart.rules.length).toBeLessThanOrEqual(8);
        expect(chart.days.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it.each([
    [40_000, 10_000],
    [90_000, 50_000],
    [0, 1],
  ])("steps of a span of %d are %d", (span, step) => {
    expect(stepOf(span)).toBe(step);
  });
});

describe("changesOf", () => {
  it("lists the days of change, newest first", () => {
    expect(changesOf(points([5, 5, 4, 4, 6]))).toEqual([
      { day: day(4), amount: 6, before: 4 },
      { day: day(2), amount: 4, before: 5 },
      { day: day(0), amount: 5, before: null },
    ]);
  });
});
