import { readFileSync } from "node:fs";
import path from "node:path";
import * as QueryVector from "@stylegence/core/embedding/query-vector";
import { ask } from "@stylegence/core/search/engine";
import { vectorField } from "@stylegence/core/search/index-definition";
import { ITEM_FIELDS } from "@stylegence/core/search/item";
import { root } from "@stylegence/local/parts/cache";
import { type Bench, quantile, sum } from "./result.ts";
import { bundle } from "./search/bundles.ts";
import * as Catalogue from "./search/catalogue.ts";
import type { Imported } from "./search/catalogue-import.ts";
import { cpuOf } from "./search/cpu.ts";
import { type FunctionHost, startFunction } from "./search/lambda-host.ts";
import { INDEXES, MODEL } from "./search/load.ts";
import { recallOf } from "./search/recall.ts";
import { type Bench as Running, withCatalogue } from "./search/within.ts";

const QUERIES = path.join(root, "../shared/data/relevance/attribute_queries.json");
const CLIENTS = 8;
const ALL = "all-products";
const FIELD = vectorField(MODEL.name);

/** The whole catalogue searched by eight at once, through the function as it is deployed and at the engine itself. */
const bench: Bench = async () => {
  if (!Catalogue.isPresent()) throw new Error("There is no ../shared/data here.");
  const { all, titles } = INDEXES;
  return withCatalogue([all, titles], "all", async (running) => {
    const { harness } = running;
    const { api } = await bundle();
    const host = await startFunction({ dir: api, env: environmentOf(running), environments: CLIENTS });
    try {
      const queries = (JSON.parse(readFileSync(QUERIES, "utf8")) as { query: string }[]).map(({ query }) => query);
      const rows = [
        ...(await throughApi(host, queries, [running.search.pid, ...host.pids])),
        ...(await harness.run(() => peers(queries, [running.search.pid]))),
      ];
      const recall = await harness.run(() => recallOf(queries.slice(0, 100), 10));
      const { body } = await harness.run(() =>
        ask<Stats>({ method: "GET", path: `/${ALL}/_stats/store,docs,segments` }),
      );
      return {
        title: `72,348 real garments, ${CLIENTS} clients at once`,
        columns: ["what", "p50 ms", "p95 ms", "requests/s", "CPU ms a request"],
        rows,
        notes: notesOf(running.imported, body, recall),
      };
    } finally {
      host.close();
    }
  });
};

interface Stats {
  _all: { primaries: { store: { size_in_bytes: number }; docs: { count: number }; segments: { count: number } } };
}

function environmentOf({ search, dynamo, harness, embedding }: Running): Record<string, string> {
  return {
    ...embedding.env,
    ...{ TABLE_NAME: harness.tableName, AWS_ENDPOINT_URL_DYNAMODB: dynamo.url },
    ...{ SEARCH_ENDPOINT: search.url, SEARCH_PREFIX: "all", EMBEDDING_MODEL: MODEL.name },
  };
}

async function throughApi(
  host: FunctionHost,
  queries: readonly string[],
  pids: readonly number[],
): Promise<string[][]> {
  const load = loader(pids);
  const searches = queries.map((q) => eventOf("/search", { q }));
  const filtered = queries.map((q, at) => eventOf("/search", { q, ...FILTERS[at % FILTERS.length] }));
  const fresh = queries.map((q, at) => eventOf("/search", { q: `${q} ${ADDED[at % ADDED.length]}` }));
  const typed = queries.flatMap((q) => [3, 6, 9, 14].map((length) => eventOf("/suggest", { q: q.slice(0, length) })));
  const call = async (event: object) => {
    const answer = JSON.parse(await host.invoke(event)) as { statusCode: number; body: string };
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  };
  // Each function compiles what it runs, and the engine opens its files.
  for (const events of [searches, searches, typed, filtered]) await load(events, call);
  return [
    row("search, vector of the query known", await load([...searches, ...searches, ...searches], call)),
    row("search, query never asked before", await load(fresh, call)),
    row("search with filters", await load([...filtered, ...filtered], call)),
    row(
      "browse a category",
      await load(
        BROWSED.map((query) => eventOf("/search", query)),
        call,
      ),
    ),
    row("suggest", await load([...typed, ...typed], call)),
  ];
}

const FILTERS: Record<string, string>[] = [
  { colour: "blue" },
  { priceMax: "150000", sort: "price_asc" },
  { category: "women", discountMin: "20" },
  { size: "M", colour: "black" },
];
const ADDED = ["online", "for office", "cotton", "with free delivery", "new"];
const BROWSED = Array.from({ length: 120 }, (_, at) => ({
  category: ["women-kurtas", "men-t-shirts", "women", "men-footwear", "women-dresses", "women-bags"][at % 6]!,
  ...(at % 2 === 0 ? { colour: "red" } : {}),
}));

/** As the HTTP API passes a request on. */
function eventOf(route: string, query: Record<string, string>): object {
  const rawPath = `/api/v1${route}`;
  const http = { method: "GET", path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" };
  return {
    ...{ version: "2.0", routeKey: "$default", rawPath, rawQueryString: new URLSearchParams(query).toString() },
    ...{ headers: { host: "bench.example" }, isBase64Encoded: false },
    requestContext: { http, requestId: "bench", stage: "$default", domainName: "bench.example", timeEpoch: 0 },
  };
}

interface Loaded {
  took: number[];
  seconds: number;
  /** Processor time of all processes that take part, which other work on the machine does not change much. */
  cpuMs: number;
}

/** Milliseconds each call took, sorted, with so many clients at once that each asks again as soon as it is answered. */
const loader =
  (pids: readonly number[]) =>
  async <T>(items: readonly T[], call: (item: T) => Promise<unknown>): Promise<Loaded> => {
    const took: number[] = [];
    const started = performance.now();
    const before = cpuOf(pids);
    let next = 0;
    const client = async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) {
        const from = performance.now();
        await call(item);
        took.push(performance.now() - from);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const seconds = (performance.now() - started) / 1000;
    return { took: took.sort((a, b) => a - b), seconds, cpuMs: cpuOf(pids) - before };
  };

function row(name: string, { took, seconds, cpuMs }: Loaded): string[] {
  const cells = [
    name,
    quantile(took, 0.5).toFixed(0),
    quantile(took, 0.95).toFixed(0),
    (took.length / seconds).toFixed(0),
    (cpuMs / took.length).toFixed(1),
  ];
  console.log(cells.join("  "));
  return cells;
}

/** The engine without us: titles by its own settings, our vectors, and both in its `hybrid` query, fused by ranks. */
async function peers(queries: readonly string[], pids: readonly number[]): Promise<string[][]> {
  const load = loader(pids);
  const pipeline = "bench-rrf";
  const technique = { combination: { technique: "rrf" } };
  const body = { phase_results_processors: [{ "score-ranker-processor": technique }] };
  await ask({ method: "PUT", path: `/_search/pipeline/${pipeline}`, body });
  const known = await Promise.all(queries.map(async (q) => ({ q, vector: [...((await QueryVector.get(q)) ?? [])] })));
  const words = (q: string) => ({ match: { title: q } });
  const near = (vector: number[]) => ({ knn: { [FIELD]: { vector, k: 100 } } });
  const at = (alias: string, query: (one: (typeof known)[number]) => object, parameters = "") =>
    load([...known, ...known], (one) =>
      ask({
        method: "POST",
        path: `/${alias}/_search${parameters}`,
        body: { size: 24, query: query(one), _source: alias === ALL ? ITEM_FIELDS : true },
        timeoutMs: 20_000,
      }),
    );
  await at("all-titles", ({ q }) => words(q));
  await at(ALL, ({ vector }) => near(vector));
  return [
    row("OpenSearch alone: BM25 on titles", await at("all-titles", ({ q }) => words(q))),
    row("OpenSearch alone: vectors", await at(ALL, ({ vector }) => near(vector))),
    row(
      "OpenSearch alone: `hybrid` of both",
      await at(
        ALL,
        ({ q, vector }) => ({ hybrid: { queries: [words(q), near(vector)] } }),
        `?search_pipeline=${pipeline}`,
      ),
    ),
  ];
}

function notesOf(imported: Imported, stats: Stats, recall: number): string {
  const { store, docs, segments } = stats._all.primaries;
  const products = sum(imported.feeds.map((feed) => feed.products));
  const requests = sum(Object.values(imported.requests));
  const feeds = imported.feeds.map(
    ({ source, rows, products: count, seconds }) =>
      `${source} ${count.toLocaleString("en-IN")} products of ${rows.toLocaleString("en-IN")} rows in ${seconds.toFixed(0)} s (${(count / seconds).toFixed(0)}/s)`,
  );
  return `CPU is that of the engine and, for the API, of its eight processes: two cores can answer 2000 / CPU ms requests a second where nothing else runs.
The API is the bundle that is deployed, in ${CLIENTS} processes that ask the Runtime API for events as Lambda's client does; before it 150 queries as
people ask for a garment. A query that was never asked is embedded by the embedder's own bundle, one at a time, in its time.
k-NN finds ${(recall * 100).toFixed(1)} % of the ten nearest that comparing with every garment finds. The index: ${docs.count.toLocaleString("en-IN")} documents,
${Math.round(store.size_in_bytes / 1e6)} MB with vectors, ${segments.count} segments. Peers are OpenSearch 2.19.1 on the same machine in the same run, with 24 documents a page as ours.

**Import** (${imported.date}, kept for later runs, while other work ran on the machine): ${feeds.join("; ")}; ${Math.round(imported.seconds / 60)} minutes until the last
document was indexed with its vector (${(products / imported.seconds).toFixed(0)} products/s over all), ${(requests / products).toFixed(1)} table requests a product. The path is feed, ingest, table (DynamoDB Local), vectors,
documents, index; in the place of the table's stream, which DynamoDB Local is too slow for, the bench passes each committed write on itself; vectors of texts that a former run had made were taken from it, the model makes about 130 a second here.
Both catalogues are real; Styles has no prices, so each garment has one made of its id.`;
}

export default bench;
