import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write } from "../platform/transaction.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { moveWrites } from "./ledger.ts";

import { referral } from "./referral.entity.ts";
import { after, find, type Referral, SHARDS } from "./referral.ts";
import * as Quota from "./referral-quota.ts";
import type { Points, ReferralState } from "./referral-state.ts";

const PAGE = 100;
const PAGES_AT_ONCE = 10;

/** What an entry of the statement says, by where the referral came to. */
const REASONS: Partial<Record<ReferralState, string>> = {
  pending: "Invitation",
  spendable: "Invitation: the refund period is over",
  reversed: "Invitation taken back: the purchase was refunded",
};

/**
 * Moves the points of every referral whose moment has come, oldest first, as much as one call may: pending at first, spendable once
 * nothing can be refunded, taken back where it was. May be called again and side by side.
 */
export async function settleDue(): Promise<{ settled: number; failed: number }> {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => settleShard(shard)));
  const sum = (of: "settled" | "failed") => shards.reduce((total, shard) => total + shard[of], 0);
  return { settled: sum("settled"), failed: sum("failed") };
}

async function settleShard(dueShard: number): Promise<{ settled: number; failed: number }> {
  const until = new Date(context().now().getTime() + 1).toISOString();
  let cursor: string | null = null;
  const count = { settled: 0, failed: 0 };
  for (let pages = 0; pages < PAGES_AT_ONCE; pages++) {
    const page: { data: Referral[]; cursor: string | null } = await referral()
      .query.byDue({ dueShard })
      .lt({ dueAt: until })
      .go({ limit: PAGE, cursor });
    for (const { userId } of page.data) {
      const done = await settle(userId).catch(tolerate);
      if (done === "failed") count.failed++;
      else if (done) count.settled++;
    }
    cursor = page.cursor;
    if (!cursor) break;
  }
  return count;
}

/** One that another is at is left to the next minute; it takes no other with it. */
function tolerate(error: unknown): "failed" {
  if (error instanceof DomainError && error.retry) return "failed";
  throw error;
}

/** Settles what one shopper was sent for, where it is due; false where it is not. */
export function settle(userId: string): Promise<boolean> {
  return onConflict(async () => {
    const known = await find(userId);
    if (!known || known.dueAt > context().now().toISOString()) return false;
    // An erasure has begun: it brings this to its end.
    if (await isDeleted(userId)) return false;
    const referrer = known.referrerUserId && !(await isDeleted(known.referrerUserId)) ? known.referrerUserId : null;
    const { limited, limit } = await withinLimit(known, referrer);
    const next = after(limited, "due");
    if (!next) return false;
    const { item, put, move } = next;
    await commit([
      put,
      ...(limit ? [limit] : []),
      ...movesOf(userId, item, move(item.points)),
      ...(referrer ? movesOf(referrer, item, move(item.referrerPoints)) : []),
      unlessDeleted(userId),
      ...(referrer ? [unlessDeleted(referrer)] : []),
    ]);
    return true;
  });
}

/** Above their month's number a referrer gets nothing more; who was sent gets theirs all the same. */
async function withinLimit(
  known: Referral,
  referrer: string | null,
): Promise<{ limited: Referral; limit: Write | null }> {
  if (known.state !== "qualified" || !referrer) return { limited: known, limit: null };
  const limit = await Quota.useWrite(referrer);
  return { limited: limit ? known : { ...known, referrerPoints: 0 }, limit };
}

/** One side's entry and balance, and that they are told. */
export function movesOf(userId: string, { referralId, state }: Referral, points: Points | null): Write[] {
  if (!points) return [];
  const key = `referral:${referralId}:${state}`;
  const told = tellOf(state, Math.max(Math.abs(points.pending), Math.abs(points.spendable)));
  return [
    ...moveWrites({ userId, type: "referral", key, ...points, reason: REASONS[state] ?? "Invitation" }),
    ...Notification.writes({ userId, kind: "points", key, href: "/rewards", ...told }),
  ];
}

function tellOf(state: ReferralState, points: number): { title: string; body: string } {
  if (state === "pending") {
    return {
      title: `${points} points are on their way`,
      body: "They are yours to spend once nothing can be refunded.",
    };
  }
  if (state === "spendable") return { title: `${points} points to spend`, body: "They came by an invitation." };
  return { title: `${points} points were taken back`, body: "What an invitation was rewarded for was refunded." };
}
