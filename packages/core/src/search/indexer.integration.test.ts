import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aGroup } from "../../test/product-draft.ts";
import { type SearchStage, startSearchStage } from "../../test/search-stage.ts";
import { merge } from "../catalog/merge.ts";
import * as Product from "../catalog/product.ts";
import { commit, write } from "../platform/transaction.ts";
import { reviewSummary } from "../review/summary.entity.ts";
import { EMPTY } from "../review/tally.ts";
import { bulk } from "./bulk.ts";
import { build } from "./document.ts";
import { ask, names } from "./engine.ts";
import { definition } from "./index-definition.ts";
import { indexAll, indexGroup, type State, statesOf } from "./indexer.ts";
import { ensureIndex } from "./indices.ts";
import { search } from "./search.ts";

let stage: SearchStage;
let made = 0;

const inside = <T>(body: () => Promise<T>) => stage.run(body);

function kurta(name: string, price = 1499) {
  made += 1;
  const url = `https://shop-a.example/p/${made}`;
  return aProduct({
    name,
    url,
    brand: `Brand ${made}`,
    price: inr(price),
    variants: [aVariant({ price: inr(price) })],
  });
}

async function stateOf(groupId: string): Promise<State> {
  const [result] = await statesOf([groupId]);
  if (result?.status === "fulfilled") return result.value;
  throw result?.reason;
}

async function total(q: string): Promise<number> {
  await stage.refresh();
  return (await inside(() => search({ q }))).total;
}

beforeAll(async () => {
  stage = await startSearchStage({ dynamoUrl: inject("dynamoUrl"), searchUrl: inject("searchUrl") });
});
afterAll(() => stage.close());

describe("indexGroup", () => {
  it("never lets an older state replace a newer one, in whatever order they arrive", async () => {
    const groupId = await stage.sell(kurta("Kalamkari Kurta"));
    const old = await inside(() => stateOf(groupId));
    await inside(async () => {
      const { group } = await Product.read(groupId);
      await commit([Product.bump(group, { title: "Ajrakh Kurta" })]);
    });
    expect(await inside(() => indexGroup(groupId))).toBe("indexed");
    expect(await inside(() => bulk([{ ...old, index: names().live }]))).toEqual(["outdated"]);
    expect(await total("ajrakh")).toBe(1);
    expect(await total("kalamkari")).toBe(0);
  });

  it("may be repeated and run twice at once", async () => {
    const groupId = await stage.sell(kurta("Phulkari Kurta"));
    const results = await inside(() => Promise.all([indexGroup(groupId), indexGroup(groupId), indexGroup(groupId)]));
    expect(results).toEqual(["indexed", "indexed", "indexed"]);
    expect(await total("phulkari")).toBe(1);
  });

  it("takes a merged group out, and a write that comes late does not bring it back", async () => {
    const gone = await stage.sell(kurta("Bagru Kurta"));
    const kept = await stage.sell(kurta("Dabu Kurta"));
    const late = await inside(() => stateOf(gone));
    await inside(() => merge(gone, kept, "test"));
    const outcomes = await inside(() => Promise.all([indexGroup(gone), indexGroup(kept)]));
    expect(outcomes).toEqual(["removed", "indexed"]);
    expect(await inside(() => bulk([{ ...late, index: names().live }]))).toEqual(["outdated"]);
    expect(await total("bagru")).toBe(0);
    expect(await total("dabu")).toBe(1);
  });

  it("answers for each of a batch on its own", async () => {
    const groupId = await stage.sell(kurta("Lambani Kurta"));
    const results = await inside(() => indexAll([groupId, "prd_01JZ0000000000000000000404", groupId]));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("has nothing to remove and is content", async () => {
    const groupId = await stage.sell(kurta("Gota Kurta"));
    const { rev } = await inside(() => stateOf(groupId));
    const removal = { groupId: "prd_01JZZZZZZZZZZZZZZZZZZZZZZZ", rev, document: null };
    expect(await inside(() => bulk([{ ...removal, index: names().live }]))).toEqual(["written"]);
  });

  it("refuses a group that is not there, for good", async () => {
    await expect(inside(() => indexGroup("prd_01JZ0000000000000000000404"))).rejects.toMatchObject({
      code: "not_found",
      retry: false,
    });
  });

  it("tells a document that does not fit the mapping from an engine that is busy", async () => {
    const groupId = "prd_01JZ0000000000000000000007";
    const document = build(aGroup({ groupId }), {
      now: stage.clock.now(),
      mediaBaseUrl: "/media",
      nameOf: (id) => id,
      vector: null,
      drop: 0,
      dealScore: null,
    });
    const odd = { ...document, unheardOf: 1 } as unknown as NonNullable<typeof document>;
    const fine = { ...document } as NonNullable<typeof document>;
    const outcomes = await inside(() =>
      bulk([
        { index: names().live, groupId, rev: 1, document: odd },
        { index: names().live, groupId, rev: 1, document: fine },
      ]),
    );
    expect(outcomes).toEqual([expect.objectContaining({ code: "internal", retry: false }), "written"]);
  });
});

const RATED = { ...EMPTY, count: 2, sum: 9, stars: [0, 0, 0, 1, 1] };

describe("a stage without an index", () => {
  const prefix = () => ({ config: { ...stage.config, SEARCH_PREFIX: `${stage.config.SEARCH_PREFIX}-bare` } });

  it("finds nothing, and makes the index with its first garment", async () => {
    const groupId = await stage.sell(kurta("Ikat Kurta"));
    await stage.run(async () => {
      expect(await search({ q: "ikat" })).toMatchObject({ items: [], total: 0, nextCursor: null });
      expect(await indexGroup(groupId)).toBe("indexed");
      await ask({ method: "POST", path: `/${names().live}/_refresh` });
      expect((await search({ q: "ikat" })).total).toBe(1);
      await ask({ method: "DELETE", path: `/${names().family}0` });
    }, prefix());
  });

  it("is told of fields that came after it was made, with the first document that has them", async () => {
    const groupId = await stage.sell(kurta("Chikankari Kurta"));
    await stage.run(
      async () => {
        const { mappings, ...rest } = definition({ name: "bge-small-en-v1.5-q", dimension: 384 });
        const { stars: _, ...properties } = mappings.properties;
        const older = { ...rest, mappings: { ...mappings, properties }, aliases: { [names().live]: {} } };
        await ask({ method: "PUT", path: `/${names().family}0`, body: older });
        expect(await indexGroup(groupId)).toBe("indexed");
        const { group } = await Product.read(groupId);
        const summary = reviewSummary().put({ groupId, rev: 1, tally: RATED, updatedAt: group.updatedAt });
        await commit([Product.bump(group), write(summary)]);
        expect(await indexGroup(groupId)).toBe("indexed");
        await ask({ method: "POST", path: `/${names().live}/_refresh` });
        expect((await search({ sort: "rating" })).items.map((item) => item.groupId)).toEqual([groupId]);
        await ask({ method: "DELETE", path: `/${names().family}0` });
      },
      { config: { ...stage.config, SEARCH_PREFIX: `${stage.config.SEARCH_PREFIX}-older` } },
    );
  });

  it("gets one index however many ask for it at once", async () => {
    await stage.run(async () => {
      await Promise.all(Array.from({ length: 8 }, () => ensureIndex()));
      const { body } = await ask<object>({ method: "GET", path: `/${names().live}/_alias` });
      expect(Object.keys(body)).toHaveLength(1);
      await ask({ method: "DELETE", path: `/${names().family}0` });
    }, prefix());
  });
});

describe("an engine that is down", () => {
  const down = () => ({ config: { ...stage.config, SEARCH_ENDPOINT: "http://127.0.0.1:9" } });

  it("is told as unavailable, for the reader to see and for the queue to try again", async () => {
    const groupId = await stage.sell(kurta("Patola Kurta"));
    const failure = { code: "unavailable", status: 503, retry: true };
    await expect(stage.run(() => search({ q: "kurta" }), down())).rejects.toMatchObject(failure);
    await expect(stage.run(() => search({}), down())).rejects.toMatchObject(failure);
    await expect(stage.run(() => indexGroup(groupId), down())).rejects.toMatchObject(failure);
  });
});
