import type { Product } from "../catalog/product.ts";
import { frontier } from "../crawl/frontier.entity.ts";
import * as Frontiers from "../crawl/frontier.ts";
import { DomainError } from "../platform/errors.ts";

const WISHED = 1;

/** Has a garment's pages visited twice as often while somebody wishes for it, and as others are when nobody does any more. */
export async function visitSooner({ pages }: Product, isWished: boolean): Promise<number> {
  const score = isWished ? WISHED : 0;
  const ids = [...new Set(pages.map(({ url }) => Frontiers.idOf(url)))];
  if (ids.length === 0) return 0;
  const { data } = await frontier()
    .get(ids.map((frontierId) => ({ frontierId })))
    .go({ attributes: ["frontierId", "priorityScore"] });
  const others = data.filter(({ priorityScore = 0 }) => priorityScore !== score);
  await Promise.all(others.map(({ frontierId }) => Frontiers.prioritise(frontierId, score).catch(ignoreGone)));
  return others.length;
}

/** What a feed tells of has no page to visit. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
}
