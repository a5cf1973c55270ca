import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { write } from "../platform/transaction.ts";
import { actingShopper, isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import * as Erased from "./forget.ts";
import { find, settle } from "./settle.ts";
import { helpfulVote } from "./vote.entity.ts";

export interface Vote {
  /** How many found the review helpful, exactly. */
  helpful: number;
  mine: boolean;
}

/**
 * The acting shopper finds a review helpful, or does so no longer; the same again changes nothing. Throws `not_found` for one that is not
 * published, `forbidden` for one's own, `unauthenticated` for a shopper who was deleted.
 */
export async function put(reviewId: string, mine: boolean): Promise<Vote> {
  const userId = actingShopper();
  return onConflict(async () => {
    const known = await find(reviewId);
    if (known?.state !== "published") throw notFound({ reviewId });
    if (known.userId === userId) throw new DomainError("forbidden", "This review is your own.");
    const { data: vote } = await helpfulVote().get({ userId, reviewId }).go({ consistent: true });
    if ((vote !== null) === mine) return { helpful: known.helpful, mine };
    const at = context().now().toISOString();
    const turned = mine ? helpfulVote().create({ userId, reviewId, at }) : gone(userId, reviewId);
    const counted = { ...known, helpful: known.helpful + (mine ? 1 : -1) };
    try {
      const { helpful } = await settle(known, counted, [write(turned), unlessDeleted(userId)]);
      return { helpful, mine };
    } catch (error) {
      if (await isDeleted(userId)) throw new DomainError("unauthenticated", "This account was deleted.");
      // It is the author who is gone, and the review with them.
      if (error instanceof DomainError && error.code === "unauthenticated") throw notFound({ reviewId });
      throw error;
    }
  });
}

function gone(userId: string, reviewId: string) {
  return helpfulVote()
    .delete({ userId, reviewId })
    .where(({ at }, { exists }) => exists(at));
}

/** Which of these reviews the acting shopper found helpful. */
export async function among(reviewIds: readonly string[]): Promise<string[]> {
  const userId = actingShopper();
  const keys = [...new Set(reviewIds)].map((reviewId) => ({ userId, reviewId }));
  const { data } = await helpfulVote().get(keys).go({ consistent: true });
  return data.map(({ reviewId }) => reviewId);
}

/** Takes a vote away whose shopper is erased, also of a review that is not published any more. May be done again. */
export async function forget(userId: string, reviewId: string): Promise<void> {
  await onConflict(async () => {
    const known = await find(reviewId);
    if (known?.state !== "published") return void (await unlessRefused(gone(userId, reviewId).go()));
    const { data: vote } = await helpfulVote().get({ userId, reviewId }).go({ consistent: true });
    if (!vote) return;
    // Its author may be on the way out as well: then the review goes first, as their own erasure would have it.
    if (await isDeleted(known.userId)) return forgetBoth(userId, reviewId);
    await settle(known, { ...known, helpful: known.helpful - 1 }, [write(gone(userId, reviewId))]);
  });
}

async function forgetBoth(userId: string, reviewId: string): Promise<void> {
  await Erased.forget(reviewId);
  await unlessRefused(gone(userId, reviewId).go());
}
