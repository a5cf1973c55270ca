import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ingest } from "@stylegence/core/catalog/ingest";
import * as Product from "@stylegence/core/catalog/product";
import { ask, names } from "@stylegence/core/search/engine";
import { indexAll } from "@stylegence/core/search/indexer";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import type { Part } from "@stylegence/local/parts/process";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { aProduct } from "../src/products.ts";
import { freePort } from "../src/services.setup.ts";

const GROUPS = 60;
const BATCH = 10;

let data: string;
let harness: Harness;
let engine: Part;
let restart: () => Promise<Part>;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "stylegence-crash-"));
  const [port, transportPort] = [await freePort(), await freePort()];
  restart = () => OpenSearch.start({ port, transportPort, data: path.join(data, "search") });
  engine = await restart();
  harness = await startHarness(inject("dynamoUrl"), { SEARCH_ENDPOINT: engine.url, SEARCH_PREFIX: "crash" });
});
afterAll(async () => {
  await Promise.all([engine?.stop(), harness?.close()]);
  rmSync(data, { recursive: true, force: true });
});

const sell = async (number: number): Promise<string> => {
  const url = `https://shop-a.example/p/${number}`;
  const from = { sourceId: "shop-a", url, checkedAt: harness.clock.now().toISOString(), via: "crawl" as const };
  return (await ingest(aProduct({ url, brand: `Brand ${number}` }), from)).groupId!;
};

/** Indexes in batches, as the queue hands them out; returns what is to be delivered again. */
async function deliver(groupIds: readonly string[], afterFirst?: () => void): Promise<string[]> {
  const again: string[] = [];
  for (let at = 0; at < groupIds.length; at += BATCH) {
    const batch = groupIds.slice(at, at + BATCH);
    // A request that fails as a whole is delivered again as a whole.
    const results = await indexAll(batch).catch(() => null);
    again.push(...batch.filter((_, index) => results?.[index]?.status !== "fulfilled"));
    if (at === 0) afterFirst?.();
  }
  return again;
}

it("loses nothing when the engine is killed in the middle: what failed is delivered again", () =>
  harness.run(async () => {
    const groupIds: string[] = [];
    for (let number = 0; number < GROUPS; number++) groupIds.push(await sell(number));
    const again = await deliver(groupIds, () => process.kill(engine.pid, "SIGKILL"));
    expect(again.length).toBeGreaterThan(0);
    await engine.exited;
    engine = await restart();
    expect(await deliver(again)).toEqual([]);
    await ask({ method: "POST", path: `/${names().live}/_refresh` });
    const { body } = await ask<{ hits: { hits: { _source: { groupId: string; rev: number } }[] } }>({
      method: "POST",
      path: `/${names().live}/_search`,
      body: { size: 1000, _source: ["groupId", "rev"] },
    });
    const indexed = new Map(body.hits.hits.map(({ _source }) => [_source.groupId, _source.rev]));
    const stored = await Promise.all(groupIds.map(async (id) => [id, (await Product.read(id)).group.rev] as const));
    expect(indexed).toEqual(new Map(stored));
  }));
