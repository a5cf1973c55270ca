import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { shardOf } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { type Purpose, type Waiting, type Wake, waiting, wake } from "./waiting.entity.ts";

export type { Purpose, Waiting, Wake };

/** By how many partitions the due ones are spread. */
const SHARDS = 8;
/** When one that was handed out is handed out again, unless who got it is through: after the queue's own tries. */
const AGAIN_MS = 30 * 60_000;
const PAGE = 100;
const PAGES_AT_ONCE = 10;
const SIDE_BY_SIDE = 10;

/** Lets a notification wait, and sees to it that somebody looks at the given moment or before. */
export async function add(item: Omit<Waiting, "since">, due: Date): Promise<void> {
  const { userId, purpose } = item;
  await onConflict(async () => {
    const known = await find(userId, purpose);
    const since = context().now().toISOString();
    await commit([
      write(waiting().put({ ...item, since })),
      write(known ? again(known, due) : first(userId, purpose, due)),
    ]);
  });
}

function first(userId: string, purpose: Purpose, due: Date) {
  const at = due.toISOString();
  return wake().create({ userId, purpose, slotAt: at, dueAt: at, rev: 1, wakeShard: shardOf(userId, SHARDS) });
}

/** Sooner where that is wanted, never later. */
function again(known: Wake, due: Date) {
  const at = due.toISOString();
  const times = at < known.slotAt ? { slotAt: at, dueAt: at } : { slotAt: known.slotAt, dueAt: known.dueAt };
  return wake()
    .put({ ...known, ...times, rev: known.rev + 1 })
    .where(({ rev }, { eq }) => eq(rev, known.rev));
}

export async function find(userId: string, purpose: Purpose): Promise<Wake | null> {
  const { data } = await wake().get({ userId, purpose }).go({ consistent: true });
  return data;
}

/** What waits, in no order that means anything; at most so many. */
export async function list(userId: string, purpose: Purpose, limit: number): Promise<Waiting[]> {
  const { data } = await waiting().query.primary({ userId, purpose }).go({ limit, consistent: true });
  return data;
}

export async function remove({ userId, purpose, notificationId, channel }: Waiting): Promise<void> {
  await waiting().delete({ userId, purpose, notificationId, channel }).go();
}

/**
 * Who was woken is through: nobody need look again where nothing waits any more, or else at the moment that `next` gives. Something that
 * came meanwhile is not forgotten.
 */
export async function settle(woken: Wake, next: () => Date): Promise<void> {
  const { userId, purpose } = woken;
  await onConflict(async () => {
    const known = await find(userId, purpose);
    if (!known || known.slotAt !== woken.slotAt) return;
    const left = await list(userId, purpose, 1);
    const isSame = ({ rev }: { rev: unknown }, { eq }: { eq: (one: never, other: number) => string }) =>
      eq(rev as never, known.rev);
    const at = next().toISOString();
    const done =
      left.length === 0
        ? wake().remove({ userId, purpose }).where(isSame).go()
        : wake()
            .put({ ...known, slotAt: at, dueAt: at, rev: known.rev + 1 })
            .where(isSame)
            .go();
    if (!(await unlessRefused<unknown>(done))) throw new DomainError("conflict", "Something was added meanwhile.");
  });
}

/** Moves the moment of what waits, since the settings changed; nothing where nothing waits. */
export async function move(userId: string, purpose: Purpose, to: Date): Promise<void> {
  await onConflict(async () => {
    const known = await find(userId, purpose);
    if (!known) return;
    const at = to.toISOString();
    await commit([
      write(
        wake()
          .put({ ...known, slotAt: at, dueAt: at, rev: known.rev + 1 })
          .where(({ rev }, { eq }) => eq(rev, known.rev)),
      ),
    ]);
  });
}

/** Hands out whom it is time to look after, oldest first; as much as one call may. */
export async function handOut(): Promise<{ handedOut: number }> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => handOutOf(shard)));
  return { handedOut: shards.reduce((sum, count) => sum + count, 0) };
}

async function handOutOf(wakeShard: number): Promise<number> {
  const dueAt = context().now().toISOString();
  let count = 0;
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const { data } = await wake()
      .query.byDue({ wakeShard })
      .lte({ dueAt, userId: "~", purpose: "quiet" })
      .go({ limit: PAGE });
    for (let at = 0; at < data.length; at += SIDE_BY_SIDE) {
      const done = await Promise.all(data.slice(at, at + SIDE_BY_SIDE).map(handOutOne));
      count += done.filter(Boolean).length;
    }
    if (data.length < PAGE) break;
  }
  return count;
}

async function handOutOne(due: Wake): Promise<boolean> {
  const { userId, purpose, slotAt } = due;
  const later = new Date(context().now().getTime() + AGAIN_MS).toISOString();
  try {
    await commit([
      write(
        wake()
          .put({ ...due, dueAt: later })
          .where((row, { eq }) => `${eq(row.dueAt, due.dueAt)} AND ${eq(row.rev, due.rev)}`),
      ),
      message("notify", { job: "wake", userId, purpose, slotAt }),
    ]);
    return true;
  } catch (error) {
    // Another timer was quicker, or something was added: the next minute comes.
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}
