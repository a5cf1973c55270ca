import type { ProductResponse } from "@stylegence/contracts/product";
import * as Source from "@stylegence/core/catalog/source";
import { type FaultProxy, startFaultProxy } from "@stylegence/testing/fault-proxy";
import { aProduct, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type SearchStage, startSearchStage } from "../../../packages/core/test/search-stage.ts";
import { type App, createApp } from "../../src/http/api/create.ts";
import { reads } from "../../src/http/public/core-reads.ts";
import { routes } from "../../src/http/public/routes.ts";

let table: FaultProxy;
let engine: FaultProxy;
let stage: SearchStage;
let app: App;
let groupId: string;

beforeAll(async () => {
  table = await startFaultProxy({ target: inject("dynamoUrl") });
  engine = await startFaultProxy({ target: inject("searchUrl") });
  stage = await startSearchStage({ dynamoUrl: table.url, searchUrl: engine.url });
  app = createApp({
    routes,
    services: { reads },
    within: (_, __, body) => stage.run(body, { actor: { type: "public" } }),
    log: () => {},
  });
  for (const [sourceId, name] of [
    ["shop-a", "Shop A"],
    ["shop-b", "Shop B"],
  ] as const) {
    await stage.run(() => Source.put({ sourceId, name, baseUrl: `https://${sourceId}.example` }));
  }
  groupId = await stage.sell(aProduct());
  await stage.sell(aProduct({ url: "https://shop-b.example/1", price: inr(1399) }), "shop-b");
  await stage.refresh();
});
afterAll(async () => {
  await stage.close();
  await Promise.all([table.close(), engine.close()]);
});

interface Cost {
  table: string[];
  search: string[];
}

/** What a page view, made of these calls of the API, asks of the table and of the engine. */
async function costOf(...paths: string[]): Promise<Cost> {
  const [tableBefore, engineBefore] = [table.seen.length, engine.seen.length];
  for (const path of paths) {
    const response = await app.request(`/api/v1${path.replace("{groupId}", groupId)}`);
    expect([path, response.status]).toEqual([path, 200]);
    await response.text();
  }
  const named = (seen: FaultProxy["seen"], from: number) => seen.slice(from).map(({ operation }) => operation);
  return { table: named(table.seen, tableBefore), search: named(engine.seen, engineBefore) };
}

const searches = (count: number) => Array.from({ length: count }, () => expect.stringContaining("search"));

describe("at the wire", () => {
  it("a product view costs two reads of the table and one search", async () => {
    expect(await costOf("/products/{groupId}?include=prices", "/products/{groupId}/similar")).toEqual({
      table: ["Query", "BatchGetItem"],
      search: searches(1),
    });
  });

  it("a product and its prices cost one read each on their own", async () => {
    expect(await costOf("/products/{groupId}")).toEqual({ table: ["Query"], search: [] });
    expect(await costOf("/products/{groupId}/prices")).toEqual({ table: ["Query"], search: [] });
  });

  it("what is counted of the whole catalogue is asked for once a minute, and a front page is one search more", async () => {
    await costOf("/brands");
    expect(await costOf("/home")).toEqual({ table: [], search: searches(1) });
    expect(await costOf("/categories", "/brands")).toEqual({ table: [], search: [] });
  });

  it("lists cost no read of the table, but for a brand's own words", async () => {
    await costOf("/brands");
    const category = await costOf("/categories/women-kurtas", "/search?category=women-kurtas");
    expect([category.table, category.search.length]).toEqual([[], expect.toSatisfy((n: number) => n <= 2)]);
    const brand = await costOf("/brands/vanya", "/search?brand=Vanya");
    expect([brand.table, brand.search.length]).toEqual([["GetItem"], expect.toSatisfy((n: number) => n <= 2)]);
  });

  it("a search by words asks no more than five times, whatever it has to look up", async () => {
    const { table: reads, search } = await costOf("/search?q=kurta");
    expect(reads.length).toBeLessThanOrEqual(1);
    expect(search.length).toBeLessThanOrEqual(5);
  });
});

it("a product's shops go by their names, and no id stands where a seller's name belongs", async () => {
  const response = await app.request(`/api/v1/products/${groupId}?include=prices`);
  const product = (await response.json()) as ProductResponse;
  expect(product.shops.map(({ source }) => source)).toEqual([
    { id: "shop-b", name: "Shop B" },
    { id: "shop-a", name: "Shop A" },
  ]);
  expect(product.prices?.series.map(({ source }) => source.name)).toEqual(["Shop A", "Shop B"]);
  expect(product.prices?.current).toBe(product.price?.amount);
  for (const offer of product.offers) expect(offer).not.toHaveProperty("seller");
});
