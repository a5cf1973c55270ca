import * as QueryVector from "../embedding/query-vector.ts";
import { context } from "../platform/context.ts";
import * as Cursor from "./cursor.ts";
import type { Facets } from "./facets.ts";
import { type Found, find } from "./find.ts";
import { vectorField } from "./index-definition.ts";
import { type SearchItem, toItem } from "./item.ts";
import { type Match, type Near, strict } from "./match.ts";
import { headPart, listPart, type Part } from "./pages.ts";
import * as Query from "./query.ts";
import { fetchNeighbours } from "./request.ts";

export type { SearchQuery } from "./query.ts";

export interface SearchResult {
  items: SearchItem[];
  /** Counted per product group; each leaves its own filter out, so that it can be widened. */
  facets: Facets;
  total: number;
  nextCursor: string | null;
  /** "Did you mean": a spelling that finds more, or that was taken because the text as it stands finds nothing. */
  suggestion: string | null;
}

/** How many of the best by words are ordered anew, and how many neighbours of the query's vector have a say in it. */
const WORDS_WINDOW = 150;
const VECTOR_WINDOW = 100;

/** Searches the stage's products. Throws `invalid` for a cursor of another query, `unavailable` when the engine is down. */
export async function search(query: Query.SearchQuery): Promise<SearchResult> {
  const plan = Query.plan(query);
  const position = query.cursor ? Cursor.decode(query.cursor, plan.fingerprint) : null;
  const isFused = plan.text !== "" && plan.sort === "relevance" && !position?.after;
  const { part, ...found } = isFused ? await fused(plan, position) : await listed(plan, position);
  const now = context().now().toISOString();
  return {
    items: part.documents.map((stored) => toItem(stored, now)),
    facets: found.page.facets,
    total: found.page.total,
    nextCursor: part.next && Cursor.encode(part.next, plan.fingerprint),
    suggestion: found.suggestion,
  };
}

interface Listed extends Found {
  part: Part;
}

/** By relevance: words and meaning fused. The words are looked up while the query's vector is on its way. */
async function fused(plan: Query.Plan, position: Cursor.Position | null): Promise<Listed> {
  const [found, ids] = await Promise.all([
    find(plan, { size: WORDS_WINDOW, bare: true }, nearOf),
    neighbours(plan, strict(plan.text)),
  ]);
  const order = found.text === plan.text && found.match.strict ? ids : await neighbours(plan, found.match, found.text);
  return { ...found, part: await headPart(plan, found.match, found.page, order, position?.seen ?? []) };
}

/** In the engine's own order: everything, or by price and the like, or the part of a list that lies beyond the fused one. */
async function listed(plan: Query.Plan, position: Cursor.Position | null): Promise<Listed> {
  const from = { after: position?.after ?? null, seen: position?.seen ?? [] };
  const found = await find(plan, { size: plan.limit + 1, after: from.after }, nearOf);
  return { ...found, part: await listPart(plan, found.match, from, plan.limit, found.page.hits) };
}

async function neighbours(plan: Query.Plan, match: Match, text = plan.text): Promise<string[]> {
  const near = await nearOf(text);
  return near ? fetchNeighbours(plan, match, { ...near, size: VECTOR_WINDOW }) : [];
}

/** Where a text lies among the vectors; null when that can't be told in time. */
async function nearOf(text: string): Promise<Near | null> {
  const vector = await QueryVector.get(text);
  return vector && { field: vectorField(context().config.EMBEDDING_MODEL), vector: [...vector] };
}
