import { PageParams, SearchParams, SuggestParams } from "@stylegence/contracts/query";
import { DomainError } from "@stylegence/core/platform/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuery } from "./query.ts";

const read = (query: string) => readQuery(SearchParams, new URLSearchParams(query));
const refused = (query: string, schema: Parameters<typeof readQuery>[0] = SearchParams) => {
  try {
    readQuery(schema, new URLSearchParams(query));
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
  return null;
};

describe("readQuery", () => {
  it("reads repeated parameters as a list and digits as numbers", () => {
    expect(read("q=kurta&brand=Vanya&brand=W&priceMax=150000&sort=price_asc")).toEqual({
      q: "kurta",
      brand: ["Vanya", "W"],
      priceMax: 150000,
      sort: "price_asc",
    });
  });

  it("takes empty parameters, as forms send them, for absent ones", () => {
    expect(read("q=&brand=&brand=W&priceMin=&sort=")).toEqual({ brand: ["W"] });
  });

  it("ignores parameters it does not know", () => {
    expect(read("utm_source=mail&q=kurta")).toEqual({ q: "kurta" });
  });

  it("names every field that is wrong, in words", () => {
    expect(refused("priceMin=cheap&limit=61&sort=best&availability=maybe&q=a&q=b")).toEqual([
      { field: "q", message: "may be given only once" },
      { field: "priceMin", message: "must be a whole number" },
      {
        field: "availability",
        message: "must be one of in_stock, back_order, pre_order, unknown, out_of_stock, discontinued",
      },
      {
        field: "sort",
        message: "must be one of relevance, price_asc, price_desc, discount, newest, price_drop, rating",
      },
      { field: "limit", message: "must be at most 60" },
    ]);
    expect(refused("", SuggestParams)).toEqual([{ field: "q", message: "is required" }]);
  });

  it.each(["-1", "1.5", "1e3", "0x10", "٣", " 5 5"])("takes %j for no limit", (limit) => {
    expect(refused(`limit=${encodeURIComponent(limit)}`, PageParams)).toHaveLength(1);
  });

  it("bounds how much of anything may be given", () => {
    expect(refused(`q=${"a".repeat(201)}`)).toEqual([{ field: "q", message: "must be at most 200 characters" }]);
    expect(refused(Array.from({ length: 31 }, (_, i) => `brand=${i}`).join("&"))).toEqual([
      { field: "brand", message: "must be at most 30 values" },
    ]);
    expect(refused(`colour=${"a".repeat(81)}`)).toEqual([
      { field: "colour", message: "must be at most 80 characters" },
    ]);
  });

  it("answers or refuses whatever it is given", () => {
    const name = fc.constantFrom("q", "brand", "limit", "priceMin", "sort", "cursor", "availability", "__proto__");
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "grapheme" }))), (pairs) => {
        const search = new URLSearchParams(pairs);
        try {
          const query = readQuery(SearchParams, search);
          expect(SearchParams.safeParse(query).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
    );
  });
});
