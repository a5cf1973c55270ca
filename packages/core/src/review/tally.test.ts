import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  added,
  averageOf,
  BODY_TYPES,
  EMPTY,
  FITS,
  MAX_SIZES,
  OTHER,
  type Share,
  shown,
  sizeKey,
  standingOf,
  without,
} from "./tally.ts";

const share = fc.record(
  {
    rating: fc.integer({ min: 1, max: 5 }),
    verified: fc.boolean(),
    fit: fc.constantFrom(...FITS),
    size: fc.constantFrom("IN|S", "IN|M", "EU|42"),
    bodyType: fc.constantFrom(...BODY_TYPES),
  },
  { requiredKeys: ["rating", "verified"] },
);

const canonical = (tally: object) =>
  JSON.parse(JSON.stringify(tally), (_, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ) as object;

describe("a product's figures", () => {
  it("are what their reviews come to, whichever came and went in which order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(share, fc.boolean(), fc.nat())), (steps) => {
        const there: Share[] = [];
        let tally = EMPTY;
        for (const [one, isLeaving, at] of steps) {
          const [left] = isLeaving && there.length > 0 ? there.splice(at % there.length, 1) : [];
          if (left) tally = without(tally, left);
          else {
            there.push(one);
            tally = added(tally, one);
          }
        }
        expect(canonical(tally)).toEqual(canonical(there.reduce(added, EMPTY)));
        expect(tally.count).toBe(there.length);
        expect(tally.sum).toBe(there.reduce((sum, { rating }) => sum + rating, 0));
        expect(tally.stars.reduce((sum, n) => sum + n, 0)).toBe(there.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("are averaged in hundredths, half up, without a float on the way", () => {
    expect(averageOf({ count: 0, sum: 0 })).toBeNull();
    expect(averageOf({ count: 3, sum: 13 })).toBe(433);
    expect(averageOf({ count: 3, sum: 14 })).toBe(467);
    expect(averageOf({ count: 8, sum: 33 })).toBe(413);
    expect(averageOf({ count: 200, sum: 201 })).toBe(101);
    expect(averageOf({ count: 7, sum: 35 })).toBe(500);
  });

  it("put many good reviews before a single best one", () => {
    const of = (count: number, sum: number) => standingOf({ ...EMPTY, count, sum })!;
    expect(of(1, 5)).toBe(375);
    expect(of(100, 480)).toBe(473);
    expect(of(1, 1)).toBeLessThan(of(1, 5));
    expect(standingOf(EMPTY)).toBeUndefined();
    expect(standingOf(undefined)).toBeUndefined();
  });

  it("hold no more sizes than fit, the rest counted together", () => {
    let tally = EMPTY;
    for (let n = 0; n < 100; n++) {
      const size = sizeKey(tally, { system: "EU", label: String(n) });
      tally = added(tally, { rating: 5, verified: false, fit: "true_to_size", size });
    }
    expect(Object.keys(tally.sizes)).toHaveLength(MAX_SIZES + 1);
    expect(tally.sizes[OTHER]?.true_to_size).toBe(100 - MAX_SIZES);
    expect(sizeKey(tally, { system: "EU", label: "3" })).toBe("EU|3");
  });

  it("are answered with sizes, fits and body types by name", () => {
    const tally = added(
      added(EMPTY, { rating: 4, verified: true, fit: "runs_small", size: "IN|M", bodyType: "pear" }),
      {
        rating: 5,
        verified: false,
      },
    );
    expect(shown(tally)).toEqual({
      count: 2,
      average: 450,
      histogram: [0, 0, 0, 1, 1],
      verified: 1,
      fit: { runs_small: 1, true_to_size: 0, runs_large: 0 },
      fitBySize: [{ size: { system: "IN", label: "M" }, runs_small: 1, true_to_size: 0, runs_large: 0 }],
      byBodyType: [{ bodyType: "pear", count: 1, average: 400, runs_small: 1, true_to_size: 0, runs_large: 0 }],
    });
  });
});
