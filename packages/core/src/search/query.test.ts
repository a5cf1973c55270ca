import { describe, expect, it } from "vitest";
import { filters, normalise, plan } from "./query.ts";

describe("normalise", () => {
  it("gives spellings that mean the same one form", () => {
    expect(normalise("  Red\tKURTA \n")).toBe("red kurta");
    expect(normalise("ｒｅｄ kurta\u0000")).toBe("red kurta");
    expect(normalise("x".repeat(500))).toHaveLength(200);
  });
});

describe("plan", () => {
  it("keeps the page length within bounds", () => {
    expect([plan({}).limit, plan({ limit: 0 }).limit, plan({ limit: 500 }).limit]).toEqual([24, 1, 60]);
  });

  it("tells queries apart by everything but cursor and length", () => {
    const base = plan({ q: "kurta", brand: ["A"] }).fingerprint;
    expect(plan({ brand: ["A"], q: "kurta", limit: 3, cursor: "x" }).fingerprint).toBe(base);
    expect(plan({ q: "kurta", brand: ["B"] }).fingerprint).not.toBe(base);
    expect(plan({ q: "kurta", brand: ["A"], sort: "newest" }).fingerprint).not.toBe(base);
    expect(plan({ q: "kurta", brand: ["A"], sort: "relevance" }).fingerprint).toBe(base);
  });
});

describe("filters", () => {
  it("are OR within and AND across", () => {
    expect(filters({ brand: ["A", "B"], category: ["women"] })).toEqual([
      { terms: { categories: ["women"] } },
      { terms: { brand: ["A", "B"] } },
    ]);
  });

  it("leave out the facet that is being counted", () => {
    expect(filters({ brand: ["A"], category: ["women"] }, "brand")).toEqual([{ terms: { categories: ["women"] } }]);
    expect(filters({ brand: ["A"] }, "brand")).toEqual([]);
  });

  it("ask for one option that has both when colour and size are given", () => {
    expect(filters({ colour: ["red", "blue"], size: ["m"] })).toEqual([{ terms: { options: ["red|=M", "blue|=M"] } }]);
    expect(filters({ colour: ["red"], size: ["m"] }, "size")).toEqual([{ terms: { colours: ["red"] } }]);
    expect(filters({ colour: ["red"], size: ["m"] }, "colour")).toEqual([{ terms: { sizes: ["=M"] } }]);
  });

  it("look at converted sizes when a system is named", () => {
    expect(filters({ size: ["42"], sizeSystem: "EU" })).toEqual([{ terms: { sizes: ["EU:42"] } }]);
  });

  it("take prices in rupees only", () => {
    expect(filters({ priceMin: 0, priceMax: 150_000 })).toEqual([{ range: { priceInr: { gte: 0, lte: 150_000 } } }]);
  });
});
