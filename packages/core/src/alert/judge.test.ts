import { inr } from "@stylegence/testing/products";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Availability } from "../platform/attributes.ts";
import type { Alerts } from "../wishlist/wish.ts";
import { type Alert, type AlertKind, judge, type Memory, type Sighting } from "./judge.ts";

const ALL: Alerts = { anyDrop: true, belowTarget: true, backInStock: true, lowestEver: true };
const START = Date.parse("2026-11-23T06:00:00Z");
const HOUR_MS = 3_600_000;

interface Seen {
  hour: number;
  rupees: number | null;
  availability?: Availability;
  lowest?: boolean;
}

const sighting = ({ rupees, availability = "in_stock" }: Seen): Sighting => ({
  price: rupees === null ? null : inr(rupees),
  availability,
});

/** A wish at ₹1,000 in stock, and what its shopper is told as the sights go by. */
function told(sights: Seen[], change: Partial<Memory> = {}): (Alert | null)[] {
  let memory: Memory = { alerts: ALL, base: inr(1000), inStock: true, targetMet: false, fellAt: "never", ...change };
  return sights.map((seen) => {
    const judged = judge(memory, sighting(seen), seen.lowest ?? false, new Date(START + seen.hour * HOUR_MS));
    memory = judged.memory;
    return judged.alert;
  });
}
const kinds = (sights: Seen[], change?: Partial<Memory>) => told(sights, change).map((one) => one?.kind ?? null);

describe("what a shopper is told of a wish", () => {
  it.each<[string, Seen[], (AlertKind | null)[], Partial<Memory>?]>([
    [
      "a drop, once",
      [
        { hour: 1, rupees: 900 },
        { hour: 2, rupees: 900 },
      ],
      ["price_drop", null],
    ],
    [
      "each further drop",
      [
        { hour: 1, rupees: 900 },
        { hour: 2, rupees: 800 },
      ],
      ["price_drop", "price_drop"],
    ],
    ["nothing of a rise", [{ hour: 1, rupees: 1200 }], [null]],
    [
      "a drop from where the price had risen to",
      [
        { hour: 1, rupees: 1200 },
        { hour: 2, rupees: 1100 },
      ],
      [null, "price_drop"],
    ],
    [
      "nothing of what comes and goes within a day",
      [
        { hour: 1, rupees: 900 },
        { hour: 2, rupees: 1000 },
        { hour: 3, rupees: 900 },
        { hour: 4, rupees: 1000 },
        { hour: 26, rupees: 900 },
      ],
      ["price_drop", null, null, null, "price_drop"],
    ],
    [
      "a still lower price all the same",
      [
        { hour: 1, rupees: 900 },
        { hour: 2, rupees: 1000 },
        { hour: 3, rupees: 899 },
      ],
      ["price_drop", null, "price_drop"],
    ],
    ["no price as no drop", [{ hour: 1, rupees: null, availability: "out_of_stock" }], [null]],
    [
      "back in stock once it was out",
      [
        { hour: 1, rupees: null, availability: "out_of_stock" },
        { hour: 2, rupees: 1000 },
      ],
      [null, "back_in_stock"],
    ],
    [
      "nothing of stock that nobody knew",
      [
        { hour: 1, rupees: 1000, availability: "unknown" },
        { hour: 2, rupees: 1000 },
      ],
      [null, null],
    ],
    [
      "back in stock behind an unknown state",
      [
        { hour: 1, rupees: null, availability: "out_of_stock" },
        { hour: 2, rupees: 1000, availability: "unknown" },
        { hour: 3, rupees: 1000 },
      ],
      [null, null, "back_in_stock"],
    ],
    [
      "stock that comes and goes once a day",
      [
        { hour: 1, rupees: null, availability: "out_of_stock" },
        { hour: 2, rupees: 1000 },
        { hour: 3, rupees: null, availability: "out_of_stock" },
        { hour: 4, rupees: 1000 },
      ],
      [null, "back_in_stock", null, null],
    ],
    ["the lowest price ever before a drop", [{ hour: 1, rupees: 500, lowest: true }], ["lowest_ever"]],
    [
      "a target before all else, and not again while it is met",
      [
        { hour: 1, rupees: 800, lowest: true },
        { hour: 2, rupees: 900 },
        { hour: 30, rupees: 950 },
      ],
      ["target_reached", null, null],
      { targetPrice: inr(900), alerts: { ...ALL, anyDrop: false } },
    ],
    [
      "a target again, when the price had been above it",
      [
        { hour: 1, rupees: 900 },
        { hour: 2, rupees: 1000 },
        { hour: 26, rupees: 900 },
      ],
      ["target_reached", null, "target_reached"],
      { targetPrice: inr(900), alerts: { ...ALL, anyDrop: false } },
    ],
    [
      "only what was asked for",
      [
        { hour: 1, rupees: 500, lowest: true },
        { hour: 2, rupees: null, availability: "out_of_stock" },
        { hour: 3, rupees: 500 },
      ],
      [null, null, null],
      { targetPrice: inr(900), alerts: { anyDrop: false, belowTarget: false, backInStock: false, lowestEver: false } },
    ],
  ])("is %s", (_, sights, expected, change) => {
    expect(kinds(sights, change)).toEqual(expected);
  });

  it("never compares two currencies", () => {
    let memory: Memory = {
      alerts: ALL,
      base: inr(1000),
      inStock: true,
      targetMet: false,
      fellAt: "never",
      targetPrice: inr(900),
    };
    const judged = judge(memory, { price: { amount: 1, currency: "USD" }, availability: "in_stock" }, true, new Date());
    expect(judged.alert).toBeNull();
    memory = judged.memory;
    expect(memory.base).toEqual({ amount: 1, currency: "USD" });
  });

  it("says everything that holds, and from where the price fell", () => {
    const [alert] = told([{ hour: 1, rupees: 700, lowest: true }], { inStock: false, targetPrice: inr(750) });
    expect(alert).toEqual({
      kind: "target_reached",
      reasons: ["target_reached", "lowest_ever", "back_in_stock", "price_drop"],
      price: inr(700),
      from: inr(1000),
    });
  });
});

/**
 * The same rules told backwards, over the whole course instead of step by step: a sight tells of its price when some reason holds and no
 * sight of the day before told of that price or a lower one.
 */
function expectedKinds(sights: Seen[], alerts: Alerts, target: number | null): (AlertKind | null)[] {
  const priced = (upTo: number) => sights.slice(0, upTo).findLast((one) => one.rupees !== null)?.rupees ?? 1000;
  const stockOf = (one: Seen): boolean | null =>
    one.availability === "in_stock" ? true : one.availability === "out_of_stock" ? false : null;
  const stockBefore = (upTo: number) =>
    sights
      .slice(0, upTo)
      .map(stockOf)
      .findLast((state) => state !== null) ?? true;
  const tells: { hour: number; rupees: number | null; price: boolean; stock: boolean }[] = [];
  return sights.map((seen, at) => {
    const lately = tells.filter(({ hour }) => seen.hour - hour < 24);
    const last = tells.findLast(({ price }) => price);
    const isQuiet = last !== undefined && lately.includes(last) && seen.rupees !== null && seen.rupees >= last.rupees!;
    const byPrice = isQuiet ? [] : reasonsOf(seen, priced(at), alerts, target);
    const price = byPrice.length > 0;
    const wasOut = !stockBefore(at) && stockOf(seen) === true;
    const stock = alerts.backInStock && wasOut && !lately.some((one) => one.stock);
    if (price || stock) tells.push({ hour: seen.hour, rupees: seen.rupees, price, stock });
    const [best = null] = byPrice;
    return stock && (best === null || best === "price_drop") ? "back_in_stock" : best;
  });
}

function reasonsOf({ rupees, lowest }: Seen, before: number, alerts: Alerts, target: number | null): AlertKind[] {
  if (rupees === null) return [];
  const crosses = target !== null && rupees <= target && before > target;
  const reasons: AlertKind[] = [];
  if (crosses && alerts.belowTarget) reasons.push("target_reached");
  if (rupees < before && lowest && alerts.lowestEver) reasons.push("lowest_ever");
  if (rupees < before && alerts.anyDrop) reasons.push("price_drop");
  return reasons;
}

describe("random courses of prices", () => {
  const course = fc
    .array(
      fc.record({
        after: fc.integer({ min: 0, max: 30 }),
        rupees: fc.option(
          fc.integer({ min: 1, max: 12 }).map((n) => n * 100),
          { freq: 5 },
        ),
        availability: fc.constantFrom<Availability>("in_stock", "out_of_stock", "unknown", "pre_order"),
        lowest: fc.boolean(),
      }),
      { maxLength: 30 },
    )
    .map((steps) => {
      let hour = 0;
      return steps.map(({ after, ...seen }): Seen => {
        hour += after;
        return { ...seen, hour };
      });
    });
  const alertsOf = fc.record({
    anyDrop: fc.boolean(),
    belowTarget: fc.boolean(),
    backInStock: fc.boolean(),
    lowestEver: fc.boolean(),
  });
  const targetOf = fc.option(fc.integer({ min: 1, max: 9 }).map((n) => n * 100));

  it("tell what an independent account of the rules expects", () => {
    fc.assert(
      fc.property(course, alertsOf, targetOf, (sights, alerts, target) => {
        const targetPrice = target === null ? undefined : inr(target);
        expect(kinds(sights, { alerts, targetPrice })).toEqual(expectedKinds(sights, alerts, target));
      }),
      { numRuns: 2000 },
    );
  });

  it("tell nothing more, and change nothing, where each sight comes twice", () => {
    fc.assert(
      fc.property(course, alertsOf, targetOf, (sights, alerts, target) => {
        const change = { alerts, targetPrice: target === null ? undefined : inr(target) };
        const twice = sights.flatMap((seen) => [seen, seen]);
        const doubled = kinds(twice, change);
        expect(doubled.filter((_, at) => at % 2 === 0)).toEqual(kinds(sights, change));
        expect(doubled.filter((_, at) => at % 2 === 1).every((kind) => kind === null)).toBe(true);
      }),
    );
  });
});
