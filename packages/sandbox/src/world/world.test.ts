import { describe, expect, it } from "vitest";
import { hardNegatives } from "../control/truth.ts";
import { CATEGORIES } from "./categories.ts";
import type { Garment } from "./garment.ts";
import { identityOf } from "./garments.ts";
import { checkDigit } from "./gtin.ts";
import { type Listing, SHOP_IDS } from "./listing.ts";
import { makeWorld } from "./world.ts";

const world = makeWorld("stylegence");
const sellers = Map.groupBy(world.listings, (l) => l.garment);
const several = [...sellers].filter(([, listings]) => listings.length > 1);

const linkedBy = (link: Garment["link"]) => several.filter(([g]) => g.link === link);
const codesOf = (l: Listing) =>
  l.gives.gtin ? l.garment.colours.flatMap((c) => l.sizes.map((s) => l.garment.gtins.get(`${c.id}/${s.label}`))) : [];

describe("the world", () => {
  it("is the same for the same seed and another for another", () => {
    const outline = (w: typeof world) => w.listings.map((l) => [l.id, l.title, l.usual, l.handle]);
    expect(outline(makeWorld("stylegence"))).toEqual(outline(world));
    expect(outline(makeWorld("other"))).not.toEqual(outline(world));
  });

  it("has at least 500 garments of some forty brands, and every leaf of the category tree in use", () => {
    expect(world.garments.length).toBeGreaterThanOrEqual(500);
    expect(new Set(world.garments.map((g) => g.brand.id)).size).toBeGreaterThanOrEqual(38);
    const parents = new Set(CATEGORIES.map((c) => c.parent));
    const leaves = CATEGORIES.filter((c) => !parents.has(c.slug)).map((c) => c.slug);
    const used = new Set(world.garments.map((g) => g.kind.category));
    expect(leaves.filter((slug) => !used.has(slug))).toEqual([]);
  });

  it("sells sizes in several systems", () => {
    const systems = new Set(world.garments.flatMap((g) => g.sizes.map((s) => s.system)));
    expect([...systems].sort()).toEqual(["AGE", "ALPHA", "IN", "ONE", "UK", "WAIST"]);
  });

  it("gives GTINs that are valid and unique", () => {
    const codes = world.garments.flatMap((g) => [...g.gtins.values()]);
    expect(codes.length).toBeGreaterThan(500);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect([code.length, Number(code[12])]).toEqual([13, checkDigit(code.slice(0, 12))]);
  });

  it("sells close to half of the garments at several shops and leaves some to the feeds", () => {
    const share = several.length / world.garments.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.55);
    expect(world.garments.filter((g) => !sellers.has(g)).length).toBeGreaterThan(15);
    for (const shop of SHOP_IDS) expect(world.at(shop).length).toBeGreaterThan(80);
  });

  it("needs each way of joining", () => {
    for (const [, listings] of linkedBy("gtin")) {
      const shared = listings.map(codesOf).reduce((a, b) => a.filter((code) => b.includes(code)));
      expect(shared.length).toBeGreaterThan(0);
    }
    for (const [, listings] of linkedBy("style")) {
      expect(listings.every((l) => l.gives.styleCode)).toBe(true);
      expect(listings.filter((l) => l.gives.gtin).length).toBeLessThan(2);
    }
    for (const [, listings] of linkedBy("title")) {
      expect(listings.filter((l) => l.gives.gtin || l.gives.styleCode).length).toBeLessThan(2);
    }
    for (const [, listings] of linkedBy("chain")) {
      expect(listings.every((l) => l.gives.gtin || l.gives.styleCode)).toBe(true);
      expect(listings.every((l) => l.gives.gtin)).toBe(false);
      expect(listings.every((l) => l.gives.styleCode)).toBe(false);
    }
    for (const link of ["gtin", "style", "title", "chain"] as const) expect(linkedBy(link).length).toBeGreaterThan(20);
  });

  it("titles the same garment differently", () => {
    const same = several.filter(([, listings]) => new Set(listings.map((l) => l.title)).size < listings.length);
    expect(same.length / several.length).toBeLessThan(0.02);
  });

  it("holds look-alikes that a title tells apart", () => {
    const byId = new Map(world.garments.map((g) => [g.id, g]));
    const pairs = hardNegatives(world.garments);
    expect(pairs.length).toBeGreaterThan(50);
    for (const [a, b] of pairs) {
      const [one, other] = [byId.get(a) as Garment, byId.get(b) as Garment];
      expect(one.brand).toBe(other.brand);
      expect(identityOf(one)).not.toBe(identityOf(other));
    }
    expect(new Set(world.garments.map(identityOf)).size).toBe(world.garments.length);
  });

  it("gives every page of a shop its own address", () => {
    for (const shop of SHOP_IDS) {
      const handles = world
        .at(shop)
        .map((l) => (shop === "bazaar24" || shop === "nebula" ? String(l.number) : l.handle));
      expect(new Set(handles).size).toBe(handles.length);
    }
  });
});
