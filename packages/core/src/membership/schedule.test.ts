import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Grant, schedule } from "./schedule.ts";

const day = (n: number) => new Date(Date.parse("2026-01-01T00:00:00.000Z") + n * 86_400_000).toISOString();
const grant = (key: string, grantedAt: number, days: number, revokedAt?: number): Grant => {
  const revoked = revokedAt === undefined ? {} : { revokedAt: day(revokedAt) };
  return { key, plan: "monthly", days, grantedAt: day(grantedAt), ...revoked };
};
const spans = (...grants: Grant[]) =>
  schedule(grants).map(({ key, startsAt, endsAt }) => [key, startsAt.slice(5, 10), endsAt.slice(5, 10)]);

describe("time that was given", () => {
  it("begins when it was given, or after what runs already", () => {
    expect(spans(grant("a", 0, 30), grant("b", 10, 30), grant("c", 90, 30))).toEqual([
      ["a", "01-01", "01-31"],
      ["b", "01-31", "03-02"],
      ["c", "04-01", "05-01"],
    ]);
  });

  it("that is taken back ends then, and what comes after moves up", () => {
    expect(spans(grant("a", 0, 30, 15), grant("b", 10, 30))).toEqual([
      ["a", "01-01", "01-16"],
      ["b", "01-16", "02-15"],
    ]);
    expect(spans(grant("a", 0, 30), grant("b", 10, 30, 12), grant("c", 11, 30))).toEqual([
      ["a", "01-01", "01-31"],
      ["c", "01-31", "03-02"],
    ]);
  });

  it("that is taken back when it is over changes nothing", () => {
    expect(spans(grant("a", 0, 30, 200), grant("b", 40, 30))).toEqual(spans(grant("a", 0, 30), grant("b", 40, 30)));
  });

  it("never overlaps, and comes to all that was given and not taken back, in whatever order it is read", () => {
    const some = fc.array(fc.tuple(fc.nat(400), fc.constantFrom(30, 365)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(some, fc.nat(), (given, at) => {
        const grants = given.map(([when, days], n) => grant(`k${n}`, when, days));
        const made = schedule(grants);
        for (const [n, { startsAt }] of made.entries()) {
          if (n > 0) expect(startsAt >= made[n - 1]!.endsAt).toBe(true);
        }
        const length = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
          Date.parse(endsAt) - Date.parse(startsAt);
        const total = made.reduce((sum, span) => sum + length(span), 0);
        expect(total).toBe(given.reduce((sum, [, days]) => sum + days * 86_400_000, 0));
        const turn = at % grants.length;
        expect(schedule([...grants.slice(turn), ...grants.slice(0, turn)])).toEqual(made);
      }),
    );
  });
});
