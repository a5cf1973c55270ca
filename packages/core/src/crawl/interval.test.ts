import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allows } from "./domain.ts";
import { backoffOf, intervalOf, rateOf, stretchAfter, watch } from "./interval.ts";

const BOUNDS = { minIntervalMinutes: 60, maxIntervalMinutes: 7 * 24 * 60 };

/** Looks at a page that changes every so many hours, as often as the interval says; the interval after `looks`. */
function settle(everyHours: number, looks = 60): number {
  let watched = { lookCount: 0, changeCount: 0, watchedHours: 0 };
  let hours = 0;
  let seen = 0;
  for (let n = 0; n < looks; n++) {
    const step = intervalOf(rateOf(watched), BOUNDS) / 60;
    hours += step;
    const changes = Math.floor(hours / everyHours);
    watched = watch(watched, step, changes > seen);
    seen = changes;
  }
  return intervalOf(rateOf(watched), BOUNDS);
}

describe("the interval", () => {
  it("stays within the domain's bounds, whatever was seen", () => {
    const watched = fc.record({
      lookCount: fc.double({ min: 0, max: 10, noNaN: true }),
      changeCount: fc.double({ min: 0, max: 1e6, noNaN: true }),
      watchedHours: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(watched, fc.double({ min: -5, max: 50, noNaN: true }), (seen, priority) => {
        const minutes = intervalOf(rateOf(seen), BOUNDS, { priority });
        expect(minutes).toBeGreaterThanOrEqual(60);
        expect(minutes).toBeLessThanOrEqual(7 * 24 * 60);
      }),
    );
  });

  it("grows where nothing changes, shrinks where much does", () => {
    expect(settle(100_000)).toBe(7 * 24 * 60);
    expect(settle(1)).toBeLessThanOrEqual(90);
    expect(settle(24)).toBeGreaterThan(settle(4));
    expect(settle(24)).toBeLessThan(36 * 60);
  });

  it("is halved for what shoppers wish for", () => {
    expect(intervalOf(0.05, BOUNDS, { priority: 1 })).toBeCloseTo(intervalOf(0.05, BOUNDS) / 2, -1);
  });

  it("is halved after a change, since they come in spells", () => {
    expect(intervalOf(0.02, BOUNDS, { changed: true })).toBeCloseTo(intervalOf(0.02, BOUNDS) / 2, -1);
  });

  it("is twice a day for what changes daily where the budget is just enough, and follows the budget", () => {
    expect(intervalOf(1 / 24, BOUNDS)).toBe(12 * 60);
    expect(intervalOf(1 / 24, BOUNDS, { stretch: 0.5 })).toBe(6 * 60);
  });

  it("after failures doubles up to a day", () => {
    const waits = [1, 2, 3, 4, 20, 1000].map((count) => backoffOf(count, 0.5));
    expect(waits).toEqual([5, 10, 20, 40, 1440, 1440]);
    expect(backoffOf(3, 0)).toBe(15);
    expect(backoffOf(3, 1)).toBe(25);
  });
});

describe("the stretch of a domain's intervals", () => {
  const after = (use: { spare: number; lateMinutes: number }, hours: number, before = 1) =>
    stretchAfter(before, use, hours * 60);

  it("shrinks while requests are left over, grows while visits are late, and rests in between", () => {
    expect(after({ spare: 0.5, lateMinutes: 0 }, 1)).toBeCloseTo(0.995, 3);
    expect(after({ spare: 0, lateMinutes: 45 }, 1)).toBeCloseTo(1.01, 3);
    expect(after({ spare: 0, lateMinutes: 10 }, 1)).toBe(1);
  });

  it("never leaves its bounds", () => {
    expect(after({ spare: 1, lateMinutes: 0 }, 10_000)).toBe(1 / 16);
    expect(after({ spare: 0, lateMinutes: 99 }, 10_000)).toBe(16);
  });
});

describe("paths of a domain", () => {
  it.each([
    [{}, "/p/1", true],
    [{ allowedPaths: ["/p/"] }, "/p/1", true],
    [{ allowedPaths: ["/p/"] }, "/c/1", false],
    [{ disallowedPaths: ["/cart"] }, "/cart/1", false],
    [{ allowedPaths: ["/p/"], disallowedPaths: ["/p/private/"] }, "/p/private/1", false],
    [{ allowedPaths: ["/p/private/open/"], disallowedPaths: ["/p/private/"] }, "/p/private/open/1", true],
  ])("%j and %s: %s", (config, path, allowed) => {
    expect(allows(config, `https://a.example${path}`)).toBe(allowed);
  });
});
