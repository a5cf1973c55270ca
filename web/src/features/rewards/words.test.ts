import { describe, expect, it } from "vitest";
import { change, claimText, codeIn, meaning, number, points, when } from "./words.ts";

const entry = (pending: number, spendable: number, type: "redemption" | "affiliate_reward" = "affiliate_reward") => ({
  ...{ entryId: "rwd_1", type, reason: "Purchase", pending, spendable },
  at: "2026-11-23T06:00:00.000Z",
});

describe("points in words", () => {
  it("are whole, grouped as in India, with a minus that is one", () => {
    expect([points(1), points(0), points(125_000), points(-30)]).toEqual([
      "1 point",
      "0 points",
      "1,25,000 points",
      "−30 points",
    ]);
    expect(number(-1)).toBe("−1");
  });

  it("say what each entry meant", () => {
    const said = [
      entry(40, 0),
      entry(-40, 40),
      entry(-40, 0),
      entry(0, 10),
      entry(0, -99, "redemption"),
      entry(0, -40),
    ].map((one) => [change(one), meaning(one)]);
    expect(said).toEqual([
      ["+40", "Pending"],
      ["+40", "Now yours to spend"],
      ["−40", "Not confirmed"],
      ["+10", "Yours to spend"],
      ["−99", "Spent"],
      ["−40", "Taken back"],
    ]);
  });

  it("say when they come", () => {
    const on = "2026-11-30T20:00:00.000Z";
    expect(when({ points: 30, from: "referral", on })).toContain("1 Dec");
    expect(when({ points: 30, from: "shops", on: null })).toContain("once they confirm");
    expect(claimText({ state: "pending", on }, 30)).toBe(
      "Your 30 points from a friend's invitation are yours on 1 Dec.",
    );
    for (const state of ["spendable", "reversed"] as const) expect(claimText({ state, on: null }, 30)).toBeNull();
  });
});

it("reads the code of a link, and nothing else", () => {
  expect(codeIn("?from=0123456789")).toBe("0123456789");
  expect(codeIn("?from=abcdefghjk")).toBe("ABCDEFGHJK");
  for (const search of ["", "?from=", "?from=short", "?from=0123456789A", "?from=ILOU000000", "?code=0123456789"]) {
    expect(codeIn(search)).toBeNull();
  }
});
