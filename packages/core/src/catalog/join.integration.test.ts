import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, gtinOf, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { ingest } from "./ingest.ts";
import * as Product from "./product.ts";
import * as Suggestion from "./suggestion.ts";

let harness: Harness;
let round = 0;
beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());
beforeEach(() => {
  round++;
  harness.clock.advance({ hours: 1 });
});

type Change = Parameters<typeof aProduct>[0];

async function at(shop: string, change: Change = {}, path = "p"): Promise<string> {
  const from = {
    sourceId: shop,
    url: `https://${shop}.example/${round}/${path}`,
    checkedAt: harness.clock.now().toISOString(),
    via: "crawl" as const,
  };
  const result = await ingest(aProduct({ brand: `Brand ${round}`, ...change }), from);
  return result.groupId!;
}

const suggestedPairs = async () =>
  (await Suggestion.list({ limit: 200 })).items.map((item) => [item.groupA, item.groupB].sort().join());

const KURTA = "Women Floral Print Straight Cotton Kurta";

describe("the same garment at two shops is one product", () => {
  it.each<[string, Change, Change]>([
    [
      "by a variant's GTIN",
      { variants: [aVariant({ gtin: gtinOf(11) })] },
      { gtin: gtinOf(11), name: "Kurta, festive" },
    ],
    [
      "by style code, however it is spelt",
      { styleCode: "KR-1001/A" },
      { styleCode: "kr1001a", name: "Kurta, festive" },
    ],
    ["by a title in another order", { name: KURTA }, { name: "Cotton Straight Kurta with Floral Prints for Women" }],
    ["by a title that names the colour", { name: KURTA }, { name: `Rani Pink ${KURTA} by Vanya`, brand: "Vanya" }],
    ["by a shorter title with the same MRP", { name: KURTA }, { name: "Floral Print Straight Kurta" }],
    [
      "by a title with a slip of the pen",
      { name: "Georgette Anarkali Kurta Embroidered Festive" },
      { name: "Georgete Anarkali Kurta Embroidered Festive" },
    ],
  ])("%s", (_, one, other) =>
    harness.run(async () => {
      expect(await at("shop-b", other)).toBe(await at("shop-a", { brand: other?.brand ?? `Brand ${round}`, ...one }));
    }),
  );

  it("with the options of both matched by colour family and size", () =>
    harness.run(async () => {
      const groupId = await at("shop-a", { colour: "Wine", styleCode: "WN-77" });
      await at("shop-b", { colour: "Burgundy", styleCode: "WN-77", price: inr(1299) });
      const { variants, listings } = await Product.read(groupId);
      expect(variants).toHaveLength(1);
      expect(listings.map((l) => l.variantId)).toEqual([variants[0]?.variantId, variants[0]?.variantId]);
    }));

  it("keeps two shades of one family apart", () =>
    harness.run(async () => {
      const shades = ["Sky Blue", "Royal Blue"].map((colour) => aVariant({ colour }));
      const groupId = await at("shop-a", { styleCode: "BL-22", variants: shades });
      expect((await Product.read(groupId)).variants).toHaveLength(2);
      await at("shop-b", { styleCode: "BL-22", colour: "Blue" });
      expect((await Product.read(groupId)).variants.map((v) => v.colour).sort()).toEqual([
        "Blue",
        "Royal Blue",
        "Sky Blue",
      ]);
    }));
});

describe("what only looks the same stays apart", () => {
  it.each<[string, Change, Change]>([
    ["another pattern", { name: KURTA }, { name: KURTA.replace("Floral", "Paisley") }],
    ["another neck", { name: `${KURTA} Round Neck` }, { name: `${KURTA} V-Neck` }],
    ["other sleeves", { name: `${KURTA} Sleeveless` }, { name: `${KURTA} Full Sleeves` }],
    ["another pack", { name: `${KURTA} (Pack of 2)` }, { name: `${KURTA} (Pack of 3)` }],
    ["another wearer", { name: KURTA }, { name: KURTA.replace("Women", "Men"), category: ["Men", "Kurtas"] }],
    ["another fabric", { name: KURTA }, { name: KURTA.replace("Cotton", "Silk") }],
    ["another MRP", { name: KURTA }, { name: KURTA, mrp: inr(2999) }],
    ["another brand", { name: KURTA }, { name: KURTA, brand: "Elsewhere" }],
    ["no brand", { name: KURTA, brand: null }, { name: KURTA, brand: "Generic" }],
    ["a GTIN made up inside a shop", { gtin: "2000000000015" }, { gtin: "2000000000015", name: "Another Kurta" }],
    ["a style code that is none", { styleCode: "NEW" }, { styleCode: "NEW", name: "Another Kurta" }],
  ])("%s", (_, one, other) =>
    harness.run(async () => {
      expect(await at("shop-b", other)).not.toBe(await at("shop-a", one));
    }),
  );

  it("two pages of one shop with the same title", () =>
    harness.run(async () => {
      expect(await at("shop-a", { name: KURTA }, "1")).not.toBe(await at("shop-a", { name: KURTA }, "2"));
    }));

  it("and in doubt is suggested to be merged", () =>
    harness.run(async () => {
      const one = await at("shop-a", { name: KURTA });
      const other = await at("shop-b", { name: KURTA, mrp: inr(2599) });
      expect(await suggestedPairs()).toContain([one, other].sort().join());
    }));

  it("a code shared by what contradicts it joins nothing, and is suggested", () =>
    harness.run(async () => {
      const one = await at("shop-a", { gtin: gtinOf(500 + round) });
      const other = await at("shop-b", { gtin: gtinOf(500 + round), brand: "Elsewhere" });
      expect(other).not.toBe(one);
      expect(await suggestedPairs()).toContain([one, other].sort().join());
    }));
});

describe("a page that carries the codes of two products", () => {
  it("makes them one", () =>
    harness.run(async () => {
      const gtin = gtinOf(900 + round);
      const byCode = await at("shop-a", { styleCode: "CH-900", name: "Kurta A" });
      const byGtin = await at("shop-b", { gtin, name: "Kurta B" });
      expect(byCode).not.toBe(byGtin);
      const both = await at("shop-c", { gtin, styleCode: "CH-900", name: "Kurta C" });
      expect(await Product.resolve(byCode)).toBe(both);
      expect(await Product.resolve(byGtin)).toBe(both);
      expect((await Product.read(both)).listings.map((l) => l.sourceId).sort()).toEqual(["shop-a", "shop-b", "shop-c"]);
    }));
});
