import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type EmbedderServer, startEmbedderServer } from "../../test/embedder-server.ts";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import * as Category from "../catalog/category.ts";
import { embedGarments } from "../embedding/garment.ts";
import { brands, categories, home } from "./browse.ts";
import { indexGroup } from "./indexer.ts";
import { search } from "./search.ts";
import { similar } from "./similar.ts";
import { suggest } from "./suggest.ts";

let server: EmbedderServer;
let stage: SearchStage;
const ids = new Map<string, string>();

const inside = <T>(body: () => Promise<T>) => stage.run(body);

const GARMENTS: [name: string, brand: string, category: string[], colour: string, rupees: number][] = [
  ["Women Floral Print Cotton Kurta", "Vanya", ["Women", "Ethnic Wear", "Kurtas"], "Red", 1499],
  ["Women Floral Printed Rayon Kurti", "Anokhi", ["Women", "Ethnic Wear", "Kurtas"], "Red", 1299],
  ["Women Solid Straight Kurta", "Fabindia", ["Women", "Ethnic Wear", "Kurtas"], "Blue", 1999],
  ["Men Checked Cotton Kurta", "Fabindia", ["Men", "Ethnic Wear", "Kurtas"], "Blue", 1799],
  ["Women Banarasi Silk Saree", "Nalli", ["Women", "Ethnic Wear", "Sarees"], "Maroon", 8999],
  ["Men Slim Fit Jeans", "Levi's", ["Men", "Bottomwear", "Jeans"], "Blue", 2999],
  ["Men Running Shoes", "Fleet", ["Men", "Footwear", "Sports Shoes"], "Grey", 3499],
  ["Women Block Heels", "Fleet", ["Women", "Footwear", "Heels"], "Black", 1899],
];

async function sell(
  [name, brand, category, colour, rupees]: (typeof GARMENTS)[number],
  availability: "in_stock" | "out_of_stock" = "in_stock",
) {
  const price = inr(rupees);
  const url = `https://shop-a.example/${encodeURIComponent(name)}`;
  const variants = [aVariant({ colour, price, mrp: null, availability })];
  const groupId = await stage.sell(aProduct({ name, brand, category, colour, url, price, mrp: null, variants }));
  ids.set(name, groupId);
  return groupId;
}

beforeAll(async () => {
  server = await startEmbedderServer();
  stage = await startSearchStage(
    { dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") },
    { EMBEDDER_FUNCTION: server.functionName },
  );
  for (const garment of GARMENTS) await sell(garment);
  await sell(["Women Gota Work Kurta", "Vanya", ["Women", "Ethnic Wear", "Kurtas"], "Green", 999], "out_of_stock");
  await inside(() => embedGarments([...ids.values()]));
  for (const groupId of ids.values()) await inside(() => indexGroup(groupId));
  await stage.refresh();
});
afterAll(async () => {
  await Promise.all([stage.close(), server.close()]);
});

describe("suggest", () => {
  const texts = async (q: string, kind: string) =>
    (await inside(() => suggest(q))).filter((one) => one.kind === kind).map(({ text }) => text);

  it("goes on from an unfinished word with queries, categories and garments", async () => {
    expect(await texts("kur", "query")).toContain("red kurtas for women");
    expect((await texts("kur", "category"))[0]).toBe("Women’s kurtas");
    expect(await texts("kur", "product")).toContain("Vanya Women Floral Print Cotton Kurta");
    expect(await texts("levi", "brand")).toEqual(["Levi's"]);
  });

  it("promises nothing that finds nothing", async () => {
    for (const q of ["kur", "red", "blue je", "silk", "fab", "shoes"]) {
      for (const { kind, text, ref } of await inside(() => suggest(q))) {
        const query = kind === "category" ? { category: [ref!] } : { q: text };
        expect([q, text, (await inside(() => search(query))).total > 0]).toEqual([q, text, true]);
      }
    }
  });

  it("forgives a typo in what was finished, and shows only what can be bought", async () => {
    expect(await texts("flroal kur", "product")).toContain("Vanya Women Floral Print Cotton Kurta");
    expect(await texts("gota", "product")).toEqual([]);
  });

  it("keeps to its limit and takes any text", async () => {
    expect(await inside(() => suggest("k", 3))).toHaveLength(3);
    for (const q of ["", "   ", "(", '"', "*", "zzzzqqq"]) expect(await inside(() => suggest(q))).toEqual([]);
  });
});

describe("similar", () => {
  it("comes with the likest first, for the same people, and never itself or what can't be bought", async () => {
    const groupId = ids.get("Women Floral Print Cotton Kurta")!;
    const titles = (await inside(() => similar(groupId, 5))).map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(["Women Floral Printed Rayon Kurti", "Women Solid Straight Kurta"]);
    expect(titles).not.toContain("Women Floral Print Cotton Kurta");
    expect(titles).not.toContain("Women Gota Work Kurta");
    expect(titles.every((title) => title.startsWith("Women"))).toBe(true);
  });

  it("goes by words where a garment has no vector yet", async () => {
    stage.clock.advance({ hours: 1 });
    const groupId = await sell([
      "Women Striped Cotton Kurta",
      "Vanya",
      ["Women", "Ethnic Wear", "Kurtas"],
      "White",
      1199,
    ]);
    await stage.refresh();
    const [first] = await inside(() => similar(groupId, 3));
    expect(first?.title).toMatch(/Kurt/);
  });

  it("is refused for a garment that is not there", async () => {
    await expect(inside(() => similar("prd_01JZ0000000000000000000404"))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("categories and brands", () => {
  it("are counted as a search of each finds them, parents with what is below", async () => {
    const all = await inside(categories);
    expect(all.find(({ slug }) => slug === "women")?.count).toBeGreaterThan(
      all.find(({ slug }) => slug === "women-kurtas")!.count,
    );
    for (const { slug, count, parent } of all) {
      expect([slug, (await inside(() => search({ category: [slug] }))).total]).toEqual([slug, count]);
      if (parent)
        expect(all.findIndex((one) => one.slug === parent)).toBeLessThan(all.findIndex((one) => one.slug === slug));
    }
    for (const { name, count } of await inside(brands)) {
      expect([name, (await inside(() => search({ brand: [name] }))).total]).toEqual([name, count]);
    }
    expect((await inside(brands)).map(({ slug }) => slug)).toContain("levis");
  });

  it("leave out what has no products", async () => {
    const all = await inside(categories);
    expect(all.length).toBeLessThan(Category.all().length);
    expect(all.every(({ count }) => count > 0)).toBe(true);
  });
});

describe("home", () => {
  it("shows what can be bought, what became cheaper and what is new, not three of a kind while there are others", async () => {
    stage.clock.advance({ days: 3 });
    await sell(["Men Slim Fit Jeans", "Levi's", ["Men", "Bottomwear", "Jeans"], "Blue", 1999]);
    await stage.refresh();
    const { trending, drops, newest, brands: shownBrands, categories: shownCategories } = await inside(home);
    expect(drops.map(({ title }) => title)).toEqual(["Men Slim Fit Jeans"]);
    expect(drops[0]?.drop).toBe(33);
    expect(newest[0]?.title).toBe("Women Striped Cotton Kurta");
    expect([...trending, ...newest].some(({ title }) => title === "Women Gota Work Kurta")).toBe(false);
    expect(trending.slice(0, 6).filter(({ category }) => category === "women-kurtas").length).toBeLessThanOrEqual(4);
    expect(shownBrands.length).toBeGreaterThan(3);
    expect(shownCategories.length).toBeGreaterThan(3);
  });
});
