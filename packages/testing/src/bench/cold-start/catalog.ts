import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ingest } from "@stylegence/core/catalog/ingest";
import * as Source from "@stylegence/core/catalog/source";
import { hash26 } from "@stylegence/core/platform/hash";
import { ask, names } from "@stylegence/core/search/engine";
import { indexGroup } from "@stylegence/core/search/indexer";
import { ensureIndex } from "@stylegence/core/search/indices";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import { startHarness } from "../../harness.ts";
import { aProduct, aVariant, inr } from "../../products.ts";
import { freePort } from "../../services.setup.ts";

export interface Catalog {
  /** Of a function that reads it. */
  env: Record<string, string>;
  groupId: string;
  query: string;
  /** Key of an item, as JSON. */
  key: string;
  close(): Promise<void>;
}

const QUERY = "kurta";
const SHOPS = ["shop-a", "shop-b", "shop-c"];
const SIZES = ["S", "M", "L", "XL"];

/** A small catalogue on DynamoDB Local and OpenSearch, and what a function's environment says of it. */
export async function startCatalog(): Promise<Catalog> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  await Promise.all([Dynamo.prepare(() => undefined), OpenSearch.prepare(() => undefined)]);
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  const port = await freePort();
  const search = await OpenSearch.start({ port, transportPort: await freePort(), data: path.join(data, "search") });
  const settings = { SEARCH_ENDPOINT: search.url, SEARCH_PREFIX: "bench", EMBEDDER_FUNCTION: "embedder" };
  const harness = await startHarness(dynamo.url, settings);
  const { tableName, documents, config } = harness;
  const groupId = await harness.run(() => fill(harness.clock.now().toISOString()));
  // A query that somebody asked before: its vector lies in the table.
  const pk = `$stylegence#queryvector#${hash26(`${config.EMBEDDING_MODEL} ${QUERY}`)}`;
  const vector = new Uint8Array(new Float32Array(config.EMBEDDING_DIMENSION).fill(0.05).buffer);
  await documents.send(new PutCommand({ TableName: tableName, Item: { pk, sk: "$queryvector_1", vector } }));
  const key = { pk: `$stylegence#groupid_${groupId.toLowerCase()}`, sk: "$product#productgroup_1" };
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: key }));
  if (!Item) throw new Error(`No item at ${JSON.stringify(key)}.`);
  return {
    env: {
      ...settings,
      TABLE_NAME: tableName,
      AWS_ENDPOINT_URL: dynamo.url,
      AWS_REGION: "ap-south-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      NODE_OPTIONS: "--enable-source-maps",
      POWERTOOLS_LOG_LEVEL: "SILENT",
    },
    groupId,
    query: QUERY,
    key: JSON.stringify(key),
    async close() {
      await harness.close();
      await Promise.all([dynamo.stop(), search.stop()]);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A garment at three shops, in four sizes each. */
async function fill(checkedAt: string): Promise<string> {
  await ensureIndex();
  let groupId = "";
  for (const [index, sourceId] of SHOPS.entries()) {
    await Source.put({ sourceId, name: sourceId.toUpperCase(), baseUrl: `https://${sourceId}.example` });
    const price = inr(1499 + index * 100);
    const variants = SIZES.map((label) => aVariant({ price, size: { system: "ALPHA", label, raw: label } }));
    const product = aProduct({ url: `https://${sourceId}.example/p/1`, price, variants });
    const result = await ingest(product, { sourceId, url: product.url, checkedAt, via: "crawl" });
    groupId = result.groupId ?? groupId;
  }
  await indexGroup(groupId);
  await ask({ method: "POST", path: `/${names().live}/_refresh` });
  return groupId;
}
