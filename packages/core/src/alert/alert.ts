import * as Product from "../catalog/product.ts";
import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { onConflict } from "../platform/retry.ts";
import { commitCheaply, type Write, write } from "../platform/transaction.ts";
import * as Count from "../wishlist/count.ts";
import * as Row from "../wishlist/row.ts";
import { visitSooner } from "../wishlist/sooner.ts";
import * as Watch from "../wishlist/watch.ts";
import { type WishRow, wish } from "../wishlist/wish.entity.ts";
import { isChanged, type Looked, look, sightOf } from "./look.ts";
import { draftOf } from "./tell.ts";

export interface Watched {
  /** Wishes looked at, written anew, and shoppers told. */
  wishes: number;
  changed: number;
  told: number;
  /** Lists of watchers that go on, each from a shopper on. */
  rest: { shard: number; cursor: string }[];
}

/** Wishes that one message looks at in each list of watchers. */
const PAGE = 100;
const SIDE_BY_SIDE = 8;

/**
 * Looks at the wishes for a garment, a page of each list of its watchers, and tells whoever wants to know; what is left is named in
 * `rest`. Safe to repeat and to run twice at once: what was judged is written under the condition that it is as it was judged from.
 */
export async function lookAt(groupId: string, from?: { shard: number; cursor: string }): Promise<Watched> {
  const shards = from ? [from.shard] : Array.from({ length: Watch.WATCH_SHARDS }, (_, shard) => shard);
  const pages = await Promise.all(
    shards.map((shard) => Watch.page(groupId, shard, { limit: PAGE, after: from?.cursor })),
  );
  const rows = pages.flatMap((page) => page.rows);
  const rest = pages.flatMap(({ next }, at) => (next ? [{ shard: shards[at]!, cursor: next }] : []));
  const result = { wishes: rows.length, changed: 0, told: 0, rest };
  if (rows.length === 0) return result;
  const byShopper = [...Map.groupBy(rows, ({ userId }) => userId).values()];
  const sight = await sightOf(
    groupId,
    rows.map(({ variantId }) => variantId),
  );
  if (!sight) return { ...result, rest: [] };
  for (let at = 0; at < byShopper.length; at += SIDE_BY_SIDE) {
    const part = byShopper.slice(at, at + SIDE_BY_SIDE).map((own) => inform(groupId, own, sight));
    for (const one of await Promise.allSettled(part)) {
      // Nobody is left half-way: those beside it are through by now.
      if (one.status === "rejected") throw one.reason;
      result.changed += one.value.changed;
      result.told += one.value.told;
    }
  }
  return result;
}

/** Two writes a wish that is moved, the notification and the count. */
const MOST_AT_ONCE = 45;

/** Brings one shopper's wishes for a garment up to date, and tells them once of all that they want to know. */
async function inform(groupId: string, rows: readonly WishRow[], first: Awaited<ReturnType<typeof sightOf>>) {
  const total = { changed: 0, told: 0 };
  for (let at = 0; at < rows.length; at += MOST_AT_ONCE) {
    let lately: readonly WishRow[] | null = rows.slice(at, at + MOST_AT_ONCE);
    const keys = lately;
    let sight = first;
    const done = await onConflict(async () => {
      // The wishes are read before the garment: what is judged is never older than what the wish has seen.
      const known = lately ?? (await Promise.all(keys.map(({ userId, variantId }) => Row.find(userId, variantId))));
      if (!lately)
        sight = await sightOf(
          groupId,
          keys.map(({ variantId }) => variantId),
        );
      lately = null;
      return settle(
        known.filter((row) => row !== null),
        sight,
      );
    });
    total.changed += done.changed;
    total.told += done.told;
  }
  return total;
}

async function settle(rows: readonly WishRow[], sight: Awaited<ReturnType<typeof sightOf>>) {
  if (!sight) return { changed: 0, told: 0 };
  const looked = await Promise.all(rows.map((row) => look(row, sight)));
  const changed = looked.filter(isChanged);
  const told = changed.flatMap(({ row, state, alert, lowConfidence }) =>
    alert ? [{ row: { ...state, rev: row.rev }, alert, lowConfidence }] : [],
  );
  const writes = await writesOf(changed);
  const [one] = told;
  if (one) writes.push(...Notification.writes(draftOf(one.row.userId, told)));
  await commitCheaply(writes);
  return { changed: changed.length, told: one ? 1 : 0 };
}

async function writesOf(changed: readonly Looked[]): Promise<Write[]> {
  const updatedAt = context().now().toISOString();
  const writes: Write[] = [];
  let lost = 0;
  for (const { row, state } of changed) {
    if (row.variantId === state.variantId) {
      writes.push(Row.next(row, { ...state, updatedAt }));
      continue;
    }
    writes.push(goneOf(row));
    const there = await Row.find(row.userId, state.variantId);
    if (!there) writes.push(write(wish().create({ ...state, rev: 1, updatedAt })));
    else {
      const { note = row.note, targetPrice = row.targetPrice } = there;
      writes.push(Row.next(there, { ...there, note, targetPrice, updatedAt }));
      lost++;
    }
  }
  if (lost > 0) writes.push(Count.add(changed[0]!.row.userId, { wishes: -lost }));
  return writes;
}

function goneOf({ userId, variantId, rev }: WishRow): Write {
  return write(
    wish()
      .delete({ userId, variantId })
      .where((item, { eq }) => eq(item.rev, rev)),
  );
}

/** A wish was made: what changed meanwhile is not missed, and its pages are visited sooner. Returns whether its shopper was told. */
export async function wished(userId: string, variantId: string): Promise<Watched> {
  const row = await Row.find(userId, variantId);
  const result = { wishes: 0, changed: 0, told: 0, rest: [] };
  const sight = row && (await sightOf(row.groupId, [variantId]));
  if (!sight) return result;
  await visitSooner(sight.product, true);
  return { ...result, wishes: 1, ...(await inform(row.groupId, [row], sight)) };
}

/** A wish was taken back: where it was the last one, its pages are visited as others are. */
export async function left(groupId: string): Promise<void> {
  if (await Watch.isWatched(groupId)) return;
  const product = await Product.find(groupId);
  if (product) await visitSooner(product, false);
}
