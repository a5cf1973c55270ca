import type { Objects } from "@stylegence/clients/objects/port";
import { s3Objects } from "@stylegence/clients/objects/s3";
import type { Translator } from "@stylegence/clients/translator/port";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { publishImages, unpublishImages } from "../upload/images.ts";
import { check, type Tools } from "./check.ts";
import { follow } from "./follow.ts";
import type { ReviewImage } from "./review.entity.ts";
import type { ReviewDue } from "./review.events.ts";
import { isShown } from "./review.ts";
import { verify } from "./verify.ts";

/** Does what a message of the queue asks for. Whoever was erased meanwhile has no reviews, and nothing is left to be done. */
export async function perform(due: ReviewDue, tools?: Tools): Promise<object> {
  try {
    return await work(due, tools);
  } catch (error) {
    if (error instanceof DomainError && error.code === "unauthenticated") return { ...due, gone: true };
    throw error;
  }
}

async function work(due: ReviewDue, tools?: Tools): Promise<object> {
  switch (due.kind) {
    case "check": {
      const { reviewId } = due;
      return { reviewId, state: await check(reviewId, tools ?? (await ownTools())) };
    }
    case "purchase":
      return { kind: due.kind, changed: await verify(due) };
    case "moved":
      return { groupId: due.groupId, moved: await follow(due.groupId) };
    case "pictures":
      await hide(due);
      return { kind: due.kind, reviewId: due.reviewId };
  }
}

/** Those that no other review of theirs has. */
async function hide({ reviewId, userId, uploadIds }: Extract<ReviewDue, { kind: "pictures" }>): Promise<void> {
  await unpublishImages(userId, uploadIds, media(), (uploadId) => isShown(userId, uploadId, reviewId));
}

const media = (): Objects => s3Objects(context().config.MEDIA_BUCKET);

/** The translator and the buckets of the stage. */
export async function ownTools(): Promise<Tools> {
  return { translator: await ownTranslator(), publishPicture };
}

let translator: Translator | undefined;

async function ownTranslator(): Promise<Translator | null> {
  if (context().config.TRANSLATOR === "none") return null;
  translator ??= (await import("@stylegence/clients/translator/amazon")).amazonTranslator();
  return translator;
}

async function publishPicture(userId: string, uploadId: string): Promise<ReviewImage | null> {
  const own = s3Objects(context().config.PRIVATE_BUCKET);
  try {
    const [published] = await publishImages(userId, [uploadId], { own, media: media() });
    if (!published) return null;
    const { renditions, width, height } = published;
    return { uploadId, renditions, width, height };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}
