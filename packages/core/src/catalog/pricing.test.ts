import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, range, shift, startOf } from "../platform/day.ts";
import { dealOf } from "./deal.ts";
import { type Known, observe, type Sight } from "./observe.ts";
import { dailyMinimum, dropOf, type Step, withPromotions } from "./price-series.ts";
import type { Promotion } from "./promotion.entity.ts";
import { applied, boundaryOf, effective, isValid } from "./promotion.ts";

const inr = (amount: number) => ({ amount, currency: "INR" });
const DAY_MS = 86_400_000;
const EPOCH = Date.parse("2026-01-01T00:00:00Z");
const LAST = "2026-03-31";

const instant = fc.integer({ min: 0, max: 80 * DAY_MS }).map((ms) => new Date(EPOCH + ms).toISOString());
const amount = fc.integer({ min: 1, max: 1_000_000 });
const step: fc.Arbitrary<Step> = fc.record({ at: instant, amount: fc.option(amount, { freq: 5 }) });
const listing = fc.uniqueArray(step, { selector: (one) => one.at, minLength: 1, maxLength: 12 });

/** The same by brute force: every listing at every moment of a day at which anything may differ. */
function lowestOn(day: string, listings: readonly (readonly Step[])[]): number | undefined {
  const start = startOf(day).toISOString();
  const end = startOf(shift(day, 1)).toISOString();
  const moments = [start, ...listings.flat().map((one) => one.at)].filter((at) => at >= start && at < end);
  const amounts = moments.flatMap((at) =>
    listings.flatMap((steps) => {
      const held = steps.filter((one) => one.at <= at).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
      return held?.amount == null ? [] : [held.amount];
    }),
  );
  return amounts.length > 0 ? Math.min(...amounts) : undefined;
}

describe("the daily minimum", () => {
  it("is the lowest that held at any moment of a day in India", () => {
    fc.assert(
      fc.property(fc.array(listing, { maxLength: 4 }), (listings) => {
        const series = new Map(dailyMinimum(listings, LAST).map(({ day, amount: lowest }) => [day, lowest]));
        for (const day of range("2025-12-31", LAST)) expect(series.get(day)).toBe(lowestOn(day, listings));
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on the order of points, and one more listing never raises it", () => {
    fc.assert(
      fc.property(fc.array(listing, { minLength: 1, maxLength: 3 }), listing, (listings, more) => {
        const series = dailyMinimum(listings, LAST);
        expect(dailyMinimum(listings.map((steps) => steps.toReversed()).toReversed(), LAST)).toEqual(series);
        const lower = new Map(dailyMinimum([...listings, more], LAST).map((one) => [one.day, one.amount]));
        for (const { day, amount: was } of series) expect(lower.get(day)).toBeLessThanOrEqual(was);
      }),
    );
  });

  it("changes at midnight in India, not in London", () => {
    const steps = [
      { at: "2026-01-01T18:29:59.999Z", amount: 500 },
      { at: "2026-01-01T18:30:00.000Z", amount: 900 },
      { at: "2026-01-02T18:30:00.000Z", amount: 700 },
    ];
    expect(dailyMinimum([steps], "2026-01-03")).toEqual([
      { day: "2026-01-01", amount: 500 },
      { day: "2026-01-02", amount: 500 },
      { day: "2026-01-03", amount: 700 },
    ]);
  });

  it("ends where the listing does", () => {
    const steps = [
      { at: "2026-01-01T06:00:00Z", amount: 500 },
      { at: "2026-01-02T06:00:00Z", amount: null },
    ];
    expect(dailyMinimum([steps], "2026-01-05").map((one) => one.day)).toEqual(["2026-01-01", "2026-01-02"]);
  });

  it("falls by whole per cent, rounded down, and never below nought", () => {
    const days = (...amounts: number[]) => amounts.map((each, i) => ({ day: shift("2026-01-01", i), amount: each }));
    expect([dropOf(days(1000, 1200, 667)), dropOf(days(500, 900)), dropOf([])]).toEqual([33, 0, 0]);
  });
});

describe("the deal score", () => {
  const days = (amounts: number[]) => amounts.map((each, i) => ({ day: shift("2026-01-01", i), amount: each }));

  it("lies between 0 and 10 and never falls when today's price does", () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), amount, amount, (amounts, a, b) => {
        const history = days(amounts);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [cheap, dear] = [dealOf(history, low).score!, dealOf(history, high).score!];
        expect(cheap).toBeGreaterThanOrEqual(dear);
        expect(dear).toBeGreaterThanOrEqual(0);
        expect(cheap).toBeLessThanOrEqual(10);
        if (low < Math.min(...amounts)) expect(cheap).toBe(10);
      }),
    );
  });

  it.each([
    [[1000, 1000, 1000, 900, 800], 900, 6, "good"],
    [[1000, 900, 800], 800, 9.5, "great"],
    [[1000, 1000, 800, 800], 1000, 0, "very_high"],
    [[1000, 1000, 1000], 1000, 5, "fair"],
  ])("of %j against %i is %d, %s", (amounts, today, score, verdict) => {
    expect(dealOf(days(amounts), today)).toMatchObject({ score, verdict });
  });

  it("is unsure under fourteen days, and silent without a price", () => {
    expect(dealOf(days(Array(13).fill(100)), 100).lowConfidence).toBe(true);
    expect(dealOf(days(Array(14).fill(100)), 100).lowConfidence).toBe(false);
    expect(dealOf(days([100]), null)).toEqual({ score: null, verdict: null, lowConfidence: true });
  });
});

describe("an observation", () => {
  const known = (price: number): Known => ({
    price: inr(price),
    priceContext: "public",
    availability: "in_stock",
    aboveMrp: false,
  });
  const sight = (price: number | null, at: string): Sight => ({
    price: price === null ? null : inr(price),
    mrp: null,
    priceContext: "public",
    availability: "in_stock",
    at,
  });

  it("is held above five times and below a fifth, and taken in between", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 1_000_000_000 }), (before, after) => {
        const seen = observe(known(before), sight(after, "2"));
        const jumped = after > before * 5 || after * 5 < before;
        expect(seen.reason === "held").toBe(jumped);
        expect(seen.next.price?.amount).toBe(jumped ? before : after);
        expect(seen.priceChanged).toBe(!jumped && after !== before);
      }),
    );
  });

  it("confirms what is held only at a later crawl and about the same price", () => {
    const held = observe(known(1000), sight(100, "2")).next;
    expect(observe(held, sight(100, "2")).reason).toBe("held");
    expect(observe(held, sight(150, "3"))).toMatchObject({ reason: "held", next: { held: { price: inr(150) } } });
    expect(observe(held, sight(105, "3"))).toMatchObject({
      reason: null,
      priceChanged: true,
      next: { price: inr(105) },
    });
  });

  it("never stores a price that is none, whatever comes", () => {
    const odd = fc.oneof(fc.constant(null), fc.integer({ max: 0 }), fc.integer({ min: 1_000_000_001 }), fc.double());
    fc.assert(
      fc.property(odd, (price) => {
        fc.pre(price === null || !(Number.isSafeInteger(price) && price > 0 && price <= 1_000_000_000));
        expect(observe(null, sight(price, "1")).next.price).toBeUndefined();
        expect(observe(known(500), sight(price, "1"))).toMatchObject({
          priceChanged: false,
          next: { price: inr(500) },
        });
      }),
    );
  });

  it("in another currency is a jump, and an MRP in another currency is none", () => {
    const dollars = { ...sight(null, "2"), price: { amount: 500, currency: "USD" } };
    expect(observe(known(500), dollars).reason).toBe("held");
    const mixed = { ...sight(500, "2"), mrp: { amount: 900, currency: "USD" } };
    expect(observe(known(500), mixed).next.mrp).toBeUndefined();
  });
});

describe("promotions", () => {
  const offer = (change: object) => ({ kind: "percent" as const, value: 10, ...change });

  it("count to the last moment of their last day", () => {
    const window = { validFrom: "2026-11-24T18:30:00.000Z", validTo: "2026-11-26T18:29:59.000Z" };
    const at = (iso: string) => isValid(window, new Date(iso));
    expect([at("2026-11-24T18:29:59.999Z"), at("2026-11-24T18:30:00Z"), at("2026-11-26T18:29:59Z")]).toEqual([
      false,
      true,
      true,
    ]);
    expect(at("2026-11-26T18:29:59.001Z")).toBe(false);
    expect(isValid({}, new Date())).toBe(true);
  });

  it("never make a price higher, nor nothing", () => {
    const kinds = fc.constantFrom("percent" as const, "flat" as const, "text" as const);
    const any = fc.record({
      kind: kinds,
      value: fc.option(fc.integer(), { nil: undefined }),
      minSpend: fc.option(amount, { nil: undefined }),
    });
    fc.assert(
      fc.property(amount, any, (price, promotion) => {
        const after = applied(inr(price), promotion);
        expect(after.amount).toBeLessThanOrEqual(price);
        expect(after.amount).toBeGreaterThan(0);
        expect(Number.isInteger(after.amount)).toBe(true);
      }),
    );
  });

  it.each([
    [149_900, offer({ value: 20 }), 119_920],
    [99_999, offer({ value: 15 }), 85_000],
    [149_900, offer({ kind: "flat", value: 20_000 }), 129_900],
    [149_900, offer({ minSpend: 199_900 }), 149_900],
    [149_900, offer({ kind: "text", value: undefined }), 149_900],
    [149_900, offer({ kind: "flat", value: 149_900 }), 149_900],
  ])("of %i by %j leave %i", (price, promotion, left) => {
    expect(applied(inr(price), promotion).amount).toBe(left);
  });

  it("do not add up: the best one counts", () => {
    const now = new Date("2026-11-25T00:00:00Z");
    const one = {
      groupId: "g",
      promotionId: "1",
      sourceId: "s",
      pageKey: "p",
      key: "k",
      description: "",
      createdAt: "",
    };
    const at = { boundaryHour: "never", boundaryAt: "never" };
    const both = [
      { ...one, ...at, kind: "percent" as const, value: 10 },
      { ...one, ...at, kind: "flat" as const, value: 20_000 },
      { ...one, ...at, kind: "percent" as const, value: 50, validTo: "2026-11-24T00:00:00Z" },
    ];
    expect(effective(inr(149_900), both, now)).toEqual(inr(129_900));
  });

  it("are looked at again at their next start or end", () => {
    const window = { validFrom: "2026-11-24T18:30:00.000Z", validTo: "2026-11-26T18:29:59.000Z" };
    const next = (iso: string) => boundaryOf(window, new Date(iso)).boundaryAt;
    expect(next("2026-11-23T00:00:00Z")).toBe("2026-11-24T18:30:00.000Z");
    expect(next("2026-11-24T18:30:00Z")).toBe("2026-11-26T18:29:59.001Z");
    expect(next("2026-11-26T18:29:59.001Z")).toBe("never");
  });
});

describe("days of India", () => {
  it("begin half past six in the evening in London", () => {
    expect([dayOf("2026-11-23T18:29:59.999Z"), dayOf("2026-11-23T18:30:00Z")]).toEqual(["2026-11-23", "2026-11-24"]);
    fc.assert(
      fc.property(instant, (at) => {
        const day = dayOf(at);
        expect(startOf(day).toISOString() <= at && at < startOf(shift(day, 1)).toISOString()).toBe(true);
      }),
    );
  });
});

describe("a price with promotions", () => {
  const promotion = (change: Partial<Promotion>): Promotion => ({
    groupId: "prd_1",
    promotionId: "ofr_1",
    sourceId: "shop-a",
    pageKey: "/p",
    key: "SAVE10",
    description: "10% off",
    kind: "percent",
    value: 10,
    createdAt: "2026-01-05T00:00:00.000Z",
    boundaryHour: "never",
    boundaryAt: "never",
    ...change,
  });
  const steps: Step[] = [
    { at: "2026-01-01T00:00:00.000Z", amount: 100_000 },
    { at: "2026-01-20T00:00:00.000Z", amount: null },
  ];
  const NOW = "2026-02-01T00:00:00.000Z";

  it("is lower from the first sight of an offer to its end, and not while nothing is sold", () => {
    const seen = withPromotions(steps, "INR", [promotion({ validTo: "2026-01-10T18:29:59.000Z" })], NOW);
    expect(seen).toEqual([
      { at: "2026-01-01T00:00:00.000Z", amount: 100_000 },
      { at: "2026-01-05T00:00:00.000Z", amount: 90_000 },
      { at: "2026-01-10T18:29:59.001Z", amount: 100_000 },
      { at: "2026-01-20T00:00:00.000Z", amount: null },
    ]);
  });

  it("does not know of an offer that is yet to come, nor of one that takes nothing off", () => {
    const later = promotion({ validFrom: "2026-03-01T00:00:00.000Z" });
    expect(withPromotions(steps, "INR", [later], NOW)).toEqual(steps);
    expect(withPromotions(steps, "INR", [promotion({ kind: "text", value: undefined })], NOW)).toEqual(steps);
  });

  it("is at every moment what the offer of that moment costs", () => {
    const window = fc.record({
      from: instant,
      days: fc.integer({ min: 0, max: 40 }),
      value: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(listing, fc.array(window, { maxLength: 3 }), instant, (own, windows, at) => {
        const promotions = windows.map(({ from, days, value }) =>
          promotion({ validFrom: from, validTo: new Date(Date.parse(from) + days * DAY_MS).toISOString(), value }),
        );
        const now = new Date(EPOCH + 81 * DAY_MS).toISOString();
        const held = own.filter((one) => one.at <= at).sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.amount ?? null;
        const expected = held === null ? null : effective(inr(held), promotions, new Date(at)).amount;
        const inOrder = withPromotions(own, "INR", promotions, now).toSorted((a, b) => (a.at < b.at ? -1 : 1));
        const found = inOrder.findLast((one) => one.at <= at)?.amount ?? null;
        expect(found).toBe(expected);
      }),
    );
  });
});
