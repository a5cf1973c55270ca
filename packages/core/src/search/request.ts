import { DomainError } from "../platform/errors.ts";
import { all, type Clause } from "./clause.ts";
import type { SortValue } from "./cursor.ts";
import { ask, names } from "./engine.ts";
import * as Facets from "./facets.ts";
import { ITEM_FIELDS, type StoredItem } from "./item.ts";
import { type Match, type Near, nearest } from "./match.ts";
import { filters, type Plan, type Sort } from "./query.ts";
import * as Spelling from "./spelling.ts";

const TIMEOUT_MS = 3000;

export interface Hit {
  sort: SortValue[];
  _source?: StoredItem;
}

export interface Page {
  hits: Hit[];
  /** Documents that the text and the filters leave. */
  total: number;
  /** Documents that the text alone finds. */
  matched: number;
  facets: Facets.Facets;
}

export interface Window {
  size: number;
  after?: SortValue[] | null;
  /** Beyond what relevance has ordered. */
  isTail?: boolean;
  /** Only the ids: the documents are fetched once their order is known. */
  bare?: boolean;
  /** Facets are left out where a former request has brought them. */
  counted?: boolean;
}

interface Response {
  hits: { total?: { value: number }; hits: Hit[] };
  aggregations?: Facets.Aggregations & { matched?: { doc_count: number } };
}

/** Stands for "no price" in an order; the engine's own `_last` is a number too large for JSON. */
const DEAREST = 1e15;

const SORTS: Record<Sort, Clause[]> = {
  relevance: [{ popularity: "desc" }],
  price_asc: [{ priceInr: { order: "asc", missing: DEAREST } }],
  price_desc: [{ priceInr: { order: "desc", missing: -1 } }],
  discount: [{ discount: "desc" }, { popularity: "desc" }],
  newest: [{ createdAt: "desc" }],
  rating: [{ stars: { order: "desc", missing: -1, unmapped_type: "integer" } }, { popularity: "desc" }],
  price_drop: [{ drop: "desc" }, { popularity: "desc" }],
};
const BY_SCORE: Clause[] = [{ _score: "desc" }];

/**
 * Equal documents are told apart by id, so that an order is the same every time. The long tail of a list by relevance goes by
 * id, newest first: a score drifts as documents come and go, and a page that begins after a score would repeat itself.
 */
function sortOf(plan: Plan, isTail: boolean): Clause[] {
  if (isTail) return [{ groupId: "desc" }];
  const first = plan.text !== "" && plan.sort === "relevance" ? BY_SCORE : SORTS[plan.sort];
  return [...first, { groupId: "asc" }];
}

/** The id of a hit: the last of its sort values. */
export function idOf(hit: Hit): string {
  return String(hit.sort.at(-1));
}

/** One search: the documents of a window and, unless they are known, the facets beside it. */
export async function fetchPage(plan: Plan, match: Match, window: Window): Promise<Page> {
  const aggs = window.counted ? {} : { ...Facets.aggregations(plan.query), matched: { filter: all([]) } };
  // Without a text everything is counted, which is much work, but the same for all: on its own the engine keeps the answer.
  const isApart = plan.text === "" && !window.counted;
  const [response, apart] = await Promise.all([
    searchLive<Response>({
      query: match.scored,
      post_filter: all(filters(plan.query)),
      size: window.size,
      sort: sortOf(plan, window.isTail ?? false),
      track_total_hits: true,
      ...(window.after?.length ? { search_after: window.after } : {}),
      ...(window.bare ? BARE : { _source: ITEM_FIELDS }),
      ...(isApart ? {} : { aggs }),
    }),
    isApart ? searchLive<Response>({ size: 0, query: match.scored, track_total_hits: false, aggs }) : null,
  ]);
  const counted = (apart ?? response)?.aggregations ?? {};
  return {
    hits: response?.hits.hits ?? [],
    total: response?.hits.total?.value ?? 0,
    matched: counted.matched?.doc_count ?? 0,
    facets: Facets.read(counted, plan.query),
  };
}

const BARE = { _source: false, stored_fields: "_none_" };

export interface Neighbour {
  id: string;
  /** Cosine of the angle to what was asked for. */
  likeness: number;
}

/** The documents nearest to a vector, nearest first, of all or of those that fulfil the filter. */
export async function fetchNeighbours(near: Near, size: number, filter?: Clause): Promise<Neighbour[]> {
  const response = await searchLive<Response>({
    query: nearest(near, size, filter),
    size,
    sort: [...BY_SCORE, { groupId: "asc" }],
    track_total_hits: false,
    ...BARE,
  });
  // The engine's score of a cosine lies between 0 and 1.
  return (response?.hits.hits ?? []).map((hit) => ({ id: idOf(hit), likeness: 2 * Number(hit.sort[0]) - 1 }));
}

/** Those of the ids that the filters leave, in the order given. */
export async function among(ids: readonly string[], clauses: readonly Clause[]): Promise<string[]> {
  if (ids.length === 0 || clauses.length === 0) return [...ids];
  const response = await searchLive<Response>({
    query: all([{ terms: { groupId: ids } }, ...clauses]),
    size: ids.length,
    sort: [{ groupId: "asc" }],
    track_total_hits: false,
    ...BARE,
  });
  const left = new Set((response?.hits.hits ?? []).map(idOf));
  return ids.filter((id) => left.has(id));
}

/** What the documents know of a text's words. */
export async function fetchSpelling(text: string): Promise<Spelling.Spelling> {
  const response = await searchLive<{
    suggest?: Omit<Spelling.Spelling, "counts">;
    aggregations?: Record<string, { doc_count: number }>;
  }>({ size: 0, track_total_hits: false, ...Spelling.ask(text) });
  const counted = Object.entries(response?.aggregations ?? {});
  return {
    ...response?.suggest,
    counts: Object.fromEntries(counted.map(([word, { doc_count }]) => [word, doc_count])),
  };
}

/** How many documents a match finds, without filters. */
export async function count(match: Match): Promise<number> {
  const { status, body } = await ask<{ count: number }>(
    { method: "POST", path: `/${names().live}/_count`, body: { query: match.member }, timeoutMs: TIMEOUT_MS },
    [404],
  );
  return status === 404 ? 0 : body.count;
}

/** How many documents fulfil each of the clauses, counted at once. */
export async function counts(clauses: readonly Clause[]): Promise<number[]> {
  const filters = Object.fromEntries(clauses.map((clause, at) => [String(at), clause]));
  const response = await searchLive<{ aggregations: { ways: { buckets: Record<string, { doc_count: number }> } } }>({
    size: 0,
    track_total_hits: false,
    aggs: { ways: { filters: { filters } } },
  });
  return clauses.map((_, at) => response?.aggregations.ways.buckets[at]?.doc_count ?? 0);
}

/** A search of the stage's products; null where the stage has no index yet, since nothing was indexed. */
export async function searchLive<T>(body: object): Promise<T | null> {
  const { status, body: answer } = await ask<T>(
    { method: "POST", path: `/${names().live}/_search`, body, timeoutMs: TIMEOUT_MS },
    [404],
  );
  return status === 404 ? null : answer;
}

/** Several searches in one request, answered in order; null each where the stage has no index yet. Throws as `ask` does. */
export async function searchLiveAll<T>(bodies: readonly object[]): Promise<(T | null)[]> {
  const { status, body } = await ask<{ responses: (T & { status: number; error?: { reason?: string } })[] }>(
    {
      method: "POST",
      path: `/${names().live}/_msearch`,
      body: bodies.flatMap((search) => [{}, search]),
      timeoutMs: TIMEOUT_MS,
    },
    [404],
  );
  if (status === 404) return bodies.map(() => null);
  return body.responses.map((answer) => {
    if (answer.status === 404) return null;
    if (!answer.error) return answer;
    const isBusy = answer.status === 429 || answer.status >= 500;
    throw new DomainError(isBusy ? "unavailable" : "internal", "Search can't answer right now.", {
      context: { reason: answer.error.reason },
    });
  });
}

/** The documents with these ids, in their order; those gone meanwhile are left out. */
export async function fetchDocuments(ids: readonly string[]): Promise<StoredItem[]> {
  if (ids.length === 0) return [];
  const response = await searchLive<Response>({
    query: { ids: { values: ids } },
    size: ids.length,
    sort: ["_doc"],
    track_total_hits: false,
    _source: ITEM_FIELDS,
  });
  const stored = (response?.hits.hits ?? []).flatMap((hit) => hit._source ?? []);
  const byId = new Map(stored.map((document) => [document.groupId, document]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
