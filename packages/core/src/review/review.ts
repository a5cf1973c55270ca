import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { DomainError, type FieldError, notFound } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { type Page, pageOf } from "../platform/page.ts";
import { onConflict } from "../platform/retry.ts";
import { type Write, write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper } from "../shopper/shopper.ts";
import type * as Images from "../upload/images.ts";
import { commitFor } from "../wishlist/alive.ts";
import { reviewClaim, reviewQuota, reviewText } from "./claim.entity.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { find, settle } from "./settle.ts";
import { mayBecome } from "./state.ts";
import type { Fit } from "./tally.ts";
import { faultsOf, fingerprintOf } from "./text.ts";

export type { ReviewRow };

/** What a shopper says of a garment. */
export interface Input {
  /** 1 to 5. */
  rating: number;
  title?: string | undefined;
  /** In any language. */
  body: string;
  fit?: Fit | undefined;
  variantId?: string | undefined;
  /** Label of a size that the garment has; that of the variant counts where one is named. */
  size?: string | undefined;
  imageUploadIds?: string[] | undefined;
  shareMetrics?: boolean | undefined;
}

/** Of one shopper, in a day of Asia/Kolkata. */
export const MAX_A_DAY = 10;
const DAY_S = 86_400;

/**
 * Writes the acting shopper's review of a product; it is looked at by a job, and published then. The same again is the same review. Throws
 * `conflict` where another review of theirs stands, `invalid` naming the field for what is no review or somebody's text already,
 * `rate_limited` above 10 a day, `not_found` for a product that never was, `forbidden` for one who acts as the shopper.
 */
export async function create(groupId: string, input: Input): Promise<ReviewRow> {
  refuseImpersonator();
  const userId = actingShopper();
  refuse(faultsOf(input));
  const { imageUploadIds: pictures = [] } = input;
  if (pictures.length > 0) await withImages(({ checkImages }) => checkImages(userId, pictures));
  const made = await rowOf(userId, await Product.resolve(groupId), input);
  const outcome = await onConflict(async () => {
    const own = await standing(userId, made.groupId);
    if (own) return own;
    const refusal = await obstacle(made);
    // What stands in the way may be the same review, sent twice at once.
    if (refusal) return (await standing(userId, made.groupId)) ?? refusal;
    const kept = pictures.length > 0 ? await withImages(({ keepWrites }) => keepWrites(userId, pictures)) : [];
    await commitFor(userId, [...additions({ ...made, userId }), ...kept]);
    return made;
  });
  if (outcome instanceof DomainError) throw outcome;
  if (outcome.inputHash === made.inputHash) return outcome;
  const text = "You have reviewed this product. Withdraw that review before you write another.";
  throw new DomainError("conflict", text, { retry: false });
}

function refuse(fields: FieldError[]): void {
  if (fields.length > 0) throw new DomainError("invalid", "This can't be published as a review.", { fields });
}

async function withImages<T>(use: (images: typeof Images) => Promise<T>): Promise<T> {
  try {
    return await use(await import("../upload/images.ts"));
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "not_found")) throw error;
    const fields = [{ field: "imageUploadIds", message: "is no picture of yours that can be shown" }];
    throw new DomainError("invalid", "This can't be published as a review.", { fields });
  }
}

function additions(row: ReviewRow & { userId: string }): Write[] {
  const { userId, groupId, reviewId, fingerprint } = row;
  const now = context().now();
  const counted = reviewQuota()
    .upsert({ userId, day: dayOf(now) })
    .set({ expiresAt: Math.floor(now.getTime() / 1000) + 3 * DAY_S })
    .add({ written: 1 })
    .where(({ written }, { lt, notExists }) => `${notExists(written)} OR ${lt(written, MAX_A_DAY)}`);
  return [
    write(review().create(row)),
    write(reviewClaim().create({ userId, groupId, reviewId })),
    write(counted),
    ...(fingerprint ? [write(reviewText().create({ fingerprint, reviewId }))] : []),
    message("review", { kind: "check", reviewId }),
  ];
}

/** What keeps a new review out, told by the same conditions that the transaction has. */
async function obstacle({ userId = "", fingerprint }: ReviewRow): Promise<DomainError | null> {
  const [quota, text] = await Promise.all([
    reviewQuota()
      .get({ userId, day: dayOf(context().now()) })
      .go({ consistent: true }),
    fingerprint ? reviewText().get({ fingerprint }).go({ consistent: true }) : { data: null },
  ]);
  if ((quota.data?.written ?? 0) >= MAX_A_DAY) {
    return new DomainError("rate_limited", `${MAX_A_DAY} reviews can be written in a day. Come back tomorrow.`);
  }
  if (!text.data) return null;
  const fields = [{ field: "body", message: "stands under another review word for word" }];
  return new DomainError("invalid", "Say it in your own words, and of this product.", { fields });
}

async function rowOf(userId: string, groupId: string, input: Input): Promise<ReviewRow> {
  const product = await Product.read(groupId, { consistent: true });
  const { variant, size } = optionOf(product, input);
  const at = context().now().toISOString();
  const { rating, fit, title, body, shareMetrics = false, imageUploadIds = [] } = input;
  return {
    reviewId: context().newId("rev"),
    rev: 1,
    userId,
    groupId,
    variantId: variant?.variantId,
    product: product.group.title,
    size,
    colour: variant?.colour,
    state: "checking",
    rating,
    fit,
    original: { body, ...(title && { title }) },
    shareMetrics,
    images: imageUploadIds.map((uploadId) => ({ uploadId, renditions: [] })),
    helpful: 0,
    helpfulKey: "",
    points: 0,
    pointMoves: 0,
    inputHash: hashOf(input),
    fingerprint: fingerprintOf(body) ?? undefined,
    createdAt: at,
    publishedAt: at,
    updatedAt: at,
  };
}

/** Names of fields in their order, whichever order they came in. */
function hashOf(input: Input): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return hash26(JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The variant and size that are meant. Throws `invalid`, naming the field, where the product has none such. */
function optionOf({ variants }: Product.Product, { variantId, size }: Input) {
  const variant = variants.find((one) => one.variantId === variantId);
  if (variantId && !variant) refuse([{ field: "variantId", message: "is none of this product" }]);
  const same = (one: { label: string }) => one.label.toLowerCase() === size?.toLowerCase();
  const labelled = variants.find((one) => one.size && same(one.size))?.size;
  if (size && !variant && !labelled) refuse([{ field: "size", message: "is none of this product" }]);
  const meant = variant ? variant.size : labelled;
  return { variant, size: meant && { system: meant.system, label: meant.label, raw: meant.raw } };
}

/** The one review of a product that a shopper has under way or published; null without one. Strongly consistent. */
export async function standing(userId: string, groupId: string): Promise<ReviewRow | null> {
  const { data } = await reviewClaim().get({ userId, groupId }).go({ consistent: true });
  return data ? find(data.reviewId) : null;
}

/** How many of a shopper's reviews are looked through for a picture. */
const LOOKED_THROUGH = 100;

/** Whether a picture of a shopper's is shown with another review of theirs. */
export async function isShown(userId: string, uploadId: string, exceptId: string): Promise<boolean> {
  const { data } = await review().query.byShopper({ userId }).go({ order: "desc", limit: LOOKED_THROUGH });
  return data.some(({ reviewId, images }) => reviewId !== exceptId && images.some((one) => one.uploadId === uploadId));
}

/** The acting shopper's reviews, newest first, a page at a time; or the one of a product that stands. */
export async function list(
  page: Page & { groupId?: string | undefined } = {},
): Promise<{ items: ReviewRow[]; nextCursor: string | null }> {
  const userId = actingShopper();
  if (!page.groupId) return pageOf(review().query.byShopper({ userId }), page);
  const own = await standing(userId, await Product.resolve(page.groupId));
  return { items: own ? [own] : [], nextCursor: null };
}

/**
 * Takes a review of the acting shopper's back: its text, pictures and measurements go, its stars count no more, and another may be
 * written. May be done again. Throws `not_found`, and `forbidden` for one who acts as the shopper.
 */
export async function withdraw(reviewId: string): Promise<ReviewRow> {
  refuseImpersonator();
  const userId = actingShopper();
  return onConflict(async () => {
    const known = await find(reviewId);
    if (!known || known.userId !== userId) throw notFound({ reviewId });
    if (!mayBecome(known.state, "withdrawn")) return known;
    return settle(known, { ...emptied(known), state: "withdrawn" });
  });
}

/** A review without what was said, shown and measured. */
export function emptied(row: ReviewRow): ReviewRow {
  const { title, body, original, metrics, sentiment, language, fingerprint, inputHash, ...rest } = row;
  return { ...rest, images: [] };
}
