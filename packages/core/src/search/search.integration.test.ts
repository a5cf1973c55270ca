import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import type { FacetValue } from "./facets.ts";
import { type SearchQuery, search } from "./search.ts";

let stage: SearchStage;
let made = 0;

const alpha = (label: string) => ({ system: "ALPHA" as const, label, raw: label });
const uk = (label: string) => ({ system: "UK" as const, label, raw: `UK ${label}` });

function garment(name: string, change: Parameters<typeof aProduct>[0] = {}) {
  made += 1;
  return aProduct({ name, url: `https://shop-a.example/p/${made}`, ...change });
}
const find = (query: SearchQuery) => stage.run(() => search(query));
const titles = async (query: SearchQuery) => (await find(query)).items.map((item) => item.title);
const countOf = (facet: FacetValue[], value: string) => facet.find((one) => one.value === value)?.count ?? 0;

const FLORAL = "Women Floral Print Straight Cotton Kurta";
const BLACK = "Women Solid A-line Kurta";
const SHIRT = "Men Slim Fit Checked Casual Shirt";
const TEE = "Men Round Neck Cotton T-shirt";
const SHOES = "Men Mesh Running Shoes";
const SAREE = "Kanjivaram Silk Saree with Blouse Piece";

beforeAll(async () => {
  stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
  await stage.sell(
    garment(FLORAL, {
      variants: [
        aVariant({ colour: "Rani Pink", size: alpha("S") }),
        aVariant({ colour: "Rani Pink", size: alpha("M") }),
        aVariant({ colour: "Red", size: alpha("S") }),
        aVariant({ colour: "Red", size: alpha("L"), availability: "out_of_stock" }),
      ],
    }),
  );
  await stage.sell(
    garment(BLACK, {
      brand: "Anokhi",
      colour: "Black",
      variants: [aVariant({ price: inr(899), mrp: inr(999), colour: "Black", size: alpha("L") })],
    }),
    "shop-b",
  );
  await stage.sell(
    garment(SHIRT, {
      brand: "Northline",
      category: ["Men", "Topwear", "Shirts"],
      colour: "Navy Blue",
      variants: [aVariant({ colour: "Navy Blue", size: alpha("M"), price: inr(1999), mrp: null })],
    }),
  );
  await stage.sell(
    garment(TEE, {
      brand: "Northline",
      category: ["Men", "Topwear", "T-shirts"],
      colour: "White",
      variants: [aVariant({ colour: "White", price: inr(499), mrp: inr(999) })],
    }),
    "shop-b",
  );
  await stage.sell(
    garment(SHOES, {
      brand: "Fleet",
      category: ["Men", "Footwear", "Sports Shoes"],
      colour: "Grey",
      variants: [aVariant({ colour: "Grey", size: uk("8"), price: inr(3499), mrp: inr(4999) })],
    }),
  );
  await stage.sell(
    garment(SAREE, {
      brand: "Nalli",
      category: ["Women", "Ethnic Wear", "Sarees"],
      colour: "Wine",
      availability: "out_of_stock",
      variants: [aVariant({ colour: "Wine", size: null, price: inr(12_999), mrp: null, availability: "out_of_stock" })],
    }),
  );
  await stage.refresh();
});
afterAll(() => stage.close());

describe("words", () => {
  it.each([
    ["kurtis", [FLORAL, BLACK]],
    ["black kurta", [BLACK]],
    ["a line kurta", [BLACK]],
    ["shirts for men", [SHIRT]],
    ["tee", [TEE]],
    ["mens t shirts", [TEE]],
    ["trainers", []],
    ["sari", [SAREE]],
    ["kanchipuram", [SAREE]],
    ["ladies kurta", [FLORAL, BLACK]],
    ["northline", [SHIRT, TEE]],
    ["navy", [SHIRT]],
    ["burgundy saree", [SAREE]],
    ["maroon saree", [SAREE]],
  ])("%s finds just what it should", async (q, expected) => {
    const found = await find({ q });
    // What nothing was found for in words is answered by what is near, which is not asked here.
    if (expected.length > 0) expect(found.items.map((item) => item.title).sort()).toEqual([...expected].sort());
    else expect(found.items.length).toBeLessThanOrEqual(6);
  });

  it("never lets a T-shirt pass for a shirt", async () => {
    expect(await titles({ q: "shirt" })).toEqual([SHIRT]);
  });

  it("puts what can be bought first", async () => {
    const sold = garment("Kanjivaram Silk Saree", {
      brand: "Pothys",
      category: ["Women", "Sarees"],
      variants: [aVariant({ size: null })],
    });
    await stage.sell(sold);
    await stage.refresh();
    expect((await titles({ q: "kanjivaram silk saree" }))[0]).toBe("Kanjivaram Silk Saree");
  });
});

describe("spelling", () => {
  it("is forgiven, and it is said what was taken for it", async () => {
    const { items, suggestion } = await find({ q: "flroal kurta" });
    expect(items[0]?.title).toBe(FLORAL);
    expect(suggestion).toBe("floral kurta");
    expect(await titles({ q: "runing shoees" })).toEqual([SHOES]);
  });

  it("of words that no garment has costs nothing while most are known", async () => {
    const { items, suggestion, relaxed } = await find({ q: "handspun floral kurta" });
    expect(items[0]?.title).toBe(FLORAL);
    expect({ suggestion, relaxed }).toEqual({ suggestion: null, relaxed: ["handspun"] });
  });

  it("that is right but for garments that are not there gives what comes near", async () => {
    const result = await find({ q: "black shirt" });
    expect(result.items.map((item) => item.title)).toEqual([SHIRT]);
    expect(result).toMatchObject({ suggestion: null, relaxed: ["black"] });
  });

  it("is not doubted where the words find what they say", async () => {
    expect((await find({ q: "floral kurta" })).suggestion).toBeNull();
  });

  it("leaves nonsense without an answer and without an error", async () => {
    const { items, total, nextCursor, suggestion } = await find({ q: "qqqqzzzz xxxwww" });
    expect({ items, total, nextCursor, suggestion }).toEqual({
      items: [],
      total: 0,
      nextCursor: null,
      suggestion: null,
    });
  });

  it.each([
    ["a quote", '"'],
    ["an operator", "kurta AND ("],
    ["a wildcard", "*:*"],
    ["an escape", "kurta\\"],
    ["a picture", "🎽"],
    ["too much", "a".repeat(2000)],
    ["nothing to see", "\u0000"],
  ])("takes %s for words", async (...[, q]) => {
    await expect(find({ q })).resolves.toHaveProperty("items");
  });
});

describe("facets", () => {
  it("are OR within and AND across", async () => {
    expect(await titles({ brand: ["Anokhi", "Fleet"], sort: "price_asc" })).toEqual([BLACK, SHOES]);
    expect(await titles({ brand: ["Anokhi", "Fleet"], category: ["men"] })).toEqual([SHOES]);
  });

  it("count groups, not variants, and promise what choosing them gives", async () => {
    const { facets } = await find({});
    expect(countOf(facets.brand, "Northline")).toBe(2);
    expect(countOf(facets.category, "women-kurtas")).toBe(2);
    for (const [name, key] of [
      ["brand", "brand"],
      ["colour", "colour"],
      ["category", "category"],
      ["size", "size"],
      ["source", "source"],
      ["availability", "availability"],
    ] as const) {
      for (const { value, count } of facets[name]) {
        expect([name, value, (await find({ [key]: [value] })).total]).toEqual([name, value, count]);
      }
    }
  });

  it("leave their own filter out, so that a choice can be widened, and mind all others", async () => {
    const { facets, total } = await find({ brand: ["Anokhi"] });
    expect(total).toBe(1);
    expect(countOf(facets.brand, "Northline")).toBe(2);
    expect(facets.category.map(({ value }) => value)).not.toContain("men-shirts");
    const narrowed = await find({ brand: ["Northline"], source: ["shop-b"] });
    expect(countOf(narrowed.facets.brand, "Northline")).toBe(1);
    expect(countOf(narrowed.facets.source, "shop-a")).toBe(1);
  });

  it("take a category for everything below it and name it for people", async () => {
    const { items, facets } = await find({ category: ["women-ethnic-wear"], q: "kurta" });
    expect(items).toHaveLength(2);
    expect(facets.category.find(({ value }) => value === "women-kurtas")?.label).toBe("Women’s kurtas");
  });

  it("ask for a colour in a size that can be bought together", async () => {
    expect((await find({ colour: ["red"], size: ["S"] })).total).toBe(1);
    expect((await find({ colour: ["red"], size: ["M"] })).total).toBe(0);
    expect((await find({ colour: ["red"], size: ["L"] })).total).toBe(0);
    const { facets } = await find({ colour: ["red", "pink"], size: ["M", "S"] });
    // One garment, although it comes in four of these options.
    expect(countOf(facets.size, "S")).toBe(1);
    expect(countOf(facets.colour, "pink")).toBe(1);
    expect(countOf((await find({ size: ["M"], colour: ["pink"] })).facets.colour, "red")).toBe(0);
  });

  it("find a size in every system that it converts to", async () => {
    const category = ["men-footwear"];
    expect(await titles({ category, size: ["42"], sizeSystem: "EU" })).toEqual([SHOES]);
    expect(await titles({ category, size: ["8"], sizeSystem: "IN" })).toEqual([SHOES]);
    expect(await titles({ category, size: ["41"], sizeSystem: "EU" })).toEqual([]);
    const { facets } = await find({ category, sizeSystem: "US", size: ["9"] });
    expect(countOf(facets.size, "9")).toBe(1);
  });

  it("count prices by ranges that can be asked for", async () => {
    const { facets } = await find({});
    expect(facets.price.find(({ value }) => value === "0-49999")).toEqual({
      value: "0-49999",
      label: "Under ₹500",
      count: 1,
    });
    for (const { value, count } of facets.price) {
      const [priceMin, priceMax] = value.split("-").map((part) => (part === "" ? undefined : Number(part)));
      expect((await find({ priceMin, priceMax })).total).toBe(count);
    }
    for (const { value, count } of facets.discount) {
      expect((await find({ discountMin: Number(value) })).total).toBe(count);
    }
  });
});

describe("sorting", () => {
  it("goes by price with what has none last", async () => {
    const ascending = (await find({ sort: "price_asc" })).items.map(({ price }) => price?.amount ?? null);
    const known = ascending.filter((amount) => amount !== null);
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    expect(ascending.at(-1)).toBeNull();
    expect((await find({ sort: "price_desc" })).items[0]?.title).toBe(SHOES);
  });

  it("goes by discount", async () => {
    const discounts = (await find({ sort: "discount" })).items.map(({ discount }) => discount);
    expect(discounts).toEqual(discounts.toSorted((a, b) => b - a));
    expect(discounts[0]).toBe(50);
  });

  it("finds the same in whatever order", async () => {
    const totals = await Promise.all(
      (["relevance", "price_asc", "price_desc", "discount", "newest", "price_drop", "rating"] as const).map(
        async (sort) => (await find({ q: "cotton", sort })).total,
      ),
    );
    expect(new Set(totals)).toEqual(new Set([2]));
  });
});

describe("a price that changes", () => {
  it("shows in item, filter, facet and sort after the group was indexed again, and so does its drop", async () => {
    const url = "https://shop-c.example/p/1";
    const dress = (price: number) =>
      aProduct({
        name: "Women Tiered Maxi Dress",
        brand: "Ember",
        url,
        category: ["Women", "Dresses"],
        price: inr(price),
        variants: [aVariant({ price: inr(price), mrp: inr(4000) })],
      });
    await stage.sell(dress(3000), "shop-c");
    stage.clock.advance({ days: 2 });
    const groupId = await stage.sell(dress(2400), "shop-c");
    await stage.refresh();
    const { items } = await find({ q: "tiered maxi dress", priceMin: 240_000, priceMax: 240_000 });
    expect(items[0]).toMatchObject({ groupId, price: inr(2400), discount: 40, drop: 20 });
    expect((await find({ sort: "price_drop" })).items[0]?.groupId).toBe(groupId);
  });
});

describe("an offer that ends", () => {
  it("is gone from the list with no crawl and no new document", async () => {
    const validTo = new Date(stage.clock.now().getTime() + 3_600_000).toISOString();
    const promotions = [{ description: "20% off", kind: "percent" as const, value: 20, validTo }];
    await stage.sell(garment("Unisex Canvas Tote Bag", { brand: "Tara", category: ["Bags", "Tote Bags"], promotions }));
    await stage.refresh();
    expect((await find({ q: "canvas tote" })).items[0]?.price).toEqual(inr(1199.2));
    stage.clock.advance({ hours: 2 });
    expect((await find({ q: "canvas tote" })).items[0]).toMatchObject({ price: inr(1499), discount: 40 });
  });
});

describe("what is asked for in words", () => {
  it.each([
    ["kurta under 100", ["price"]],
    ["sequinned kurta size 6xl", ["size 6XL"]],
  ])("%s is let go where nothing has it, and that is told", async (q, relaxed) => {
    const found = await find({ q });
    expect(found.items.length).toBeGreaterThan(0);
    expect(found.relaxed).toEqual(expect.arrayContaining(relaxed));
  });

  it("is kept out where it is not wanted", async () => {
    expect(await titles({ q: "kurta without floral" })).not.toContain(FLORAL);
    expect(await titles({ q: "bina floral kurta" })).not.toContain(FLORAL);
    expect(await titles({ q: "kurta" })).toContain(FLORAL);
  });
});
