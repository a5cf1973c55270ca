import { context } from "../platform/context.ts";
import { grantOf, isGranted } from "../shopper/consent.ts";
import type { Shopper } from "../shopper/shopper.entity.ts";
import type { ReviewRow } from "./review.entity.ts";

const NAMELESS = "A shopper";

/** A review as everybody sees it; its author's name and measurements only as far as they consent now. */
export function shown(row: ReviewRow, author: Shopper | undefined) {
  const { reviewId, rating, fit, colour, verified, helpful, publishedAt } = row;
  return {
    reviewId,
    rating,
    title: row.title ?? null,
    body: row.body ?? "",
    translatedFrom: row.original ? (row.language ?? null) : null,
    fit: fit ?? null,
    size: sizeOf(row),
    colour: colour ?? null,
    author: nameOf(author),
    verified: verified ?? null,
    metrics: isAllowed(row, author) ? measuresOf(row) : null,
    images: imagesOf(row),
    helpful,
    publishedAt,
  };
}

/** A review as its author sees it. */
export function own(row: ReviewRow, author: Shopper) {
  const { reviewId, groupId, product, state, rating, fit, verified, helpful, createdAt, publishedAt, original } = row;
  const isOut = state === "published" || state === "superseded" || state === "removed";
  return {
    reviewId,
    groupId,
    product,
    state: state === "anonymous" ? ("withdrawn" as const) : state,
    reason: row.reason ?? null,
    rating,
    title: (original ? original.title : row.title) ?? null,
    body: (original ? original.body : row.body) ?? "",
    english: original && row.body !== undefined ? { title: row.title ?? null, body: row.body } : null,
    fit: fit ?? null,
    size: sizeOf(row),
    verified: verified ?? null,
    metrics: isAllowed(row, author) ? measuresOf(row) : null,
    images: imagesOf(row),
    helpful,
    createdAt,
    publishedAt: isOut ? publishedAt : null,
  };
}

/** Decided when it is looked at: a job empties what is no longer consented to, and comes later. */
function isAllowed({ metrics }: ReviewRow, author: Shopper | undefined): boolean {
  return metrics !== undefined && author !== undefined && grantOf(author, "storeBodyMetrics") === metrics.grantId;
}

function nameOf(author: Shopper | undefined): string {
  if (!author || author.banned || !isGranted(author, "shareReviewsPublic")) return NAMELESS;
  return author.username ?? author.firstName ?? NAMELESS;
}

function sizeOf({ size }: ReviewRow) {
  return size ? { system: size.system, label: size.label } : null;
}

function measuresOf({ metrics }: ReviewRow) {
  const { bodyType, heightCm, weightKg, bustCm, waistCm, hipsCm } = metrics ?? {};
  return {
    bodyType: bodyType ?? null,
    heightCm: heightCm ?? null,
    weightKg: weightKg ?? null,
    bustCm: bustCm ?? null,
    waistCm: waistCm ?? null,
    hipsCm: hipsCm ?? null,
  };
}

function imagesOf({ images }: ReviewRow) {
  const { MEDIA_BASE_URL } = context().config;
  return images.flatMap((image) => {
    const renditions = image.renditions.map(({ width, key }) => ({ width, url: `${MEDIA_BASE_URL}/${key}` }));
    const widest = renditions.at(-1);
    if (!widest) return [];
    return [{ url: widest.url, width: image.width ?? null, height: image.height ?? null, renditions }];
  });
}
