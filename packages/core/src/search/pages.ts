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

/**
 * A page of the fused head of a list: the best by words and the neighbours by meaning, without what was shown before. Once the
 * head is used up the list goes on in the order of the words.
 */
export async function headPart(
  plan: Plan,
  { match, page }: { match: Match; page: Page },
  neighbours: Ranking,
  seen: readonly number[],
): Promise<Part> {
  const known = new Set(seen);
  const order = fuse([{ ids: page.hits.map(idOf) }, neighbours]);
  const fresh = order.filter((id) => !known.has(shortHash(id)));
  const shown = fresh.slice(0, plan.limit);
  const seenNow = [...seen, ...shown.map(shortHash)];
  const documents = await fetchDocuments(shown);
  if (fresh.length > shown.length) return { documents, next: { after: null, seen: seenNow } };
  const last = page.hits.at(-1);
  if (!last || page.total <= order.length) return { documents, next: null };
  const rest = await listPart(plan, match, { after: last.sort, seen: seenNow }, plan.limit - shown.length);
  return { documents: [...documents, ...rest.documents], next: rest.next };
}

/** A page of a list in the engine's own order. `first` are hits that were fetched already, one more than the page takes. */
export async function listPart(
  plan: Plan,
  match: Match,
  from: { after: SortValue[] | null; seen: readonly number[] },
  wanted: number,
  first?: readonly Hit[],
): Promise<Part> {
  const seen = new Set(from.seen);
  const isFresh = (hit: Hit) => seen.size === 0 || !seen.has(shortHash(idOf(hit)));
  const taken: Hit[] = [];
  let after = from.after;
  let hits = first;
  while (taken.length <= wanted) {
    const size = wanted + 1;
    hits ??= (await fetchPage(plan, match, { size, after, counted: true })).hits;
    taken.push(...hits.filter(isFresh));
    if (hits.length < size) break;
    after = hits.at(-1)?.sort ?? null;
    hits = undefined;
  }
  const shown = taken.slice(0, wanted);
  const lastShown = shown.at(-1)?.sort ?? from.after;
  return {
    documents: shown.flatMap((hit) => hit._source ?? []),
    next: taken.length > wanted ? { after: lastShown, seen: [...from.seen] } : null,
  };
}
