import { group as groups } from "../catalog/group.entity.ts";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { shardOf } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import * as Ledger from "../reward/ledger.ts";
import { REVIEW_POINTS, REVIEWS_A_DAY } from "../reward/rate.data.ts";
import { commitFor } from "../wishlist/alive.ts";
import { reviewClaim, reviewQuota, reviewText, reviewWaiting } from "./claim.entity.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { isCounted, isStanding, mayBecome, type State } from "./state.ts";
import { type ReviewSummary, reviewSummary } from "./summary.entity.ts";
import { added, EMPTY, type Share, sizeKey, type Tally, without } from "./tally.ts";

/** A review as it is stored, or null. Strongly consistent. */
export async function find(reviewId: string): Promise<ReviewRow | null> {
  return (await review().get({ reviewId }).go({ consistent: true })).data;
}

/**
 * Makes a review what it becomes, with everything that follows from it in one transaction: the figures of its product, the claim of its
 * author on that product, what waits, whose text it is, and the points. Throws `conflict` where it, or one of these, was written since it
 * was read: read it anew then. Throws `internal` for a state that it can't go to.
 */
export async function settle(before: ReviewRow, wanted: ReviewRow, more: readonly Write[] = []): Promise<ReviewRow> {
  if (before.state !== wanted.state && !mayBecome(before.state, wanted.state)) {
    throw new DomainError("internal", `A review that is ${before.state} does not become ${wanted.state}.`);
  }
  const figures = await figuresOf(before, wanted);
  const points = await pointsOf(before, wanted);
  const after: ReviewRow = {
    ...wanted,
    rev: before.rev + 1,
    counted: figures.counted,
    points: points.points,
    pointMoves: points.pointMoves,
    helpfulKey: String(wanted.helpful).padStart(9, "0"),
    updatedAt: context().now().toISOString(),
  };
  const own = write(
    review()
      .put(after)
      .where(({ rev }, { eq }) => eq(rev, before.rev)),
  );
  const writes = [
    own,
    ...figures.writes,
    ...claims(before, after),
    ...waits(before, after),
    ...texts(before, after),
    ...pictures(before, after),
    ...points.writes,
    ...more,
  ];
  await (after.userId ? commitFor(after.userId, writes) : commit(writes));
  return after;
}

/** The figures of a product with what they were read at. */
interface Head {
  rev: number;
  summary: ReviewSummary | null;
  shard: number;
  groupId: string;
  /** Neither merged into another, nor about to be, nor split. */
  isSettled: boolean;
}

async function headOf(groupId: string): Promise<Head> {
  const [{ data: head }, { data: summary }] = await Promise.all([
    groups().get({ groupId }).go({ consistent: true }),
    reviewSummary().get({ groupId }).go({ consistent: true }),
  ]);
  if (!head) throw notFound({ groupId });
  const isSettled = !head.moving && !head.mergedInto;
  return { groupId, rev: head.rev, shard: head.shard, summary, isSettled };
}

async function figuresOf(
  before: ReviewRow,
  after: ReviewRow,
): Promise<{ counted: Share | undefined; writes: Write[] }> {
  const out = before.counted && { groupId: before.groupId, share: before.counted };
  const into = isCounted(after.state) ? { groupId: after.groupId, share: shareOf(after) } : undefined;
  if (out && into && out.groupId === into.groupId) {
    // As it was counted before: another size has its place since.
    const share = { ...into.share, size: out.share.size };
    if (isSame(out.share, share)) return { counted: out.share, writes: [] };
    const head = await headOf(out.groupId);
    return { counted: share, writes: figureWrites(head, added(without(tallyOf(head), out.share), share)) };
  }
  const writes: Write[] = [];
  if (out) {
    const head = await headOf(out.groupId);
    writes.push(...figureWrites(head, without(tallyOf(head), out.share)));
  }
  if (!into) return { counted: undefined, writes };
  const head = await headOf(into.groupId);
  // What is counted at a garment after its reviews were carried away would stay behind.
  if (!head.isSettled) throw new DomainError("unavailable", "The product is being merged or split.");
  const share = { ...into.share, size: sizeKey(tallyOf(head), after.size) };
  writes.push(...figureWrites(head, added(tallyOf(head), share)));
  return { counted: share, writes };
}

const tallyOf = ({ summary }: Head): Tally => summary?.tally ?? EMPTY;

/** The figures and the group that they belong to are written together: whoever looks at the product is told, and the index. */
function figureWrites(head: Head, tally: Tally): Write[] {
  const { groupId, summary } = head;
  const item = { groupId, rev: (summary?.rev ?? 0) + 1, tally, updatedAt: context().now().toISOString() };
  const put = summary
    ? reviewSummary()
        .put(item)
        .where(({ rev }, { eq }) => eq(rev, summary.rev))
    : reviewSummary().create(item);
  return [Product.bumpWatched(head), write(put)];
}

/** Whether a purchase is known by more than the shopper's own word. */
export function isProof(verified: ReviewRow["verified"]): boolean {
  return verified !== undefined && verified !== "self_report";
}

/** A receipt can be made up: it proves enough to be shown as such, and not enough to be paid for. */
function isPaidFor(verified: ReviewRow["verified"]): boolean {
  return verified === "affiliate" || verified === "marketplace";
}

function shareOf({ rating, fit, verified, metrics }: ReviewRow): Share {
  const bodyType = metrics?.bodyType;
  return { rating, verified: isProof(verified), ...(fit && { fit }), ...(bodyType && { bodyType }) };
}

function isSame(a: Share, b: Share): boolean {
  const parts = ({ rating, verified, fit, size, bodyType }: Share) => [rating, verified, fit, size, bodyType].join(" ");
  return parts(a) === parts(b);
}

/** One shopper has one review of a product under way or published: the claim is refused where there is another. */
function claims(before: ReviewRow, after: ReviewRow): Write[] {
  const { reviewId, userId } = before;
  const had = userId && isStanding(before.state) ? before.groupId : undefined;
  const has = after.userId && isStanding(after.state) ? after.groupId : undefined;
  if (!userId || had === has) return [];
  const writes: Write[] = [];
  if (had) writes.push(unclaim(userId, had, reviewId));
  if (has) writes.push(write(reviewClaim().create({ userId, groupId: has, reviewId })));
  return writes;
}

/** Takes a claim away, unless another review has it. */
export function unclaim(userId: string, groupId: string, reviewId: string): Write {
  return write(
    reviewClaim()
      .delete({ userId, groupId })
      .where((claim, { eq, notExists }) => `${eq(claim.reviewId, reviewId)} OR ${notExists(claim.reviewId)}`),
  );
}

/** By how many keys the reviews that wait are spread. */
export const WAIT_SHARDS = 4;

const WAITS: Partial<Record<State, "translation" | "staff">> = { pending_translation: "translation", held: "staff" };

function waits({ state: from, reviewId }: ReviewRow, { state: to }: ReviewRow): Write[] {
  const [left, begun] = [WAITS[from], WAITS[to]];
  if (left === begun) return [];
  const shard = shardOf(reviewId, WAIT_SHARDS);
  return [
    ...(left ? [write(reviewWaiting().delete({ waitingFor: left, shard, reviewId }))] : []),
    ...(begun ? [write(reviewWaiting().put({ waitingFor: begun, shard, reviewId }))] : []),
  ];
}

/** What is there no longer may be written again, by whoever. */
function texts({ fingerprint, reviewId, state }: ReviewRow, after: ReviewRow): Write[] {
  if (state === "superseded") return [];
  const isFree = !after.fingerprint || after.state === "superseded";
  return fingerprint && isFree ? [untext(fingerprint, reviewId)] : [];
}

export function untext(fingerprint: string, reviewId: string): Write {
  return write(
    reviewText()
      .delete({ fingerprint })
      .where((text, { eq, notExists }) => `${eq(text.reviewId, reviewId)} OR ${notExists(text.reviewId)}`),
  );
}

/** Taken back by a job, whether they were published or only kept for that; those of an erased account go with its uploads. */
function pictures({ reviewId, images, userId }: ReviewRow, after: ReviewRow): Write[] {
  const uploadIds = images.map(({ uploadId }) => uploadId);
  if (uploadIds.length === 0 || after.images.length > 0 || !userId || !after.userId) return [];
  return [message("review", { kind: "pictures", reviewId, userId, uploadIds })];
}

interface Points {
  points: number;
  pointMoves: number;
  writes: Write[];
}

/** A published review of a purchase that a shop vouches for earns points, and loses them with either; each turn is an entry of its own. */
async function pointsOf(before: ReviewRow, after: ReviewRow): Promise<Points> {
  const { points, pointMoves, userId, reviewId } = before;
  const none = { points, pointMoves, writes: [] };
  // What came of two garments that became one, or of an account that was erased, stays.
  if (!userId || after.state === "superseded" || after.state === "anonymous") return none;
  const earns = after.state === "published" && isPaidFor(after.verified);
  if (earns === points > 0) return none;
  const quota = earns ? await rewardedToday(userId) : [];
  if (!quota) return none;
  const spendable = earns ? REVIEW_POINTS : -points;
  const reason = earns ? "For your review" : "Taken back with your review, or its purchase";
  const key = `review:${reviewId}:${pointMoves + 1}`;
  const moves = Ledger.moveWrites({ userId, type: "review", key, spendable, reason, relatedId: reviewId });
  return { points: points + spendable, pointMoves: pointMoves + 1, writes: [...moves, ...quota] };
}

const DAY_S = 86_400;

/** The write that counts a reward of today; null where there were enough. */
async function rewardedToday(userId: string): Promise<Write[] | null> {
  const now = context().now();
  const day = dayOf(now);
  const { data } = await reviewQuota().get({ userId, day }).go({ consistent: true });
  if ((data?.rewarded ?? 0) >= REVIEWS_A_DAY) return null;
  const expiresAt = Math.floor(now.getTime() / 1000) + 3 * DAY_S;
  const count = reviewQuota()
    .upsert({ userId, day })
    .set({ expiresAt })
    .add({ rewarded: 1 })
    .where(({ rewarded }, { lt, notExists }) => `${notExists(rewarded)} OR ${lt(rewarded, REVIEWS_A_DAY)}`);
  return [write(count)];
}
