import type { Objects } from "@stylegence/clients/objects/port";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write } from "../platform/transaction.ts";
import { commitFor } from "../wishlist/alive.ts";
import { fileKey, publicKey } from "./places.ts";
import { dueIn, find, next } from "./row.ts";
import type { Upload } from "./upload.entity.ts";

/** The bucket of what belongs to one shopper, and the one of pictures that everybody sees. */
export interface Buckets {
  own: Objects;
  media: Objects;
}

export interface PublishedImage {
  uploadId: string;
  /** Pixels of the widest. */
  width: number;
  height: number;
  dominantColour: string | null;
  /** WebP, narrowest first; keys below the address of pictures. */
  renditions: { width: number; key: string }[];
}

/** A picture never changes under its key; it may be taken back, so nobody keeps it for long. */
const CACHE_CONTROL = "public, max-age=86400";
/** After its last review is gone. */
const UNUSED_DAYS = 7;

/**
 * That these are validated review pictures of the shopper's, for whoever takes a review. Throws `not_found` for one that is not, or is
 * another's, and `conflict` (which may be tried again) for one that is still looked at.
 */
export async function checkImages(userId: string, uploadIds: readonly string[]): Promise<void> {
  for (const uploadId of uploadIds) await usable(userId, uploadId);
}

async function usable(userId: string, uploadId: string): Promise<Upload> {
  const found = await find(userId, uploadId);
  if (found?.kind !== "review_image" || found.state === "rejected") throw notFound({ uploadId });
  if (found.state !== "validated") throw new DomainError("conflict", "A picture is still looked at.");
  return found;
}

/**
 * The writes that keep pictures for a review that is written, however long it waits, for its transaction. Each is refused where the picture
 * was written since: read anew then. Throws as `checkImages`.
 */
export function keepWrites(userId: string, uploadIds: readonly string[]): Promise<Write[]> {
  return Promise.all(
    [...new Set(uploadIds)].map(async (uploadId) => next(await usable(userId, uploadId), dueIn(null))),
  );
}

/**
 * Shows pictures of a review to everybody, and keeps them as long as that is so; may be done again. Throws as `checkImages`, and
 * ServiceError.
 */
export async function publishImages(
  userId: string,
  uploadIds: readonly string[],
  { own, media }: Buckets,
): Promise<PublishedImage[]> {
  const published: PublishedImage[] = [];
  for (const uploadId of uploadIds) {
    const found = await usable(userId, uploadId);
    for (const { name, contentType } of found.files ?? []) {
      const stored = await own.get(fileKey(userId, uploadId, name));
      if (!stored) throw notFound({ uploadId });
      await media.put(publicKey(uploadId, name), stored.body, { contentType, cacheControl: CACHE_CONTROL });
    }
    await keep(userId, uploadId);
    published.push(imageOf(found));
  }
  return published;
}

async function keep(userId: string, uploadId: string): Promise<void> {
  await onConflict(async () => {
    const found = await usable(userId, uploadId);
    if (found.publishedAt) return;
    const change = next(found, { publishedAt: context().now().toISOString(), ...dueIn(null) });
    await commitFor(userId, [change]);
  });
}

function imageOf({ uploadId, files = [], dominantColour }: Upload): PublishedImage {
  const widest = files.at(-1);
  return {
    uploadId,
    width: widest?.width ?? 0,
    height: widest?.height ?? 0,
    dominantColour: dominantColour ?? null,
    renditions: files.map(({ name, width = 0 }) => ({ width, key: publicKey(uploadId, name) })),
  };
}

/**
 * Shows pictures to nobody but their shopper any more, published or not; they go a week later. One that is in use is left as it is, and
 * what is not there is no error.
 */
export async function unpublishImages(
  userId: string,
  uploadIds: readonly string[],
  media: Objects,
  isUsed: (uploadId: string) => Promise<boolean> = async () => false,
): Promise<void> {
  for (const uploadId of uploadIds) {
    const found = await find(userId, uploadId);
    if (!found || (await isUsed(uploadId))) continue;
    for (const key of publicKeysOf(found)) await media.remove(key);
    await onConflict(async () => {
      const current = await find(userId, uploadId);
      if (!current || (!current.publishedAt && current.dueAt !== "never")) return;
      // Another review may have been written with it in the meantime.
      if (await isUsed(uploadId)) return;
      await commit([next(current, { publishedAt: undefined, ...dueIn(UNUSED_DAYS) })]);
    });
  }
}

/** Where everybody may see it. */
export function publicKeysOf({ kind, uploadId, files = [] }: Pick<Upload, "kind" | "uploadId" | "files">): string[] {
  return kind === "review_image" ? files.map(({ name }) => publicKey(uploadId, name)) : [];
}
