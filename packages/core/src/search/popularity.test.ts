import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { popularity } from "./popularity.ts";

const signals = fc.record({
  shops: fc.nat({ max: 40 }),
  dealScore: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
  drop: fc.nat({ max: 99 }),
  ageDays: fc.double({ min: 0, max: 4000, noNaN: true }),
  available: fc.boolean(),
});

describe("popularity", () => {
  it("lies between 0 and 1", () => {
    fc.assert(
      fc.property(signals, (given) => {
        const score = popularity(given);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("grows with shops, deal, drop and newness, and falls when nothing can be bought", () => {
    const base = { shops: 2, dealScore: 5, drop: 10, ageDays: 30, available: true };
    const score = popularity(base);
    expect(popularity({ ...base, shops: 3 })).toBeGreaterThan(score);
    expect(popularity({ ...base, dealScore: 9 })).toBeGreaterThan(score);
    expect(popularity({ ...base, drop: 30 })).toBeGreaterThan(score);
    expect(popularity({ ...base, ageDays: 1 })).toBeGreaterThan(score);
    expect(popularity({ ...base, available: false })).toBeLessThan(score / 5);
  });
});
