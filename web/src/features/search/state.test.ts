import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chipsOf, rangeLabel } from "./chips.ts";
import { changed, cleared, dropped, filterCount, hrefOf, readState, type SearchState, toParams } from "./state.ts";

const read = (query: string): SearchState => readState(new URLSearchParams(query));

describe("the address of a search", () => {
  it("reads what people and forms write, and drops what makes no sense", () => {
    const state = read("q=%20red+kurta&brand=W&brand=W&brand=&min=abc&max=1500&sort=best&availability=maybe&discount=");
    expect(state).toMatchObject({ q: "red kurta", brand: ["W"], min: null, max: 1500, sort: "relevance" });
    expect(state.availability).toEqual([]);
    expect(state.discount).toBeNull();
  });

  it("turns a range round that is upside down", () => {
    expect(read("min=2000&max=500")).toMatchObject({ min: 500, max: 2000 });
  });

  it("asks the API in paise, and with the page's own facet unless a narrower one is chosen", () => {
    expect(toParams(read("min=500&max=1500&discount=30"), { category: ["women"] })).toEqual({
      limit: 24,
      category: ["women"],
      priceMin: 50_000,
      priceMax: 150_000,
      discountMin: 30,
    });
    expect(toParams(read("category=kurtas"), { category: ["women"] }).category).toEqual(["kurtas"]);
  });

  it("is the same again after being read", () => {
    const word = fc.string({ minLength: 1, maxLength: 20 }).filter((s) => s.trim() === s && s !== "");
    const words = fc.uniqueArray(word, { maxLength: 5 });
    fc.assert(
      fc.property(word, words, words, fc.nat(1000), (q, brand, size, min) => {
        const href = hrefOf("/search", { ...read(""), q, brand, size, min, sort: "newest" });
        const state = read(href.slice(href.indexOf("?")));
        expect(state).toMatchObject({ q, brand, size, min, sort: "newest" });
        expect(hrefOf("/search", state)).toBe(href);
      }),
    );
  });

  it("starts from the first page again when a filter changes", () => {
    const state = read("q=kurta&brand=W&brand=Vanya&cursor=abc&min=10");
    expect(hrefOf("/search", dropped(state, "brand", "W"))).toBe("/search?q=kurta&brand=Vanya&min=10");
    expect(hrefOf("/search", changed(state, { sort: "price_asc" }))).not.toContain("cursor");
    expect(hrefOf("/search", cleared(state))).toBe("/search?q=kurta");
    expect(filterCount(state)).toBe(3);
  });
});

describe("chips", () => {
  it("name each filter and lead to the search without it", () => {
    const facets = { category: [{ value: "women-kurtas", label: "Kurtas", count: 3 }] };
    const chips = chipsOf("/search", read("category=women-kurtas&colour=red&max=1500&discount=30"), facets);
    expect(chips.map(({ label }) => label)).toEqual(["Kurtas", "Red", "under ₹1,500", "30% off or more"]);
    expect(chips[1]?.href).toBe("/search?category=women-kurtas&max=1500&discount=30");
  });

  it.each([
    [500, 1500, "₹500 – ₹1,500"],
    [500, null, "over ₹500"],
    [null, 123456, "under ₹1,23,456"],
  ])("a range from %s to %s is %s", (min, max, label) => {
    expect(rangeLabel(min, max)).toBe(label);
  });
});
