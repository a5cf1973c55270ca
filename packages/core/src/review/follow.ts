import { group as groups } from "../catalog/group.entity.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { placeOf } from "./check.ts";
import { forget } from "./forget.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { standing } from "./review.ts";
import { find, settle } from "./settle.ts";
import { isCounted } from "./state.ts";
import { reviewSummary } from "./summary.entity.ts";

const PAGE = 50;

/**
 * Carries the published reviews of a product that was merged or split to where their garments are today; where an author then has two of
 * one product, the newer stands. Returns how many moved; may be done again. Throws `unavailable` while the product is still being moved, or
 * where the index does not yet show all that is counted.
 */
export async function follow(groupId: string): Promise<number> {
  const { data: group } = await groups().get({ groupId }).go({ consistent: true });
  if (!group) return 0;
  if (group.moving) throw new DomainError("unavailable", "The product is being merged or split.");
  const expected = await countOf(groupId);
  if (expected === 0) return 0;
  let [seen, moved] = [0, 0];
  let cursor: string | null = null;
  do {
    const page: { data: ReviewRow[]; cursor: string | null } = await review()
      .query.byGroup({ groupId })
      .go({ limit: PAGE, cursor });
    for (const { reviewId } of page.data) {
      seen++;
      if (await carry(reviewId)) moved++;
    }
    cursor = page.cursor;
  } while (cursor);
  // What was published at the last moment is not in the index yet.
  if (seen < expected) throw new DomainError("unavailable", "The index of reviews is behind.");
  return moved;
}

async function countOf(groupId: string): Promise<number> {
  const { data } = await reviewSummary().get({ groupId }).go({ consistent: true });
  return data?.tally.count ?? 0;
}

/** Of an account that is being erased the stars go along: its review is made nobody's first, as the erasure would. */
async function carry(reviewId: string): Promise<boolean> {
  try {
    return await move(reviewId);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "unauthenticated")) throw error;
    await forget(reviewId);
    return move(reviewId);
  }
}

async function move(reviewId: string): Promise<boolean> {
  return onConflict(async () => {
    const known = await find(reviewId);
    if (!known || !isCounted(known.state)) return false;
    const groupId = await placeOf(known);
    if (groupId === known.groupId) return false;
    const other = known.userId ? await standing(known.userId, groupId) : null;
    if (other && isLater(other, known)) {
      await settle(known, { ...known, metrics: undefined, state: "superseded" });
      return true;
    }
    if (other) await settle(other, { ...other, metrics: undefined, state: "superseded" });
    await settle(known, { ...known, groupId });
    return true;
  });
}

/** Whether a review stands before another of the same author: a published one does, and the newer of two. */
function isLater(one: ReviewRow, other: ReviewRow): boolean {
  return one.state === "published" && one.publishedAt >= other.publishedAt;
}
