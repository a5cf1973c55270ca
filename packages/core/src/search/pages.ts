import type { Position, SortValue } from "./cursor.ts";
import { fuse, type Ranking } from "./fusion.ts";
import type { StoredItem } from "./item.ts";
import type { Match } from "./match.ts";
import type { Plan } from "./query.ts";
import { fetchDocuments, fetchPage, type Hit, idOf, type Page } from "./request.ts";
import { shortHash } from "./short-hash.ts";

export interface Part {
  documents: StoredItem[];
  next: Position | null;
}

/** How many a cursor remembers: with more it would grow too long for an address. */
const MAX_SEEN = 300;

/**
 * A page of the fused head of a list: the best by words and the neighbours by meaning, without what was shown before. Once the
 * head is used up, whatever else was found follows.
 */
export async function headPart(
  plan: Plan,
  { match, page }: { match: Match; page: Page },
  neighbours: Ranking,
  seen: readonly number[],
): Promise<Part> {
  const known = new Set(seen);
  const order = fuse([{ ids: page.hits.map(idOf) }, neighbours]);
  const fresh = order.filter((id) => !known.has(shortHash(id))).slice(0, MAX_SEEN - seen.length);
  const shown = fresh.slice(0, plan.limit);
  const seenNow = [...seen, ...shown.map(shortHash)];
  const documents = await fetchDocuments(shown);
  if (fresh.length > shown.length) return { documents, next: { after: null, seen: seenNow } };
  if (page.total <= seenNow.length) return { documents, next: null };
  const rest = await listPart(plan, match, { after: [], seen: seenNow }, plan.limit - shown.length);
  return { documents: [...documents, ...rest.documents], next: rest.next };
}

/** The first page of a head that is in the engine's own order. The next is cut out of the head as of any other. */
export function firstPart({ hits, total }: Page): Part {
  const documents = hits.flatMap((hit) => hit._source ?? []);
  const next = total > hits.length ? { after: null, seen: hits.map((hit) => shortHash(idOf(hit))) } : null;
  return { documents, next };
}

/** A page of a list in the engine's own order. `first` are hits that were fetched already, one more than the page takes. */
export async function listPart(
  plan: Plan,
  match: Match,
  from: Position,
  wanted: number,
  first?: readonly Hit[],
): Promise<Part> {
  const seen = new Set(from.seen);
  const taken: Hit[] = [];
  let after = from.after;
  let hits = first;
  while (taken.length <= wanted) {
    // Some of a tail were shown in its head: looking at more at once saves a round.
    const size = wanted + 1 + Math.min(seen.size, wanted);
    hits ??= (await fetchPage(plan, match, { ...windowOf(plan, after), size, counted: true })).hits;
    taken.push(...hits.filter((hit) => !seen.has(shortHash(idOf(hit)))));
    if (hits.length < (hits === first ? wanted + 1 : size)) break;
    after = hits.at(-1)?.sort ?? null;
    hits = undefined;
  }
  const shown = taken.slice(0, wanted);
  const lastShown = shown.at(-1)?.sort ?? from.after;
  return {
    documents: shown.flatMap((hit) => hit._source ?? []),
    next: taken.length > wanted ? { after: lastShown, seen: from.seen } : null,
  };
}

/** Where a page of the engine's own order begins. A list by relevance has one only beyond its head. */
export function windowOf(plan: Plan, after: SortValue[] | null): { after: SortValue[] | null; isTail: boolean } {
  return { after, isTail: plan.text !== "" && plan.sort === "relevance" };
}
