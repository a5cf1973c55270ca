import { shardOf } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { reviewWaiting } from "./claim.entity.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { emptied } from "./review.ts";
import { find, settle, unclaim, untext, WAIT_SHARDS } from "./settle.ts";
import { isStanding } from "./state.ts";

/**
 * Takes a review whose author is erased: one that is not published goes; of a published one the stars stay in its product's figures, with
 * nothing that was said, shown or measured, and nobody's. May be done again.
 */
export async function forget(reviewId: string): Promise<void> {
  await onConflict(async () => {
    const known = await find(reviewId);
    if (!known?.userId) return;
    if (known.state !== "published") return drop(known, known.userId);
    const { variantId: _, ...stars } = emptied(known);
    const day = known.publishedAt.slice(0, 10);
    // No more of when it was than the day: nothing leads back to who it was.
    await settle(known, { ...stars, userId: "", state: "anonymous", points: 0, createdAt: day, publishedAt: day });
  });
}

async function drop({ reviewId, rev, state, groupId, fingerprint }: ReviewRow, userId: string): Promise<void> {
  const gone = review()
    .delete({ reviewId })
    .where((row, { eq }) => eq(row.rev, rev));
  const writes: Write[] = [write(gone)];
  if (isStanding(state)) writes.push(unclaim(userId, groupId, reviewId));
  if (fingerprint) writes.push(untext(fingerprint, reviewId));
  const shard = shardOf(reviewId, WAIT_SHARDS);
  const waitingFor = state === "held" ? "staff" : state === "pending_translation" ? "translation" : null;
  if (waitingFor) writes.push(write(reviewWaiting().delete({ waitingFor, shard, reviewId })));
  await commit(writes);
}
