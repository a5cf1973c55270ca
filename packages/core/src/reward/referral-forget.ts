import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { referral } from "./referral.entity.ts";
import { after, find, type Referral } from "./referral.ts";
import { movesOf } from "./referral-due.ts";

/**
 * Takes a shopper out of referrals, as part of their erasure. Who sent others goes from theirs, which carry on; with who was sent it ends,
 * and what the referrer has of it that could still be refunded is taken back. May be done again.
 */
export async function forget(items: readonly Record<string, unknown>[], userId: string): Promise<void> {
  for (const { userId: sent } of items as Pick<Referral, "userId">[]) {
    await onConflict(() => (sent === userId ? end(userId) : withoutReferrer(sent, userId)));
  }
}

async function end(userId: string): Promise<void> {
  const known = await find(userId);
  if (!known) return;
  const gone = referral()
    .delete({ userId })
    .where(({ rev }, { eq }) => eq(rev, known.rev));
  const referrer = known.referrerUserId;
  const isOpen = known.given === "pending" || known.state === "reversing";
  if (!isOpen || !referrer || (await isDeleted(referrer))) return commit([write(gone)]);
  const asRefunded = after({ ...known, state: "reversing" }, "due")!;
  const back = movesOf(referrer, asRefunded.item, asRefunded.move(known.referrerPoints));
  await commit([write(gone), ...back, unlessDeleted(referrer)]);
}

async function withoutReferrer(userId: string, referrerUserId: string): Promise<void> {
  const known = await find(userId);
  if (known?.referrerUserId !== referrerUserId) return;
  const put = referral()
    .put({ ...known, referrerUserId: "", rev: known.rev + 1 })
    .where(({ rev }, { eq }) => eq(rev, known.rev));
  await commit([write(put)]);
}
