import { context } from "../platform/context.ts";
import { shardOf } from "../platform/hash.ts";
import { MAX_ACTIONS, type Write, write } from "../platform/transaction.ts";
import * as Describe from "./describe.ts";
import { type Group, group } from "./group.entity.ts";
import type { Joining, Suspect } from "./join.ts";
import { joinKey } from "./join-key.entity.ts";
import type { Plan } from "./plan.ts";
import { bump, type Product } from "./product.ts";
import type { Reading } from "./reading.ts";
import { type SourceItem, sourceItem } from "./source-item.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { type TitleEntry, titleBlock, titleEntry } from "./title-block.entity.ts";

/** By how many the sitemap and the rebuild read groups side by side. */
export const GROUP_SHARDS = 8;

/** Everything known when a page is about to be stored. */
export interface Head {
  reading: Reading;
  joining: Joining | null;
  item: SourceItem | null;
  product: Product | null;
  owners: ReadonlyMap<string, string>;
  /** To be dealt with once the page is stored; kept with it until they are. */
  suspects: readonly Suspect[];
}

/** Claims in the first transaction, with the style code among them: enough for two shops' new groups to collide. */
const FIRST_CLAIMS = 20;

/**
 * The transactions that store a page, in order: identity first (group, page, claims), then bundles of a listing with its price
 * point, and in the last one the fingerprint that says "all of it is stored". Stopped between two, the next ingest carries on.
 */
export function chunksOf(
  head: Head,
  groupId: string,
  plan: Plan,
  fingerprint: string | undefined,
): { chunks: Write[][]; changed: boolean } {
  const { product } = head;
  const claims = claimsOf(head, groupId);
  const { change, embed } = factsOf(head, groupId, plan);
  const changed =
    !product || !head.item || plan.bundles.length > 0 || claims.length > 0 || Object.keys(change).length > 0;
  if (!changed) return { chunks: [], changed };
  const bundles = [...claims.slice(FIRST_CLAIMS).map((claim) => [claim]), ...plan.bundles];
  const identity = [...pageWrites(head, groupId), ...claims.slice(0, FIRST_CLAIMS), ...embed];
  // The group's own write and the source item's take a place in each transaction.
  const packed = pack(identity, bundles, MAX_ACTIONS - 2);
  const rev = product?.group.rev ?? 0;
  const chunks = packed.map((writes, index) => {
    const isLast = index === packed.length - 1;
    const facts = index === 0 ? change : {};
    const watched = isLast && isWatched(head, plan) ? { watchRev: rev + index + 1 } : {};
    const own = groupWrite(head, groupId, { ...facts, ...watched }, rev + index, plan);
    const item = itemWrite(head, groupId, { isFirst: index === 0, isLast, fingerprint });
    return [own, ...item, ...writes];
  });
  return { chunks, changed };
}

function factsOf(head: Head, groupId: string, plan: Plan): { change: Partial<Group>; embed: Write[] } {
  const { reading, product } = head;
  const facts = product ? Describe.factsChanged(product.group, reading) : Describe.factsOf(reading);
  const full = product ? { ...product.group, ...facts } : Describe.factsOf(reading);
  const { text, hash } = Describe.textOf(full, plan.colours);
  if (product?.group.textHash === hash) return { change: facts, embed: [] };
  return { change: { ...facts, textHash: hash }, embed: Describe.embed(groupId, text) };
}

/**
 * Whether those who watch the garment may want to know: told with the last transaction, since what lies between two of them never was
 * at the shop. Where an earlier run stopped half-way, nobody knows any more what it had changed.
 */
function isWatched({ product, item }: Head, { changes }: Plan): boolean {
  const isResumed = product !== null && item !== null && item.fingerprint === undefined;
  return isResumed || (["price", "availability", "promotions"] as const).some((kind) => changes.has(kind));
}

function groupWrite(head: Head, groupId: string, change: Partial<Group>, rev: number, plan: Plan): Write {
  const shard = shardOf(groupId, GROUP_SHARDS);
  if (head.product || rev > 0) return bump({ groupId, rev, shard }, change);
  const at = context().now().toISOString();
  const facts = Describe.factsOf(head.reading);
  const { hash } = Describe.textOf(facts, plan.colours);
  const namedBy = Describe.nameOf(head.reading);
  return write(
    group().create({ ...facts, groupId, rev: 1, shard, namedBy, textHash: hash, createdAt: at, updatedAt: at }),
  );
}

function itemWrite(
  head: Head,
  groupId: string,
  place: { isFirst: boolean; isLast: boolean; fingerprint: string | undefined },
): Write[] {
  const { sourceId } = head.reading.from;
  const { pageKey } = head.reading;
  const updatedAt = context().now().toISOString();
  const suspects = head.suspects.length > 0 ? JSON.stringify(head.suspects) : undefined;
  const fingerprint = place.isLast && !suspects ? place.fingerprint : undefined;
  if (!head.item && place.isFirst) {
    const item = { sourceId, pageKey, groupId, fingerprint, suspects, createdAt: updatedAt, updatedAt };
    return [write(sourceItem().create(item))];
  }
  if (!place.isFirst && !place.isLast) return [];
  const patch = sourceItem()
    .patch({ sourceId, pageKey })
    .set({ updatedAt, ...(suspects && { suspects }), ...(fingerprint && { fingerprint }) });
  const set = fingerprint ? patch : patch.remove(["fingerprint"]);
  return [write(set.where((item, { eq }) => eq(item.groupId, groupId)))];
}

function pageWrites(head: Head, groupId: string): Write[] {
  const { reading, product, joining } = head;
  const { from, pageKey, block, title, joinKeys } = reading;
  const { sourceId, sourceName, url } = from;
  const known = product?.pages.find((page) => page.sourceId === sourceId && page.pageKey === pageKey);
  const createdAt = known?.createdAt ?? context().now().toISOString();
  const page = {
    groupId,
    sourceId,
    sourceName,
    pageKey,
    url,
    title,
    joinKeys,
    lastCheckedAt: from.checkedAt,
    createdAt,
  };
  const writes = [write(sourcePage().put({ ...page, block: block ?? undefined }))];
  const entry = titleEntryOf(reading, groupId);
  if (entry) writes.push(write(titleEntry().put(entry)));
  if (known?.block && known.block !== block) {
    writes.push(write(titleEntry().delete({ block: known.block, groupId, pageKey })));
  }
  if (block && !product) writes.push(blockWrite(block, joining?.blockRev ?? 0));
  return writes;
}

/** By which pages of its block find it; null for a page without one. */
export function titleEntryOf(reading: Reading, groupId: string): TitleEntry | null {
  const { from, pageKey, block, likeness } = reading;
  return block ? { block, groupId, sourceId: from.sourceId, pageKey, ...likeness } : null;
}

function blockWrite(block: string, rev: number): Write {
  if (rev === 0) return write(titleBlock().create({ block, rev: 1 }));
  return write(
    titleBlock()
      .patch({ block })
      .set({ rev: rev + 1 })
      .where((item, { eq }) => eq(item.rev, rev)),
  );
}

function claimsOf(head: Head, groupId: string): Write[] {
  const createdAt = context().now().toISOString();
  return head.reading.joinKeys
    .filter((key) => !head.owners.has(key))
    .map((key) => write(joinKey().create({ key, groupId, createdAt })));
}

/** Fills transactions in order, never splitting a bundle. */
export function pack(first: Write[], bundles: readonly Write[][], limit: number): Write[][] {
  const chunks: Write[][] = [[...first]];
  for (const bundle of bundles) {
    const last = chunks.at(-1)!;
    if (last.length + bundle.length > limit) chunks.push([...bundle]);
    else last.push(...bundle);
  }
  return chunks;
}
