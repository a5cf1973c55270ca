import { createBucket, createQueue, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { type Shop, startShop } from "@stylegence/testing/shop";
import { addUrl } from "../src/crawl/add.ts";
import * as Domain from "../src/crawl/domain.ts";
import type { Frontier } from "../src/crawl/frontier.entity.ts";
import * as Frontiers from "../src/crawl/frontier.ts";
import { visit } from "../src/crawl/visit.ts";

export interface CrawlStage extends Harness {
  shop: Shop;
  /** Address of the queue that visits are handed out to. */
  queue: string;
  /** Adds an address, or a path of the shop, and visits it; the clock has moved on, so that nobody waits for a slot. */
  crawl(address: string): Promise<Awaited<ReturnType<typeof visit>> & { entry: Frontier }>;
}

/** A stage of its own with one shop that may be crawled, on the test's table and emulator. */
export async function startCrawlStage(
  urls: { dynamoUrl: string; awsUrl: string },
  intervals: { minIntervalMinutes?: number; maxIntervalMinutes?: number } = {},
): Promise<CrawlStage> {
  useEmulator(urls.awsUrl);
  const [shop, queue, bucket] = await Promise.all([startShop(), createQueue(), createBucket()]);
  const harness = await startHarness(urls.dynamoUrl, {
    SNAPSHOT_BUCKET: bucket,
    CRAWL_QUEUE_URL: queue,
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
  });
  await harness.run(() => Domain.put({ baseUrl: shop.url, maxRps: 50, ...intervals }));
  return {
    ...harness,
    shop,
    queue,
    async crawl(address) {
      harness.clock.advance({ minutes: 2 });
      const { frontierId } = await addUrl(address.startsWith("/") ? shop.url + address : address);
      const result = await visit(frontierId);
      return { ...result, entry: await Frontiers.get(frontierId) };
    },
    async close() {
      await Promise.all([shop.close(), harness.close()]);
    },
  };
}
