import * as Audit from "../platform/audit.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { publish, type Tools } from "./check.ts";
import { ENGLISH_CODE } from "./language.ts";
import { find, settle } from "./settle.ts";
import { isOpen, mayBecome, type State } from "./state.ts";

interface Deed {
  /** For the audit; it names no shopper. */
  reason: string;
}

/**
 * Publishes a review that is held or waits, under this English text where it is in another language. One audited action. Throws
 * `not_found`, and `invalid` for one that is decided, or that is not English and has no such text.
 */
export async function release(
  reviewId: string,
  { reason, english }: Deed & { english?: { title?: string; body: string } },
  tools: Pick<Tools, "publishPicture">,
): Promise<State | null> {
  const known = await find(reviewId);
  if (!known) throw notFound({ reviewId });
  if (!isOpen(known.state) || !known.original) throw decided(known.state);
  if (!english && known.language !== ENGLISH_CODE) {
    throw new DomainError("invalid", `It is in "${known.language}": give its text in English.`);
  }
  return publish(reviewId, english ?? known.original, tools, undefined, [
    Audit.record(reviewId, "review.released", { reason }),
  ]);
}

/**
 * Refuses a review that is held or waits, or removes a published one; its stars count no more. One audited action. Throws `not_found`, and
 * `invalid` for one that is decided.
 */
export async function reject(reviewId: string, { reason }: Deed): Promise<State> {
  return onConflict(async () => {
    const known = await find(reviewId);
    if (!known) throw notFound({ reviewId });
    const state = known.state === "published" ? "removed" : "refused";
    if (!mayBecome(known.state, state)) throw decided(known.state);
    const deed = Audit.record(reviewId, `review.${state}`, { reason });
    return (await settle(known, { ...known, state, reason: "rules", metrics: undefined, images: [] }, [deed])).state;
  });
}

function decided(state: State): DomainError {
  return new DomainError("invalid", `This review is ${state} already.`);
}
