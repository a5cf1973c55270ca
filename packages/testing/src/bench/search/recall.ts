import * as QueryVector from "@stylegence/core/embedding/query-vector";
import { vectorField } from "@stylegence/core/search/index-definition";
import { fetchNeighbours, searchLive } from "@stylegence/core/search/request";
import { MODEL } from "./load.ts";

const FIELD = vectorField(MODEL.name);
/** As many as a search asks for. */
const ASKED = 100;

/** Which share of the really nearest the index finds, of 1: compared with a look at every vector. */
export async function recallOf(queries: readonly string[], depth: number): Promise<number> {
  let found = 0;
  for (const query of queries) {
    const vector = [...((await QueryVector.get(query)) ?? [])];
    const near = await fetchNeighbours({ field: FIELD, vector }, ASKED);
    const exact = new Set(await exactly(vector, depth));
    found += near.slice(0, depth).filter(({ id }) => exact.has(id)).length;
  }
  return found / (queries.length * depth);
}

async function exactly(vector: number[], size: number): Promise<string[]> {
  const params = { field: FIELD, query_value: vector, space_type: "cosinesimil" };
  const query = {
    script_score: {
      query: { exists: { field: FIELD } },
      script: { lang: "knn", source: "knn_score", params },
    },
  };
  const response = await searchLive<{ hits: { hits: { _id: string }[] } }>({ query, size, _source: false });
  return (response?.hits.hits ?? []).map(({ _id }) => _id);
}
