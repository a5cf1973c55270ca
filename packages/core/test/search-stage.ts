import { randomUUID } from "node:crypto";
import type { CanonicalProduct } from "@stylegence/crawler/product";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { ingest } from "../src/catalog/ingest.ts";
import { ask, names } from "../src/search/engine.ts";
import { indexGroup } from "../src/search/indexer.ts";
import { ensureIndex } from "../src/search/indices.ts";

export interface SearchStage extends Harness {
  /** Ingests a product as if its shop had been crawled, indexes its group and gives its id. */
  sell(product: CanonicalProduct, sourceId?: string): Promise<string>;
  /** Makes what was written visible to searches. */
  refresh(): Promise<void>;
}

/** A stage of its own on the test's table and search engine, its index ready. */
export async function startSearchStage(
  urls: { dynamoUrl: string; searchUrl: string },
  env: Record<string, string> = {},
): Promise<SearchStage> {
  const prefix = `test-${randomUUID().slice(0, 8)}`;
  const settings = { SEARCH_ENDPOINT: urls.searchUrl, SEARCH_PREFIX: prefix, ...env };
  const harness = await startHarness(urls.dynamoUrl, settings);
  await harness.run(() => ensureIndex());
  const refresh = async () => {
    await harness.run(() => ask({ method: "POST", path: `/${names().live}/_refresh` }));
  };
  return {
    ...harness,
    refresh,
    sell: (product, sourceId = "shop-a") =>
      harness.run(async () => {
        const checkedAt = harness.clock.now().toISOString();
        const { groupId, reasons } = await ingest(product, { sourceId, url: product.url, checkedAt, via: "crawl" });
        if (!groupId) throw new Error(`Refused: ${reasons.join()}`);
        await indexGroup(groupId);
        return groupId;
      }),
    async close() {
      await harness.run(() => ask({ method: "DELETE", path: `/${prefix}-products*` }));
      await harness.close();
    },
  };
}
