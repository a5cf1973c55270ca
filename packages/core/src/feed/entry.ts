import { discontinue } from "../catalog/discontinue.ts";
import { pageKeyOf } from "../catalog/keys.ts";
import { shardOf } from "../platform/hash.ts";
import { patiently } from "../platform/patience.ts";
import { ENTRY_SHARDS, type FeedEntry, feedEntry } from "./entry.entity.ts";

/** Notes which pages the source's feed names, in as few requests as the table takes. */
export async function noteAll(sourceId: string, urls: readonly string[], seenAt: string): Promise<void> {
  const entries = new Map(
    urls.map((url) => {
      const pageKey = pageKeyOf(url);
      return [pageKey, { sourceId, shard: shardOf(pageKey, ENTRY_SHARDS), pageKey, url, seenAt }] as const;
    }),
  );
  const { unprocessed } = await feedEntry()
    .put([...entries.values()])
    .go();
  for (const { pageKey } of unprocessed) await feedEntry().put(entries.get(pageKey)!).go({ response: "none" });
}

/** A feed that lost more than this share at once was more likely cut off than emptied. */
const MOST = 0.5;

/**
 * Discontinues what the source's earlier feeds named and the one begun at `startedAt` did not. Where that is most of it nothing
 * is done, and `kept` says how many there were.
 */
export async function dropUnseen(sourceId: string, startedAt: string): Promise<{ gone: number; kept: number }> {
  const shards = Array.from({ length: ENTRY_SHARDS }, (_, shard) =>
    feedEntry().query.primary({ sourceId, shard }).go({ pages: "all" }),
  );
  const entries = (await Promise.all(shards)).flatMap(({ data }) => data);
  const unseen = entries.filter(({ seenAt }) => seenAt < startedAt);
  if (unseen.length > entries.length * MOST) return { gone: 0, kept: unseen.length };
  for (const entry of unseen) await patiently(() => drop(entry, startedAt));
  return { gone: unseen.length, kept: 0 };
}

async function drop({ sourceId, shard, pageKey, url }: FeedEntry, at: string): Promise<void> {
  await discontinue(sourceId, url, at);
  await feedEntry().delete({ sourceId, shard, pageKey }).go({ response: "none" });
}
