import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "./decide.ts";
import { orderName } from "./mark.ts";
import { type Claimed, match, titleScore } from "./match.ts";
import type { Reading } from "./reading.ts";

const inr = (rupees: number) => ({ amount: rupees * 100, currency: "INR" });
const seller = {
  ...{ sourceId: "bazaar", name: "Style Bazaar", host: "www.stylebazaar.example" },
  ...{ titles: ["Vanya Women Floral Print Straight Cotton Kurta"], prices: [149_900, 249_900] },
};
const claimed: Claimed = { currency: "INR", today: "2026-11-23", sellers: [seller] };
const good: Reading = {
  ...{
    shop: "STYLE BAZAAR",
    hosts: ["stylebazaar.example"],
    head: ["STYLE BAZAAR"],
    orderId: "SB-417",
    day: "2026-11-19",
  },
  lines: [{ title: "Floral Print Straight Kurta", quantity: 1, amount: inr(1499) }],
  ...{ total: inr(1548), confidence: 93 },
};
const outcome = (change: Partial<Reading>, by: Partial<Claimed> = {}) => {
  const reading = { ...good, ...change };
  return decide(reading, match(reading, { ...claimed, ...by })).outcome;
};
const line = (change: object) => [{ ...good.lines[0]!, ...change }];

describe("a receipt that is held against the catalogue", () => {
  it("confirms when shop, line, price and day fit, and says by which parts", () => {
    const found = match(good, claimed);
    expect(found.confidence).toBeGreaterThan(0.95);
    expect(found.parts.map(({ part }) => part)).toEqual(["title", "amount", "shop", "date"]);
    expect(found.sourceId).toBe("bazaar");
    expect(decide(good, found)).toEqual({ outcome: "confirm" });
  });

  it.each<[string, Partial<Reading>, string]>([
    ["two of them on one line", { lines: line({ quantity: 2, amount: inr(2998) }) }, "confirm"],
    [
      "a misread letter",
      { lines: line({ title: "Flaral Prlnt Straight Kurta" }), shop: "STYLE BAZAAB", head: [], hosts: [] },
      "confirm",
    ],
    ["no order id, but day and total", { orderId: null }, "confirm"],
    ["nothing that names the order", { orderId: null, total: null }, "review"],
    ["a coupon", { lines: line({ amount: inr(1199) }), total: inr(1199) }, "confirm"],
    ["a shop that does not sell it", { shop: "Other", hosts: ["other.example"], head: ["Other"] }, "review"],
    ["a price that the shop never asked", { lines: line({ amount: inr(100) }), total: inr(100) }, "review"],
    ["letters that the reader doubts", { confidence: 40 }, "review"],
    ["another garment", { lines: line({ title: "Running shoes", amount: inr(3999) }), total: inr(3999) }, "refuse"],
    ["a kind of garment alone", { lines: line({ title: "Kurta", amount: inr(700) }), total: inr(700) }, "refuse"],
    ["a day to come", { day: "2026-12-24" }, "refuse"],
    ["a day long ago", { day: "2025-10-01" }, "refuse"],
    ["nothing on it", { lines: [], total: null, orderId: null }, "refuse"],
  ])("%s", (_, change, expected) => expect(outcome(change)).toBe(expected));

  it("has a confidence between nothing and certainty, and confirms nothing that names another garment", () =>
    fc.assert(
      fc.property(
        fc.record({
          title: fc.constantFrom("Floral Print Straight Kurta", "Kurta", "Denim jacket", ""),
          amount: fc.integer({ min: 1, max: 1_000_000 }),
          quantity: fc.integer({ min: 1, max: 9 }),
          day: fc.option(fc.constantFrom("2026-11-19", "2027-01-01", "2024-01-01")),
          shop: fc.option(fc.constantFrom("Style Bazaar", "Other")),
          confidence: fc.integer({ min: 0, max: 100 }),
        }),
        ({ title, amount, quantity, day, shop, confidence }) => {
          const lines = [{ title, quantity, amount: { amount, currency: "INR" } }];
          const reading = { ...good, lines, day, shop, head: [], hosts: [], confidence, total: null };
          const found = match(reading, claimed);
          expect(found.confidence).toBeGreaterThanOrEqual(0);
          expect(found.confidence).toBeLessThanOrEqual(1);
          const isOwn = title.startsWith("Floral");
          expect(decide(reading, found).outcome === "confirm" && !isOwn).toBe(false);
        },
      ),
    ));

  it("takes a garment of another model for another", () => {
    expect(titleScore("Galaxy Tee 501", ["Galaxy Tee 501"])).toBe(1);
    expect(titleScore("Denim 501", ["Denim 511"])).toBe(0);
  });

  it("names an order the same though a letter was misread, and another one otherwise", () => {
    const named = (change: Partial<Reading>) => orderName({ ...good, ...change }, "bazaar");
    expect(named({ orderId: "5B-4I7" })).toBe(named({ orderId: "sb 417" }));
    expect(named({ orderId: "SB-418" })).not.toBe(named({}));
    expect(named({ orderId: null })).not.toBe(named({ orderId: null, total: inr(1549) }));
  });
});
