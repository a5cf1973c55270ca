import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import { type Harness, startHarness } from "../../harness.ts";
import { freePort } from "../../services.setup.ts";
import { KEPT } from "./bundles.ts";
import * as Import from "./catalogue-import.ts";
import { type Embedding, startEmbedding } from "./embedding.ts";
import { ensure, startSearch, type Wanted } from "./load.ts";

export interface Bench {
  search: { url: string; pid: number };
  dynamo: { url: string };
  harness: Harness;
  embedding: Embedding;
  imported: Import.Imported;
}

/** Runs a body with the catalogue imported, the indexes filled, and a table for the vectors of queries. */
export async function withCatalogue<T>(indexes: readonly Wanted[], prefix: string, body: (bench: Bench) => Promise<T>) {
  const embedding = await startEmbedding();
  const imported = Import.known() ?? (await importNow(embedding));
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const search = await startSearch(await freePort());
  const dynamo = await Dynamo.start({ port: await freePort(), data });
  Object.assign(process.env, embedding.env);
  const harness = await startHarness(dynamo.url, {
    ...{ SEARCH_ENDPOINT: search.url, SEARCH_PREFIX: prefix, EMBEDDER_FUNCTION: "embedder" },
    QUERY_VECTOR_BUDGET_MS: "20000",
  });
  try {
    await harness.run(() => ensure(indexes));
    return await body({ search, dynamo, harness, embedding, imported });
  } finally {
    embedding.close();
    await dynamo.stop();
    await search.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function importNow(embedding: Embedding): Promise<Import.Imported> {
  const data = path.join(KEPT, "import");
  const search = await OpenSearch.start({ port: await freePort(), data, heap: "1g" });
  try {
    return await Import.importAll(embedding, search.url);
  } finally {
    await search.stop();
  }
}
