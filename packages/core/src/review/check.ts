import { ServiceError } from "@stylegence/clients/service-error";
import type { Translator } from "@stylegence/clients/translator/port";
import { locate } from "../catalog/locate.ts";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write } from "../platform/transaction.ts";
import { feelingOf } from "./feeling.ts";
import { ENGLISH_CODE, HINGLISH_CODE, languageOf } from "./language.ts";
import { type ReviewImage, type ReviewRow, review } from "./review.entity.ts";
import { standing } from "./review.ts";
import { find, settle } from "./settle.ts";
import { snapshotFor } from "./snapshot.ts";
import { isOpen, type Reason, type State } from "./state.ts";
import { faultsOf, isVariation } from "./text.ts";
import { proofOf } from "./verify.ts";

export interface Tools {
  /** Null on a stage without one: what is not English waits. */
  translator: Translator | null;
  /** Makes a validated picture of a shopper's public; null where it is gone, or was refused. */
  publishPicture(userId: string, uploadId: string): Promise<ReviewImage | null>;
}

interface English {
  title?: string | undefined;
  body: string;
}

type Verdict = { state: State; reason?: Reason; error?: unknown } | { english: English };

/**
 * Looks at a review that was written, or that a translator may be there for now: finds its language, has it put into English, compares it
 * with what its author wrote of other products, and publishes it. May be done again. Returns its state, null where it is gone.
 */
export async function check(reviewId: string, tools: Tools): Promise<State | null> {
  const known = await find(reviewId);
  if (!known?.original || (known.state !== "checking" && known.state !== "pending_translation"))
    return known?.state ?? null;
  const language = languageOf(`${known.original.title ?? ""}\n${known.original.body}`);
  const verdict = await verdictOn(known, language, tools);
  if ("english" in verdict) return publish(reviewId, verdict.english, tools, language);
  const { state, reason, error } = verdict;
  const outcome = await onConflict(async () => {
    const before = await find(reviewId);
    if (!before || !isOpen(before.state) || before.state === state) return before?.state ?? null;
    return (await settle(before, { ...before, state, reason, language })).state;
  });
  // It waits where the timer finds it, and the queue may bring it sooner.
  if (error) throw error;
  return outcome;
}

async function verdictOn(known: ReviewRow, language: string, { translator }: Tools): Promise<Verdict> {
  const original = known.original!;
  if (await isRepeated(known, original.body)) return { state: "held", reason: "repeated" };
  if (language === ENGLISH_CODE) return { english: original };
  if (!translator) return { state: "pending_translation" };
  const { title = "", body } = original;
  try {
    // The nearest that a translator may know of Hindi in Latin letters.
    const texts = await translator.toEnglish([title, body], language === HINGLISH_CODE ? "hi" : language);
    const [englishTitle = "", english = ""] = texts ?? [];
    const isEnglish = english.trim() !== "" && languageOf(english) === ENGLISH_CODE;
    // A link spelt in another script is one in English.
    if (faultsOf({ title: englishTitle, body: english }).length > 0 && isEnglish)
      return { state: "held", reason: "rules" };
    return isEnglish
      ? { english: { title: englishTitle || undefined, body: english } }
      : { state: "held", reason: "language" };
  } catch (error) {
    const isForGood = error instanceof ServiceError && !error.retry;
    return isForGood ? { state: "held", reason: "language" } : { state: "pending_translation", error };
  }
}

/** How many of a shopper's own a new review is compared with. */
const COMPARED = 20;

async function isRepeated({ reviewId, userId = "" }: ReviewRow, body: string): Promise<boolean> {
  const { data } = await review().query.byShopper({ userId }).go({ order: "desc", limit: COMPARED });
  return data.some((other) => {
    const text = other.original?.body ?? other.body;
    return other.reviewId !== reviewId && text !== undefined && isVariation(body, text);
  });
}

/**
 * Publishes a review that is under way under this English text, at the product that its garment is today. Returns its state; `superseded`
 * where its author has another one there. Throws `unavailable` while the product is being merged or split.
 */
export async function publish(
  reviewId: string,
  english: English,
  tools: Pick<Tools, "publishPicture">,
  language?: string,
  more: readonly Write[] = [],
): Promise<State | null> {
  const shown: { userId: string; uploadIds: string[] } = { userId: "", uploadIds: [] };
  const state = await onConflict(async () => {
    const before = await find(reviewId);
    if (!before?.userId || !isOpen(before.state)) return before?.state ?? null;
    const { userId, original } = before;
    const groupId = await placeOf(before);
    const other = groupId === before.groupId ? null : await standing(userId, groupId);
    if (other && other.reviewId !== reviewId) return (await settle(before, { ...before, state: "superseded" })).state;
    const [verified, { metrics, check: consent }, images] = await Promise.all([
      proofOf(userId, groupId),
      snapshotFor(before),
      picturesOf(userId, before.images, tools),
    ]);
    Object.assign(shown, { userId, uploadIds: images.map(({ uploadId }) => uploadId) });
    const isOriginal = original?.body === english.body;
    const after: ReviewRow = {
      ...before,
      groupId,
      state: "published",
      reason: undefined,
      title: english.title,
      body: english.body,
      original: isOriginal ? undefined : original,
      language: language ?? before.language,
      sentiment: feelingOf(`${english.title ?? ""}\n${english.body}`),
      verified,
      metrics,
      images,
      publishedAt: context().now().toISOString(),
    };
    return (await settle(before, after, [...consent, ...more])).state;
  });
  // It was taken back while its pictures were made public: nobody else knows of them.
  if (state !== "published" && shown.uploadIds.length > 0) {
    await commit([message("review", { kind: "pictures", reviewId, ...shown })]);
  }
  return state;
}

async function picturesOf(
  userId: string,
  images: ReviewRow["images"],
  { publishPicture }: Pick<Tools, "publishPicture">,
) {
  const made = await Promise.all(images.map(({ uploadId }) => publishPicture(userId, uploadId)));
  return made.filter((image) => image !== null);
}

/** The product that a review belongs to today. */
export async function placeOf({ variantId, groupId }: Pick<ReviewRow, "variantId" | "groupId">): Promise<string> {
  const id = (variantId && (await locate(variantId))?.groupId) || (await Product.resolve(groupId));
  const { group } = await Product.read(id, { consistent: true });
  // Its end is told of on its own: until then nobody knows whether the review would be carried along.
  if (group.moving || group.mergedInto) throw new DomainError("unavailable", "The product is being merged or split.");
  return id;
}
