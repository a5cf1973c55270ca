import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Colour } from "./colours.ts";
import { couponOn } from "./coupons.ts";
import { dateOf, festivalOn, startOf } from "./festivals.ts";
import { type Price, priceOn, stockOn } from "./market.ts";
import type { Size } from "./sizes.ts";
import { makeWorld } from "./world.ts";

const { listings } = makeWorld("stylegence");
const FIRST = 20_400;
const year = Array.from({ length: 365 }, (_, i) => FIRST + i);
const aListing = fc.constantFrom(...listings);
const aDay = fc.integer({ min: FIRST - 800, max: FIRST + 1500 });

describe("prices over time", () => {
  it("are whole rupees in paise, positive and never above MRP", () => {
    fc.assert(
      fc.property(aListing, aDay, (listing, day) => {
        const { price, mrp } = priceOn(listing, day);
        expect(price).toBeGreaterThan(0);
        expect(price).toBeLessThanOrEqual(mrp);
        expect([price % 100, mrp % 100]).toEqual([0, 0]);
      }),
    );
  });

  it("are those of any other world of the same seed", () => {
    const twins = makeWorld("stylegence").listings;
    const days = [FIRST - 300, FIRST, FIRST + 77];
    const all = (list: typeof listings) => list.map((l) => days.map((day) => priceOn(l, day)));
    expect(all(twins)).toEqual(all(listings));
  });

  it("never jump so far that a crawl must doubt them", () => {
    const steepest = (l: (typeof listings)[number]) => {
      const prices = year.map((day) => priceOn(l, day).price);
      return Math.min(...prices.slice(1).map((price, i) => price / (prices[i] as number)));
    };
    expect(Math.min(...listings.map(steepest))).toBeGreaterThan(0.3);
  });

  it("stay for some listings and move for most", () => {
    const moves = (l: (typeof listings)[number]) => new Set(year.map((day) => priceOn(l, day).price)).size > 1;
    const share = listings.filter(moves).length / listings.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.95);
    expect(listings.filter((l) => l.behaviour === "steady").some(moves)).toBe(false);
  });

  it("fall at Diwali", () => {
    const diwali = year.find((day) => festivalOn(day)?.name === "Diwali Utsav") as number;
    const average = (day: number) => {
      const shares = listings.map((l) => priceOn(l, day)).map((p: Price) => p.price / p.mrp);
      return shares.reduce((a, b) => a + b) / shares.length;
    };
    expect(average(diwali + 5)).toBeLessThan(average(diwali - 20) - 0.04);
  });
});

describe("stock over time", () => {
  it("comes and goes", () => {
    const seen = new Set<string>();
    for (const l of listings.slice(0, 200)) {
      for (const day of year.slice(0, 60))
        seen.add(stockOn(l, l.garment.colours[0] as Colour, l.sizes[0] as Size, day, 500));
      seen.add(stockOn(l, l.garment.colours[0] as Colour, l.sizes[0] as Size, FIRST, 1));
    }
    expect([...seen].sort()).toEqual(["back_order", "in_stock", "out_of_stock", "pre_order"]);
  });
});

describe("coupons", () => {
  it("say the window that they are valid in, and are gone after it", () => {
    const found = listings
      .slice(0, 80)
      .flatMap((l) => year.map((day) => ({ l, day, coupon: couponOn(l, day) })))
      .filter((x) => x.coupon);
    expect(found.length).toBeGreaterThan(100);
    for (const { day, coupon } of found.slice(0, 300)) {
      expect((coupon?.from as string) <= dateOf(day)).toBe(true);
      expect((coupon?.to as string) >= dateOf(day)).toBe(true);
    }
  });
});

describe("days", () => {
  it("begin at midnight in India", () => {
    expect(startOf(FIRST).toISOString()).toMatch(/T18:30:00\.000Z$/);
  });
});
