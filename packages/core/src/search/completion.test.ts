import { describe, expect, it } from "vitest";
import { complete } from "./completion.ts";
import type { Taxonomy } from "./taxonomy.ts";

const taxonomy: Taxonomy = {
  categories: new Map([
    ["women", 30],
    ["women-ethnic-wear", 20],
    ["women-kurtas", 20],
    ["men", 9],
    ["men-kurtas", 5],
  ]),
  brands: [
    { slug: "fabindia", name: "Fabindia", count: 12 },
    { slug: "levis", name: "Levi's", count: 4 },
  ],
  colours: new Map([
    [
      "women-kurtas",
      [
        { colour: "red", count: 8 },
        { colour: "blue", count: 3 },
      ],
    ],
    ["men-kurtas", [{ colour: "white", count: 5 }]],
  ]),
};

describe("complete", () => {
  it("goes on from an unfinished word to queries that find something, the likeliest first", () => {
    const { queries, categories } = complete("kur", taxonomy);
    expect(queries.slice(0, 2)).toEqual(["kurtas for women", "red kurtas for women"]);
    expect(categories.map(({ slug }) => slug)).toEqual(["women-kurtas", "men-kurtas"]);
  });

  it("knows other words for a kind of garment", () => {
    expect(complete("kurti", taxonomy).categories.map(({ slug }) => slug)).toContain("women-kurtas");
  });

  it("puts what is called so before what may also be called so", () => {
    const both: Taxonomy = {
      ...taxonomy,
      categories: new Map([...taxonomy.categories, ["women-kurta-sets", 90], ["women-sarees", 3]]),
    };
    expect(complete("sa", both).categories.map(({ slug }) => slug)).toEqual(["women-sarees", "women-kurta-sets"]);
  });

  it("takes every word into account", () => {
    expect(complete("red kur", taxonomy).queries).toEqual(["red kurtas for women"]);
    expect(complete("white kurtas for m", taxonomy).queries).toEqual(["white kurtas for men"]);
    expect(complete("green kur", taxonomy).queries).toEqual([]);
  });

  it("offers brands by any way of writing them", () => {
    expect(complete("levis", taxonomy).brands).toMatchObject([{ slug: "levis" }]);
    expect(complete("FAB", taxonomy).brands).toMatchObject([{ slug: "fabindia" }]);
  });

  it("offers nothing that has no products", () => {
    expect(complete("saree", taxonomy)).toEqual({ queries: [], categories: [], brands: [] });
    expect(complete("   ", taxonomy)).toEqual({ queries: [], categories: [], brands: [] });
  });
});
