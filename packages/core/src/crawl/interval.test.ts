import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allows } from "./domain.ts";
import { backoffOf, intervalOf, watch } from "./interval.ts";

const BOUNDS = { minIntervalMinutes: 60, maxIntervalMinutes: 7 * 24 * 60 };

/** Looks at a page that changes every so many hours, as often as the interval says; the interval after `looks`. */
function settle(everyHours: number, looks = 60): number {
  let watched = { lookCount: 0, changeCount: 0, watchedHours: 0 };
  let hours = 0;
  let seen = 0;
  for (let n = 0; n < looks; n++) {
    const step = intervalOf(watched, BOUNDS) / 60;
    hours += step;
    const changes = Math.floor(hours / everyHours);
    watched = watch(watched, step, changes > seen);
    seen = changes;
  }
  return intervalOf(watched, BOUNDS);
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
        const minutes = intervalOf(seen, BOUNDS, priority);
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
    const seen = { lookCount: 8, changeCount: 2, watchedHours: 200 };
    expect(intervalOf(seen, BOUNDS, 1)).toBeCloseTo(intervalOf(seen, BOUNDS) / 2, -1);
  });

  it("after failures doubles up to a day", () => {
    const waits = [1, 2, 3, 4, 20, 1000].map((count) => backoffOf(count, 0.5));
    expect(waits).toEqual([5, 10, 20, 40, 1440, 1440]);
    expect(backoffOf(3, 0)).toBe(15);
    expect(backoffOf(3, 1)).toBe(25);
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
