import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isQuiet, nextHour, quietUntil, wallClock } from "./zone.ts";

const ZONES = [
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
];
const zone = fc.constantFrom(...ZONES);
const time = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
const hours = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to);
/** Half of them in the nights when clocks are changed in one of the zones. */
const CHANGES = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"];
const moment = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
  fc
    .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -86_400_000, max: 2 * 86_400_000 }))
    .map(([day, ms]) => Date.parse(day) + ms),
);
const MINUTE = 60_000;

describe("quiet hours", () => {
  it("end at the first minute that is not quiet, in every zone and night", () => {
    fc.assert(
      fc.property(hours, zone, moment, (quiet, name, ms) => {
        const at = new Date(ms);
        const end = quietUntil(quiet, name, at);
        if (!end) {
          expect(isQuiet(quiet, name, at)).toBe(false);
          return;
        }
        expect(end.getTime() % MINUTE).toBe(0);
        expect(end.getTime()).toBeGreaterThan(ms);
        expect(isQuiet(quiet, name, end)).toBe(false);
        const first = Math.floor(ms / MINUTE) * MINUTE;
        for (let then = first; then < end.getTime(); then += 7 * MINUTE) {
          expect(isQuiet(quiet, name, new Date(then))).toBe(true);
        }
        expect(isQuiet(quiet, name, new Date(end.getTime() - MINUTE))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["Asia/Kolkata", "22:00", "07:00", "2026-11-23T17:00:00Z", "2026-11-24T01:30:00.000Z"],
    ["Asia/Kolkata", "13:00", "15:00", "2026-11-23T08:00:30Z", "2026-11-23T09:30:00.000Z"],
    // 02:00 to 03:00 is left out there in this night, and comes twice in the other.
    ["Europe/Berlin", "01:30", "02:30", "2026-03-29T00:45:00Z", "2026-03-29T01:00:00.000Z"],
    ["Europe/Berlin", "22:00", "07:00", "2026-10-24T21:00:00Z", "2026-10-25T06:00:00.000Z"],
  ])("in %s from %s to %s at %s end at %s", (name, from, to, at, end) => {
    expect(quietUntil({ from, to }, name, new Date(at))?.toISOString()).toBe(end);
  });

  it("are none where none are set, and do not hold at their end", () => {
    expect(quietUntil(null, "UTC", new Date())).toBeNull();
    expect(quietUntil({ from: "22:00", to: "07:00" }, "UTC", new Date("2026-11-23T07:00:00Z"))).toBeNull();
  });
});

describe("the digest's hour", () => {
  it("comes once for each day of the zone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), zone, moment, (hour, name, ms) => {
        const first = nextHour(hour, name, new Date(ms));
        const second = nextHour(hour, name, first);
        expect(first.getTime()).toBeGreaterThan(ms - 15 * MINUTE);
        const [one, other] = [wallClock(name, first), wallClock(name, second)];
        expect(other.slice(0, 10) > one.slice(0, 10)).toBe(true);
        expect(second.getTime() - first.getTime()).toBeLessThanOrEqual(49 * 3_600_000);
        expect(Number(one.slice(11, 13))).toBeGreaterThanOrEqual(hour);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [9, "Asia/Kolkata", "2026-11-23T03:29:59Z", "2026-11-23T03:30:00.000Z"],
    [9, "Asia/Kolkata", "2026-11-23T03:30:00Z", "2026-11-24T03:30:00.000Z"],
    [2, "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00.000Z"],
    [0, "Asia/Kathmandu", "2026-11-23T12:00:00Z", "2026-11-23T18:15:00.000Z"],
  ])("%d in %s after %s is %s", (hour, name, after, next) => {
    expect(nextHour(hour, name, new Date(after)).toISOString()).toBe(next);
  });
});
