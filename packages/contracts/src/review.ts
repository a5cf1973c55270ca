import * as z from "zod/mini";
import { BodyType } from "./metrics.ts";
import { VariantId } from "./wishlist.ts";

export const ReviewId = z.string().check(z.regex(/^rev_[0-9A-HJKMNP-TV-Z]{26}$/));

export const FITS = ["runs_small", "true_to_size", "runs_large"] as const;
export const Fit = z.enum(FITS);
export type Fit = z.infer<typeof Fit>;

/** How a purchase is known, the strongest first. */
export const VERIFICATIONS = ["affiliate", "marketplace", "receipt_upload", "self_report"] as const;
export const Verification = z.enum(VERIFICATIONS);
export type Verification = z.infer<typeof Verification>;

/**
 * `checking` and `pending_translation` end by themselves; `held` waits for somebody of ours. `superseded`: two garments that the shopper
 * had reviewed became one, where the newer review stands.
 */
export const REVIEW_STATES = [
  "checking",
  "pending_translation",
  "held",
  "published",
  "refused",
  "withdrawn",
  "superseded",
  "removed",
] as const;
export const ReviewState = z.enum(REVIEW_STATES);
export type ReviewState = z.infer<typeof ReviewState>;

/** Why a review was refused, held or removed. */
export const REVIEW_REASONS = ["language", "repeated", "unclear", "picture", "rules"] as const;
export const ReviewReason = z.enum(REVIEW_REASONS);
export type ReviewReason = z.infer<typeof ReviewReason>;

export const MAX_REVIEW_CHARACTERS = 4000;
export const MIN_REVIEW_CHARACTERS = 10;
export const MAX_REVIEW_TITLE_CHARACTERS = 100;
export const MAX_REVIEW_IMAGES = 4;
export const MAX_REVIEWS_A_PAGE = 30;

const UploadId = z.string().check(z.regex(/^upl_[0-9A-HJKMNP-TV-Z]{26}$/));

/** Body of `POST /products/{groupId}/reviews`. The same again is the same review; another one for the same product is a conflict. */
export const ReviewInput = z.strictObject({
  rating: z.int().check(z.minimum(1), z.maximum(5)),
  title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_REVIEW_TITLE_CHARACTERS))),
  /** In any language; what is not English is translated. */
  body: z.string().check(z.trim(), z.minLength(MIN_REVIEW_CHARACTERS), z.maxLength(MAX_REVIEW_CHARACTERS)),
  fit: z.optional(Fit),
  /** What was bought; one of the product's variants. */
  variantId: z.optional(VariantId),
  /** Label of a size that the product has; where a variant is named its size counts. */
  size: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))),
  /** Validated pictures, each of this shopper's. */
  imageUploadIds: z.optional(z.array(UploadId).check(z.maxLength(MAX_REVIEW_IMAGES))),
  /** Shows height, weight and measurements with the review, as long as their keeping is consented to; nothing for under 18. */
  shareMetrics: z.optional(z.boolean()),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

export const ReviewImage = z.object({
  url: z.string(),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  /** Smaller stored renditions, width in pixels to address, narrowest first. */
  renditions: z.array(z.object({ width: z.int(), url: z.string() })),
});
export type ReviewImage = z.infer<typeof ReviewImage>;

/** Centimetres and kilograms, as they were when the review was published. */
export const ReviewMetrics = z.object({
  bodyType: z.nullable(BodyType),
  heightCm: z.nullable(z.number()),
  weightKg: z.nullable(z.number()),
  bustCm: z.nullable(z.number()),
  waistCm: z.nullable(z.number()),
  hipsCm: z.nullable(z.number()),
});
export type ReviewMetrics = z.infer<typeof ReviewMetrics>;

/** A review as everybody sees it. */
export const Review = z.object({
  reviewId: z.string(),
  rating: z.int(),
  title: z.nullable(z.string()),
  /** In English. */
  body: z.string(),
  /** The language that it was written in where that is another, "hi". */
  translatedFrom: z.nullable(z.string()),
  fit: z.nullable(Fit),
  size: z.nullable(z.object({ system: z.string(), label: z.string() })),
  colour: z.nullable(z.string()),
  /** "A shopper" where they do not show their name. */
  author: z.string(),
  /** How the purchase is known; null where it is not. */
  verified: z.nullable(Verification),
  metrics: z.nullable(ReviewMetrics),
  images: z.array(ReviewImage),
  /** How many found it helpful, exactly. */
  helpful: z.int(),
  publishedAt: z.string(),
});
export type Review = z.infer<typeof Review>;

const FitCounts = z.object({ runs_small: z.int(), true_to_size: z.int(), runs_large: z.int() });

/** Of a product's published reviews, exactly. */
export const ReviewSummary = z.object({
  count: z.int(),
  /** In hundredths, 100 to 500, rounded half up: 433 is 4.33. Null without a review. */
  average: z.nullable(z.int()),
  /** How many gave one star, two, … five. */
  histogram: z.array(z.int()).check(z.length(5)),
  /** With a verified purchase. */
  verified: z.int(),
  fit: FitCounts,
  fitBySize: z.array(z.extend(FitCounts, { size: z.object({ system: z.string(), label: z.string() }) })),
  byBodyType: z.array(z.extend(FitCounts, { bodyType: BodyType, count: z.int(), average: z.int() })),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

/** Query of `GET /products/{groupId}/reviews`. */
export const ReviewParams = z.object({
  /** `newest` where it is left out. */
  sort: z.optional(z.enum(["newest", "helpful"])),
  /** Only with so many stars. */
  rating: z.optional(z.int().check(z.minimum(1), z.maximum(5))),
  /** Only with a verified purchase. */
  verified: z.optional(z.enum(["true"])),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_REVIEWS_A_PAGE))),
  cursor: z.optional(z.string().check(z.maxLength(400))),
});
export type ReviewParams = z.infer<typeof ReviewParams>;

/** Answer of `GET /products/{groupId}/reviews`; a filtered page may be short, and still go on. */
export const ReviewsResponse = z.object({
  groupId: z.string(),
  summary: ReviewSummary,
  items: z.array(Review),
  nextCursor: z.nullable(z.string()),
});
export type ReviewsResponse = z.infer<typeof ReviewsResponse>;

/** A review as its author sees it. */
export const MyReview = z.object({
  reviewId: z.string(),
  groupId: z.string(),
  /** Title of the garment when it was written. */
  product: z.string(),
  state: ReviewState,
  /** Why it was refused, is held or was removed; null otherwise. */
  reason: z.nullable(ReviewReason),
  rating: z.int(),
  /** As it was written; empty once it is withdrawn. */
  title: z.nullable(z.string()),
  body: z.string(),
  /** What others read where it was translated. */
  english: z.nullable(z.object({ title: z.nullable(z.string()), body: z.string() })),
  fit: z.nullable(Fit),
  size: z.nullable(z.object({ system: z.string(), label: z.string() })),
  verified: z.nullable(Verification),
  metrics: z.nullable(ReviewMetrics),
  images: z.array(ReviewImage),
  helpful: z.int(),
  createdAt: z.string(),
  publishedAt: z.nullable(z.string()),
});
export type MyReview = z.infer<typeof MyReview>;

/** Query of `GET /me/reviews`. */
export const MyReviewsParams = z.object({
  /** Only the ones of this product: what its page needs for its form. */
  groupId: z.optional(z.string().check(z.regex(/^prd_[0-9A-HJKMNP-TV-Z]{26}$/))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
});

/** Answer of `GET /me/reviews`, newest first. */
export const MyReviews = z.object({ items: z.array(MyReview), nextCursor: z.nullable(z.string()) });
export type MyReviews = z.infer<typeof MyReviews>;

/** Answer of `PUT` and `DELETE /me/helpful-votes/{reviewId}`. */
export const HelpfulVote = z.object({ helpful: z.int(), mine: z.boolean() });
export type HelpfulVote = z.infer<typeof HelpfulVote>;

/** Query of `GET /me/helpful-votes`: which of these the shopper found helpful. */
export const HelpfulVotesParams = z.object({
  reviewId: z.array(ReviewId).check(z.minLength(1), z.maxLength(MAX_REVIEWS_A_PAGE)),
});
export const HelpfulVotes = z.object({ reviewIds: z.array(z.string()) });
export type HelpfulVotes = z.infer<typeof HelpfulVotes>;
