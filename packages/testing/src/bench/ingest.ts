import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ingest } from "@stylegence/core/catalog/ingest";
import { importFeed } from "@stylegence/core/feed/import";
import { extract } from "@stylegence/crawler/extract";
import type { CanonicalProduct } from "@stylegence/crawler/product";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import { startHarness } from "../harness.ts";
import { freePort } from "../services.setup.ts";
import { type Bench, quantile, sum, timed } from "./result.ts";
import { samplePages } from "./sample.ts";

const PAGES = 200;

interface Taken {
  product: CanonicalProduct;
  sourceId: string;
  url: string;
}

/** What a page costs the table when it is new, unchanged and changed. */
const bench: Bench = async () => {
  const taken = (await samplePages(PAGES)).flatMap(({ shop, url, html, rules }): Taken[] => {
    const { product } = extract({ url, html, rules, defaultCurrency: "INR" });
    return product?.price ? [{ product, sourceId: shop, url }] : [];
  });
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  await Dynamo.prepare(() => undefined);
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const harness = await startHarness(dynamo.url);
  const pass = (change: (product: CanonicalProduct) => CanonicalProduct) =>
    harness.run(() => {
      harness.clock.advance({ hours: 6 });
      const checkedAt = harness.clock.now().toISOString();
      return timed(taken, ({ product, sourceId, url }) =>
        ingest(change(product), { sourceId, url, checkedAt, via: "crawl" }),
      );
    });
  try {
    const fresh = await pass((product) => product);
    const same = await pass((product) => product);
    const cheaper = await pass(lower);
    const row = (name: string, took: number[]) => [
      name,
      String(Math.round((taken.length * 1000) / sum(took))),
      quantile(took, 0.5).toFixed(1),
      quantile(took, 0.95).toFixed(1),
      (sum(took) / sum(same)).toFixed(1),
    ];
    const feed = () => harness.run(() => importFeed(rowsOf(taken), { source: "Feed" }));
    const all = (name: string, took: number[]) => [
      name,
      String(Math.round((taken.length * 1000) / sum(took))),
      "–",
      "–",
      "–",
    ];
    const newByFeed = await timed([0], feed);
    harness.clock.advance({ hours: 6 });
    const sameByFeed = await timed([0], feed);
    const options = sum(taken.map(({ product }) => product.variants.length)) / taken.length;
    return {
      title: "products into the table, one after the other, and as a feed",
      columns: ["what", "products/s", "p50 ms", "p95 ms", "ratio to unchanged"],
      rows: [
        row("new", fresh),
        row("unchanged", same),
        row("every price changed", cheaper),
        all("new, as a feed, 8 at once", newByFeed),
        all("unchanged, as a feed, 8 at once", sameByFeed),
      ],
      notes: `${taken.length} products of ${options.toFixed(1)} options on average, on DynamoDB Local in memory: its cost a request is far above AWS's own.`,
    };
  } finally {
    await harness.close();
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

/** As many garments of another brand, in a feed. */
async function* rowsOf(taken: readonly Taken[]) {
  for (const [at, { product }] of taken.entries()) {
    const url = `https://feed.example/p/${at}`;
    const variants = product.variants.map((variant) => ({ ...variant, gtin: undefined, mpn: undefined, url }));
    const own = { url, variants, brand: "Feed & Co", gtin: null, mpn: null, sku: null, styleCode: null };
    yield { ok: true as const, product: { ...product, ...own } };
  }
}

function lower(product: CanonicalProduct): CanonicalProduct {
  const cut = <T extends { price?: CanonicalProduct["price"] }>(thing: T): T =>
    thing.price ? { ...thing, price: { ...thing.price, amount: Math.round(thing.price.amount * 0.9) } } : thing;
  return { ...cut(product), variants: product.variants.map(cut) };
}

export default bench;
