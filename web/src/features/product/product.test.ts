import type { Offer, ProductResponse, ShopOffer } from "@stylegence/contracts/product";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonForScript } from "../shell/json-for-script.ts";
import { breadcrumbs } from "../shell/structured.ts";
import { markOf, readSelection, savingOf, shopsFor, sizesOf } from "./offers.ts";
import { pathOf, slugOf } from "./path.ts";
import { productData } from "./structured.ts";

const inr = (rupees: number) => ({ amount: rupees * 100, currency: "INR" });

function anOffer(shop: string, size: string, rupees: number, change: Partial<Offer> = {}): Offer {
  return {
    listingId: `lst_${shop}${size}`,
    variantId: `var_${size}`,
    source: { id: shop, name: shop.toUpperCase() },
    url: `https://${shop}.example/p`,
    price: inr(rupees),
    mrp: inr(2000),
    effectivePrice: inr(rupees),
    priceContext: "public",
    discount: 10,
    availability: "in_stock",
    size: { system: "ALPHA", label: size },
    colour: "red",
    colourFamily: "red",
    promotions: [],
    aboveMrp: false,
    lastCheckedAt: "2026-11-23T10:00:00Z",
    ...change,
  };
}

function aProduct(offers: Offer[], change: Partial<ProductResponse> = {}): ProductResponse {
  const shops: ShopOffer[] = offers.map((offer) => ({ ...offer, sizes: [] }));
  return {
    groupId: "prd_01JD0000000000000000000000",
    title: "Red Kurta",
    description: null,
    brand: { slug: "vanya", name: "Vanya" },
    categories: [{ slug: "women", name: "Women" }],
    styleCode: "VN-12",
    attributes: [],
    images: [],
    variants: offers.map(({ variantId, colour, colourFamily, size, availability, price }) => ({
      variantId,
      colour,
      colourFamily,
      size,
      availability,
      price,
    })),
    shops,
    offers,
    price: inr(1000),
    mrp: inr(2000),
    discount: 50,
    availability: "in_stock",
    rating: null,
    mergedInto: null,
    updatedAt: "2026-11-23T10:00:00Z",
    rev: 1,
    ...change,
  };
}

describe("offers of what is selected", () => {
  const product = aProduct([
    anOffer("a", "M", 1000),
    anOffer("b", "M", 900, { availability: "out_of_stock" }),
    anOffer("a", "L", 1200),
    anOffer("c", "L", 1100),
    anOffer("c", "M", 950, { availability: "unknown" }),
  ]);
  const select = (query: string) => readSelection(new URLSearchParams(query), product);

  it("are one a shop, those that have it first, then by price", () => {
    const shops = shopsFor(product, select("size=ALPHA:M"));
    expect(shops.map(({ source, effectivePrice }) => [source.id, effectivePrice.amount])).toEqual([
      ["a", 100_000],
      ["c", 95_000],
      ["b", 90_000],
    ]);
    expect(shops[0]?.sizes.map(({ label }) => label)).toEqual(["M", "L"]);
  });

  it("ignore a size that the product does not come in", () => {
    expect(select("size=ALPHA:XXL&colour=blue")).toEqual({ size: "", colour: "" });
  });

  it("take a size by its label, as lists are filtered by it, unless it could be two", () => {
    expect(select("size=M").size).toBe("ALPHA:M");
    const two = aProduct([anOffer("a", "9", 1000, { size: { system: "UK", label: "9" } })]);
    const other = { ...two.variants[0]!, size: { system: "US", label: "9" } };
    const both = { ...two, variants: [...two.variants, other] };
    expect(readSelection(new URLSearchParams("size=9"), two).size).toBe("UK:9");
    expect(readSelection(new URLSearchParams("size=9"), both).size).toBe("");
  });

  it("know which sizes nobody has", () => {
    const gone = aProduct([
      anOffer("a", "M", 1000, { availability: "out_of_stock" }),
      anOffer("b", "M", 1000, { availability: "out_of_stock" }),
      anOffer("a", "L", 1000),
    ]);
    expect(sizesOf(gone, "").map(({ label, buyable }) => [label, buyable])).toEqual([
      ["M", false],
      ["L", true],
    ]);
  });

  it("save the difference between shops that may have it", () => {
    expect(savingOf(shopsFor(product, select("size=ALPHA:M")))).toBe(5_000);
    expect(savingOf(shopsFor(product, select("size=ALPHA:L")).slice(0, 1))).toBe(0);
  });
});

describe("how a shop's price lies", () => {
  const marks = (...offers: ReturnType<typeof anOffer>[]) => {
    const shops = shopsFor(aProduct(offers), { size: "ALPHA:M", colour: "" });
    return shops.map((shop) => [shop.source.id, markOf(shop, shops)]);
  };
  const cheapest = (inStockOnly: boolean) => ({ kind: "cheapest", inStockOnly });

  it("is told against the cheapest that has it", () => {
    expect(marks(anOffer("a", "M", 1000), anOffer("b", "M", 1489), anOffer("c", "M", 1000))).toEqual([
      ["a", cheapest(false)],
      ["c", null],
      ["b", { kind: "dearer", amount: 48_900 }],
    ]);
  });

  it("does not call one the cheapest of all where another may be had for less", () => {
    expect(marks(anOffer("a", "M", 1000), anOffer("b", "M", 900, { availability: "unknown" }))).toEqual([
      ["a", cheapest(true)],
      ["b", { kind: "cheaper", amount: 10_000 }],
    ]);
  });

  it("is not told of one that has nothing to sell, nor where there is one alone", () => {
    expect(marks(anOffer("a", "M", 1000), anOffer("b", "M", 900, { availability: "out_of_stock" }))).toEqual([
      ["a", null],
      ["b", null],
    ]);
  });
});

describe("addresses", () => {
  it.each([
    ["Women's Straight Kurta – Rani Pink", "women-s-straight-kurta-rani-pink"],
    ["Crème brûlée dress", "creme-brulee-dress"],
    ["लाल कुर्ता", ""],
    [`${"long ".repeat(30)}`, "long-long-long-long-long-long-long-long-long-long-long-long"],
    [`${"words ".repeat(30)}`, "words-words-words-words-words-words-words-words-words-words"],
    ["x".repeat(100), "x".repeat(60)],
  ])("of %s end in %s", (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it("do without words where there are none", () => {
    expect(pathOf({ groupId: "prd_1", title: "लाल" })).toBe("/p/prd_1");
  });
});

/** What Google's rules for product snippets and breadcrumbs ask of each type, and the form of it. */
const REQUIRED: Record<string, Record<string, RegExp>> = {
  Product: { name: /\S/, url: /^https:\/\// },
  AggregateOffer: {
    lowPrice: /^\d+(\.\d+)?$/,
    highPrice: /^\d+(\.\d+)?$/,
    priceCurrency: /^[A-Z]{3}$/,
    offerCount: /^[1-9]\d*$/,
  },
  Offer: {
    price: /^\d+(\.\d+)?$/,
    priceCurrency: /^[A-Z]{3}$/,
    url: /^https?:\/\//,
    itemCondition: /^https:\/\/schema\.org\/\w+Condition$/,
  },
  Brand: { name: /\S/ },
  Organization: { name: /\S/ },
  BreadcrumbList: {},
  ListItem: { position: /^[1-9]\d*$/, name: /\S/, item: /^https:\/\// },
};

/** Everything in it that breaks those rules. */
function faults(data: unknown, path = "$"): string[] {
  if (Array.isArray(data)) return data.flatMap((one, at) => faults(one, `${path}[${at}]`));
  if (typeof data !== "object" || data === null) return [];
  const thing = data as Record<string, unknown>;
  const rules = REQUIRED[String(thing["@type"])];
  const own = rules ? Object.entries(rules) : [["@type", /^$/] as const];
  return [
    ...own.filter(([name, form]) => !form.test(String(thing[name] ?? ""))).map(([name]) => `${path}.${name}`),
    ...Object.entries(thing).flatMap(([name, value]) => faults(value, `${path}.${name}`)),
  ];
}

describe("structured data", () => {
  const origin = "https://stylegence.com";

  it("has what search engines require of it, whatever is sold in whichever currency", () => {
    const offer = fc.record({
      shop: fc.constantFrom("a", "b", "c"),
      price: fc.integer({ min: 1, max: 200_000 }),
      availability: fc.constantFrom("in_stock", "unknown", "pre_order", "out_of_stock"),
      currency: fc.constantFrom("INR", "JPY", "KWD", "IQD", "USD"),
    });
    fc.assert(
      fc.property(fc.array(offer, { minLength: 1, maxLength: 5 }), (offers) => {
        const made = offers.map(({ shop, price, availability, currency }) => {
          const effectivePrice = { amount: price, currency };
          return anOffer(shop, "M", price, { availability, price: effectivePrice, effectivePrice } as never);
        });
        const best = made.find((one) => one.availability !== "out_of_stock");
        const product = aProduct(made, { price: best?.effectivePrice ?? null });
        const trail = [{ href: "/c/women", label: "Women" }];
        expect(faults([productData(product, origin, "/p/x"), breadcrumbs(origin, trail)])).toEqual([]);
      }),
    );
  });

  it("is found wanting where something is missing", () => {
    expect(faults({ "@type": "Offer", price: "₹5", priceCurrency: "INR", url: "/p" })).toEqual([
      "$.price",
      "$.url",
      "$.itemCondition",
    ]);
  });

  it("offers what can be bought, in decimals, without a guess at stock", () => {
    const product = aProduct([
      anOffer("a", "M", 1299),
      anOffer("b", "M", 1199.5, { availability: "unknown" }),
      anOffer("c", "M", 5, { availability: "out_of_stock" }),
    ]);
    const data = JSON.parse(jsonForScript(productData(product, origin, "/p/x"))) as { offers: { offers: object[] } };
    expect(data.offers).toMatchObject({
      "@type": "AggregateOffer",
      lowPrice: "1199.50",
      highPrice: "1299.00",
      offerCount: 2,
      priceCurrency: "INR",
    });
    expect(data.offers.offers[1]).not.toHaveProperty("availability");
  });

  it("has no offers where nothing is sold", () => {
    const gone = aProduct([anOffer("a", "M", 1, { availability: "out_of_stock" })], { price: null });
    expect(productData(gone, origin, "/p/x")).not.toHaveProperty("offers");
  });

  it("cannot be broken out of by a title", () => {
    const text = jsonForScript({ name: "</script><script>alert(1)</script>\u2028&" });
    expect(text).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(text)).toEqual({ name: "</script><script>alert(1)</script>\u2028&" });
  });
});
