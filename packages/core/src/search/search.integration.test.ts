import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import { search } from "./search.ts";

let stage: SearchStage;
let made = 0;

const garment = (name: string, change: Parameters<typeof aProduct>[0] = {}) => {
  made += 1;
  return aProduct({ name, url: `https://shop-a.example/p/${made}`, ...change });
};
const find = (query: Parameters<typeof search>[0]) => stage.run(() => search(query));
const titles = async (query: Parameters<typeof search>[0]) => (await find(query)).items.map((item) => item.title);

beforeAll(async () => {
  stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
  await stage.sell(garment("Women Floral Print Straight Cotton Kurta"));
  await stage.sell(
    garment("Women Solid A-line Kurta", {
      colour: "Black",
      variants: [aVariant({ price: inr(899), colour: "Black" })],
    }),
  );
  await stage.sell(
    garment("Men Slim Fit Checked Casual Shirt", {
      brand: "Northline",
      category: ["Men", "Topwear", "Shirts"],
      colour: "Navy Blue",
      variants: [aVariant({ colour: "Navy Blue" })],
    }),
  );
  await stage.sell(
    garment("Men Round Neck Cotton T-shirt", {
      brand: "Northline",
      category: ["Men", "Topwear", "T-shirts"],
      colour: "White",
      variants: [aVariant({ colour: "White", price: inr(499), mrp: inr(999) })],
    }),
  );
  await stage.refresh();
});
afterAll(() => stage.close());

describe("search", () => {
  it("finds by any word of the garment, plurals and Indian synonyms included", async () => {
    expect((await titles({ q: "kurtis" })).sort()).toEqual([
      "Women Floral Print Straight Cotton Kurta",
      "Women Solid A-line Kurta",
    ]);
    expect(await titles({ q: "black kurta" })).toEqual(["Women Solid A-line Kurta"]);
    expect(await titles({ q: "shirts for men" })).toEqual(["Men Slim Fit Checked Casual Shirt"]);
    expect(await titles({ q: "tee" })).toEqual(["Men Round Neck Cotton T-shirt"]);
  });

  it("forgives a typo and says what it took it for", async () => {
    const result = await find({ q: "flroal kurta" });
    expect(result.items[0]?.title).toBe("Women Floral Print Straight Cotton Kurta");
    expect(result.suggestion).toBe("floral kurta");
  });
});
