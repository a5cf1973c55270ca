import { shardOf } from "../platform/hash.ts";
import { type WishRow, wish } from "./wish.entity.ts";

/** By how many keys the watchers of one garment are spread. */
export const WATCH_SHARDS = 4;

export function watchShard(userId: string): number {
  return shardOf(userId, WATCH_SHARDS);
}

/** Behind all variants of a shopper. */
const LAST = "~";

/**
 * Wishes for a garment's variants, shopper by shopper, those of one never apart; `next` is the shopper after whom the list goes on, null
 * at its end. The index may be a moment behind.
 */
export async function page(
  groupId: string,
  shard: number,
  options: { limit: number; after?: string | undefined },
): Promise<{ rows: WishRow[]; next: string | null }> {
  const { limit, after } = options;
  const query = wish().query.byWatched({ groupId, shard });
  const { data, cursor } = await (after ? query.gt({ userId: after, variantId: LAST }) : query).go({ limit });
  const last = data.at(-1);
  if (!cursor || !last) return { rows: data, next: null };
  const others = data.filter(({ userId }) => userId !== last.userId);
  return { rows: [...others, ...(await ofGarment(last.userId, groupId))], next: last.userId };
}

/** Whether anybody wishes for a variant of the garment. */
export async function isWatched(groupId: string): Promise<boolean> {
  const shards = Array.from({ length: WATCH_SHARDS }, (_, shard) => page(groupId, shard, { limit: 1 }));
  return (await Promise.all(shards)).some(({ rows }) => rows.length > 0);
}

/** More variants of one garment than these are not wished for by one shopper. */
const MAX_OF_GARMENT = 200;

/** One shopper's wishes for a garment's variants. */
export async function ofGarment(userId: string, groupId: string): Promise<WishRow[]> {
  const { data } = await wish()
    .query.byWatched({ groupId, shard: watchShard(userId), userId })
    .go({ limit: MAX_OF_GARMENT });
  return data.filter((row) => row.userId === userId);
}
