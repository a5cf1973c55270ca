import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as QueryVector from "@stylegence/core/embedding/query-vector";
import { ask } from "@stylegence/core/search/engine";
import { fuse } from "@stylegence/core/search/fusion";
import { vectorField } from "@stylegence/core/search/index-definition";
import { ALL_PARTS, type Parts } from "@stylegence/core/search/match";
import { fetchNeighbours } from "@stylegence/core/search/request";
import { search } from "@stylegence/core/search/search";
import { root } from "@stylegence/local/parts/cache";
import type { Bench } from "./result.ts";
import * as Catalogue from "./search/catalogue.ts";
import { INDEXES, MODEL, pages } from "./search/load.ts";
import { pageOf } from "./search/query-page.ts";
import { withCatalogue } from "./search/within.ts";

const QUERIES = path.join(root, "../shared/data/relevance/attribute_queries.json");
const DEPTH = 100;

interface Judged {
  query: string;
  relevant: ReadonlySet<string>;
}
type Ranker = (query: string) => Promise<string[]>;

/** The ranking against judged queries: every second one was tuned on, the others were not looked at. */
const bench: Bench = async () => {
  if (!existsSync(QUERIES) || !Catalogue.isPresent()) throw new Error("There is no ../shared/data here.");
  const { all, judged, judgedTitles } = INDEXES;
  return withCatalogue([all, judged, judgedTitles], "judged", async ({ harness }) => {
    const queries = await judgedQueries();
    const rows: string[][] = [];
    for (const [name, rank] of Object.entries(RANKERS)) {
      const scores = await harness.run(() => each(queries, ({ query, relevant }) => scoreOf(rank(query), relevant)));
      rows.push([name, ...halves(scores).map((half) => mean(half).toFixed(3)), mean(scores).toFixed(3)]);
      console.log(rows.at(-1)?.join("  "));
    }
    const page = await harness.run(() => pageOf(), {
      config: { ...harness.config, SEARCH_PREFIX: "all" },
    });
    writeFileSync(path.join(root, "docs/search-queries.md"), page);
    return {
      title: "nDCG@10 of judged queries over 44,424 real garments",
      columns: ["ranking", "tuning half", "test half", "all 150"],
      rows,
      notes: NOTES,
    };
  });
};

const NOTES = `150 queries derived from attributes, split by position: even ones were tuned on, odd ones only measured. Peers are OpenSearch 2.19.1 itself:
BM25 on titles (its English analyzer), its k-NN (Lucene, bge-small-en-v1.5 quantised) on our vectors, both fused by ranks (RRF, constant 60).
The catalogue has no prices and no brands; its columns for wearer, type and colour come in as a shop's feed would tell them. A part switched off is
measured with all others on. Synonyms, spelling and the vectors' other use, to find where words don't, mend what these queries do not have: they stay for [queries as people type
them](search-queries.md). Vectors fused into every search do harm here, so they order only what is asked for without naming a kind of garment.`;

const titles: Ranker = async (query) => {
  const { body } = await ask<{ hits: { hits: { _id: string }[] } }>({
    method: "POST",
    path: "/judged-titles/_search",
    body: { size: DEPTH, _source: false, query: { match: { title: query } } },
  });
  return body.hits.hits.map(({ _id }) => _id);
};

const vectors: Ranker = async (query) => {
  const vector = await QueryVector.get(query);
  if (!vector) throw new Error("No vector.");
  const found = await fetchNeighbours({ field: vectorField(MODEL.name), vector: [...vector] }, DEPTH);
  return found.map(({ id }) => id);
};

const ours = (parts: Partial<Parts>): Ranker => {
  return async (query) => {
    const { items } = await search({ q: query, limit: 10 }, { ...ALL_PARTS, ...parts });
    return items.map(({ groupId }) => groupId);
  };
};

const RANKERS: Record<string, Ranker> = {
  "BM25 on titles": titles,
  "vectors alone": vectors,
  "both, RRF": async (query) => fuse([{ ids: await titles(query) }, { ids: await vectors(query) }]),
  "ours without query understanding": ours({ understanding: false }),
  "ours without synonyms": ours({ synonyms: false }),
  "ours without spelling": ours({ spelling: false }),
  "ours without vectors": ours({ vectors: false }),
  "ours with vectors fused into every search": ours({ fusion: true }),
  "**ours as shipped**": ours({}),
};

async function judgedQueries(): Promise<Judged[]> {
  const ids = await pages();
  const told = JSON.parse(readFileSync(QUERIES, "utf8")) as { query: string; relevant_ids: number[] }[];
  return told.map(({ query, relevant_ids }) => ({
    query,
    relevant: new Set(relevant_ids.map((id) => ids.get(Catalogue.styleUrl(id)) ?? `missing ${id}`)),
  }));
}

async function scoreOf(ranked: Promise<string[]>, relevant: ReadonlySet<string>): Promise<number> {
  const gain = (at: number) => 1 / Math.log2(at + 2);
  const got = (await ranked).slice(0, 10).reduce((sum, id, at) => sum + (relevant.has(id) ? gain(at) : 0), 0);
  const ideal = Array.from({ length: Math.min(10, relevant.size) }, (_, at) => gain(at));
  return got / ideal.reduce((a, b) => a + b, 0);
}

async function each<T, R>(items: readonly T[], body: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await body(item));
  return results;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const halves = (values: readonly number[]): number[][] =>
  [0, 1].map((half) => values.filter((_, at) => at % 2 === half));

export default bench;
