import type { Write } from "../platform/transaction.ts";
import { find, moveWrites } from "./ledger.ts";
import { useWrite } from "./limit.ts";
import { REVIEW_POINTS } from "./rate.data.ts";

/**
 * The writes that reward a verified review when it is published, for the transaction that publishes it: once for a shopper and garment,
 * ever, and for so many a day; none otherwise. The commit throws `conflict` where others were quicker: then ask for them anew.
 */
export async function publishedWrites(userId: string, review: { groupId: string; reviewId: string }): Promise<Write[]> {
  const key = keyOf(review.groupId);
  if (await find(userId, key)) return [];
  const limit = await useWrite(userId, "review");
  if (!limit) return [];
  const move = { type: "review", key, spendable: REVIEW_POINTS, reason: "Review", relatedId: review.reviewId } as const;
  return [limit, ...moveWrites({ userId, ...move })];
}

/** The writes that take such points back, for the transaction that withdraws the review; none where there were none, or they are gone. */
export async function withdrawnWrites(userId: string, groupId: string): Promise<Write[]> {
  const given = await find(userId, keyOf(groupId));
  const key = `${keyOf(groupId)}:back`;
  if (!given || (await find(userId, key))) return [];
  const { spendable, relatedId } = given;
  return moveWrites({ userId, type: "review", key, spendable: -spendable, reason: "Review withdrawn", relatedId });
}

const keyOf = (groupId: string): string => `review:${groupId}`;
