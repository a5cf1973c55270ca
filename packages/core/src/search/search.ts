import * as QueryVector from "../embedding/query-vector.ts";
import { context } from "../platform/context.ts";
import { all } from "./clause.ts";
import * as Cursor from "./cursor.ts";
import type { Facets } from "./facets.ts";
import { type Found, find, noneIfRefused } from "./find.ts";
import { vectorField } from "./index-definition.ts";
import { type SearchItem, toItem } from "./item.ts";
import { ALL_PARTS, type Near, type Parts, strict } from "./match.ts";
import { firstPart, headPart, listPart, type Part, windowOf } from "./pages.ts";
import * as Query from "./query.ts";
import { among, fetchNeighbours } from "./request.ts";
import type { Understood } from "./understanding.ts";

export type { SearchQuery } from "./query.ts";

export interface SearchResult {
  items: SearchItem[];
  /** Counted per product group; each leaves its own filter out, so that it can be widened. */
  facets: Facets;
  total: number;
  nextCursor: string | null;
  /** "Did you mean": a spelling that finds more, or that was taken because the text as it stands finds nothing. */
  suggestion: string | null;
  /** What was asked for and let go, since nothing has all of it. */
  relaxed: string[];
}

/** How many of the best by words are ordered anew, and how many neighbours of the query's vector have a say in it. */
const WORDS_WINDOW = 150;
const VECTOR_WINDOW = 100;
/** Where every word was found, meaning orders what is alike in words; more of it does harm. */
const STRICT_WEIGHT = 0.5;

/** Searches the stage's products. Throws `invalid` for a cursor of another query, `unavailable` when the engine is down. */
export async function search(query: Query.SearchQuery, parts: Parts = ALL_PARTS): Promise<SearchResult> {
  const plan = Query.plan(query, parts);
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
    relaxed: found.relaxed,
  };
}

interface Listed extends Found {
  part: Part;
}

/** By relevance: words and meaning fused. The words are looked up while the query's vector is on its way. */
async function fused(plan: Query.Plan, position: Cursor.Position | null): Promise<Listed> {
  const nearOf = nearOnce();
  const neighbours = async (asked: Understood) => {
    const near = isByMeaning(plan, asked) ? await nearOf(asked.wanted) : null;
    if (!near) return [];
    const filter = all([strict(asked, plan.parts).member, ...Query.filters(plan.query)]);
    const found = await fetchNeighbours(near, VECTOR_WINDOW, filter).catch(noneIfRefused);
    return found.map(({ id }) => id);
  };
  // Where words alone decide, the first page is what the engine gives first: no second look for the documents.
  const isPlain = position === null && !isByMeaning(plan, plan.asked);
  const window = isPlain ? { size: plan.limit } : { size: WORDS_WINDOW, bare: true };
  const [found, early] = await Promise.all([
    find(plan, window, nearOf, context().config.EMBEDDING_MODEL),
    neighbours(plan.asked),
  ]);
  if (isPlain && found.match.strict) return { ...found, part: firstPart(found.page) };
  const ranking = found.match.strict
    ? { ids: found.asked === plan.asked ? early : await neighbours(found.asked), weight: STRICT_WEIGHT }
    : { ids: await among(found.near, Query.filters(plan.query)) };
  return { ...found, part: await headPart(plan, found, ranking, position?.seen ?? []) };
}

/** Whether meaning has a say in the order: it has where no kind of garment is named. */
function isByMeaning({ parts }: Query.Plan, asked: Understood): boolean {
  return parts.vectors && asked.wanted !== "" && (parts.fusion || asked.categories.length === 0);
}

/** In the engine's own order: everything, or by price and the like, or the part of a list that lies beyond the fused one. */
async function listed(plan: Query.Plan, position: Cursor.Position | null): Promise<Listed> {
  const from = position ?? { after: null, seen: [] };
  const window = { ...windowOf(plan, from.after), size: plan.limit + 1 };
  const found = await find(plan, window, nearOnce(), context().config.EMBEDDING_MODEL);
  return { ...found, part: await listPart(plan, found.match, from, plan.limit, found.page.hits) };
}

/** Where a text lies among the vectors, looked up once in a search; null when that can't be told in time. */
function nearOnce(): (text: string) => Promise<Near | null> {
  const known = new Map<string, Promise<Near | null>>();
  return (text) => {
    const near = known.get(text) ?? nearOf(text);
    known.set(text, near);
    return near;
  };
}

async function nearOf(text: string): Promise<Near | null> {
  const vector = await QueryVector.get(text);
  return vector && { field: vectorField(context().config.EMBEDDING_MODEL), vector: [...vector] };
}
