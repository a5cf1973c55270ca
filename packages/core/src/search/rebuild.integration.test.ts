import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type EmbedderServer, startEmbedderServer } from "../../test/embedder-server.ts";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import { merge } from "../catalog/merge.ts";
import { embedGarments } from "../embedding/garment.ts";
import { ask, names } from "./engine.ts";
import { vectorField } from "./index-definition.ts";
import { indexGroup } from "./indexer.ts";
import { rebuild } from "./rebuild.ts";
import { search } from "./search.ts";

const GARMENTS = 24;

let server: EmbedderServer;
let stage: SearchStage;
const groupIds: string[] = [];

const inside = <T>(body: () => Promise<T>) => stage.run(body);
const garment = (number: number, price = 1000) =>
  aProduct({
    name: `Kurta ${number}`,
    brand: `Brand ${number}`,
    url: `https://shop-a.example/p/${number}`,
    price: inr(price),
    variants: [aVariant({ price: inr(price) })],
  });

/** The garments that a search finds, with their prices. */
async function found(): Promise<Map<string, number | undefined>> {
  await stage.refresh();
  const prices = new Map<string, number | undefined>();
  let cursor: string | undefined;
  do {
    const page = await inside(() => search({ sort: "newest", limit: 60, cursor }));
    for (const { groupId, price } of page.items) prices.set(groupId, price?.amount);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return prices;
}

async function indexes(): Promise<string[]> {
  const { body } = await inside(() => ask<object>({ method: "GET", path: `/${names().family}*/_alias` }));
  return Object.keys(body);
}

beforeAll(async () => {
  server = await startEmbedderServer();
  stage = await startSearchStage(
    { dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") },
    { EMBEDDER_FUNCTION: server.functionName, QUERY_VECTOR_BUDGET_MS: "5000" },
  );
  for (let number = 0; number < GARMENTS; number++) groupIds.push(await stage.sell(garment(number)));
});
afterAll(async () => {
  await Promise.all([stage.close(), server.close()]);
});

describe("rebuild", () => {
  it("swaps in a new index that holds the same, and leaves no other behind", async () => {
    const before = await found();
    const [old] = await indexes();
    const { index, written } = await inside(() => rebuild());
    expect(written).toBeGreaterThanOrEqual(GARMENTS);
    expect(await indexes()).toEqual([index]);
    expect(index).not.toBe(old);
    expect(await found()).toEqual(before);
  });

  it("loses nothing that is written, merged or new while it runs, and searches go on", async () => {
    stage.clock.advance({ hours: 1 });
    let at = 0;
    const news: string[] = [];
    const meanwhile: Promise<unknown>[] = [];
    const step = async () => {
      const number = at++;
      const changed = await stage.sell(garment(number, 1200));
      expect(changed).toBe(groupIds[number]);
      news.push(await stage.sell(garment(1000 + number)));
      expect((await inside(() => search({ q: "kurta" }))).total).toBeGreaterThanOrEqual(GARMENTS - 1);
    };
    await inside(() => rebuild({ onProgress: () => meanwhile.push(step()) }));
    await Promise.all(meanwhile);
    expect(at).toBeGreaterThan(3);
    const prices = await found();
    for (const groupId of groupIds.slice(0, at)) expect(prices.get(groupId)).toBe(120_000);
    for (const groupId of news) expect(prices.has(groupId)).toBe(true);
    expect(prices.size).toBe(GARMENTS + news.length);
  });

  it("does not bring back a group that was merged away while it ran", async () => {
    const [first, second] = [await stage.sell(garment(2001)), await stage.sell(garment(2002))];
    let merged: Promise<unknown> | undefined;
    await inside(() =>
      rebuild({
        onProgress: () => {
          merged ??= inside(async () => {
            await merge(first, second, "test");
            await Promise.all([indexGroup(first), indexGroup(second)]);
          });
        },
      }),
    );
    await merged;
    const prices = await found();
    expect([prices.has(first), prices.has(second)]).toEqual([false, true]);
  });

  it("is refused while another is under way, and can be started over when that one died", async () => {
    const stop = new Error("killed");
    const killed = inside(() =>
      rebuild({
        onProgress: () => {
          throw stop;
        },
      }),
    );
    await expect(killed).rejects.toBe(stop);
    await expect(inside(() => rebuild())).rejects.toMatchObject({ code: "conflict" });
    const before = await found();
    await inside(() => rebuild({ restart: true }));
    expect(await found()).toEqual(before);
    expect(await indexes()).toHaveLength(1);
  });
});

describe("vectors", () => {
  const nearest = (q: string) => inside(() => search({ q }));

  it("are made by a rebuild where there are none, and the table keeps them for the next", async () => {
    await inside(() => rebuild());
    const calls = server.embedded.length;
    expect(calls).toBeGreaterThanOrEqual(GARMENTS);
    await inside(() => rebuild());
    expect(server.embedded).toHaveLength(calls);
    const { body } = await inside(() =>
      ask<{ count: number }>({
        method: "POST",
        path: `/${names().live}/_count`,
        body: { query: { exists: { field: vectorField(stage.config.EMBEDDING_MODEL) } } },
      }),
    );
    expect(body.count).toBe((await found()).size);
  });

  it("find what the words do not", async () => {
    const names: [string, string[]][] = [
      ["Gold Plated Jhumka Earrings", ["Women", "Jewellery", "Earrings"]],
      ["Men Mesh Running Shoes", ["Men", "Footwear", "Sports Shoes"]],
      ["Skinny Fit Jeans for Women", ["Women", "Bottomwear", "Jeans"]],
    ];
    for (const [name, category] of names) {
      const url = `https://shop-a.example/${name}`;
      const groupId = await stage.sell(aProduct({ name, category, url, brand: name, variants: [aVariant()] }));
      await inside(() => embedGarments([groupId]));
      await inside(() => indexGroup(groupId));
    }
    await stage.refresh();
    expect((await nearest("something shiny to hang from my ears")).items[0]?.title).toBe("Gold Plated Jhumka Earrings");
    expect((await nearest("jogging footgear")).items[0]?.title).toBe("Men Mesh Running Shoes");
  });

  it("bring in nothing that is not near at all", async () => {
    const { items, total } = await nearest("qwertzuiop");
    expect({ items, total }).toEqual({ items: [], total: 0 });
  });

  it("of queries are made once", async () => {
    await nearest("clothes for a rainy evening");
    const calls = server.embedded.length;
    await nearest(" Clothes for a  rainy evening");
    expect(server.embedded).toHaveLength(calls);
    expect(server.embedded).toContain("clothes for a rainy evening");
  });

  it("that can't be had leave the words to decide", async () => {
    server.failWith = 500;
    expect((await nearest("jhumka earrings")).items[0]?.title).toBe("Gold Plated Jhumka Earrings");
    server.failWith = null;
  });

  it("of another model than the index has are ignored until a rebuild", async () => {
    const other = { config: { ...stage.config, EMBEDDING_MODEL: "another-model", EMBEDDER_FUNCTION: "" } };
    await stage.run(async () => {
      expect((await search({ q: "jhumka earrings" })).items[0]?.title).toBe("Gold Plated Jhumka Earrings");
    }, other);
  });
});
