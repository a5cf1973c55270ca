import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { reviewWaiting } from "./claim.entity.ts";
import type { ReviewRow } from "./review.entity.ts";
import type { ReviewDue } from "./review.events.ts";
import { find, WAIT_SHARDS } from "./settle.ts";

/** Of each key with one call; the next goes on with what is left. */
const AT_ONCE = 250;

/** Ids of reviews that wait, the oldest of each key first: for a translator, or for somebody of ours. */
export async function idsWaiting(waitingFor: "translation" | "staff", limit = AT_ONCE): Promise<string[]> {
  const shards = Array.from({ length: WAIT_SHARDS }, (_, shard) =>
    reviewWaiting().query.primary({ waitingFor, shard }).go({ limit }),
  );
  return (await Promise.all(shards)).flatMap(({ data }) => data.map(({ reviewId }) => reviewId));
}

/** Reviews that are held for somebody of ours to decide on, at most `limit`. */
export async function held(limit: number): Promise<ReviewRow[]> {
  const ids = (await idsWaiting("staff", limit)).slice(0, limit);
  const rows = await Promise.all(ids.map(find));
  return rows.filter((row) => row?.state === "held") as ReviewRow[];
}

/** Has reviews looked at once more that wait for a translator, where the stage has one; says how many. */
export async function retry(): Promise<{ sent: number }> {
  return context().config.TRANSLATOR === "none" ? { sent: 0 } : resend();
}

/** The same, whether or not there is a translator for all we know. */
export async function resend(): Promise<{ sent: number }> {
  const { REVIEW_QUEUE_URL } = context().config;
  const due: ReviewDue[] = (await idsWaiting("translation")).map((reviewId) => ({ kind: "check", reviewId }));
  if (due.length === 0) return { sent: 0 };
  const failed = await sqsQueue().send(REVIEW_QUEUE_URL, due);
  if (failed.length > 0) throw new DomainError("unavailable", "The queue took no message.", { context: { failed } });
  return { sent: due.length };
}
