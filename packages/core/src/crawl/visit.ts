import type { Queue } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { admit } from "./admission.ts";
import { type Look, refuse } from "./answer.ts";
import * as Domain from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Frontiers from "./frontier.ts";
import { look } from "./look.ts";
import * as State from "./state.ts";

export interface VisitResult {
  frontierId: string;
  url?: string;
  outcome: Look["outcome"] | "skipped" | "later";
  fault?: Look["fault"];
  groupId?: string;
  /** What changed, or why nothing was taken. */
  notes: string[];
  /** Entries found on it that were not known. */
  added?: number;
  nextCheckAt?: string;
}

/** Longer than a visit may take, shorter than the queue hides its message. */
const VISIT_MS = 120_000;

/**
 * One whole step of the crawl: claims the entry, keeps robots.txt and pace, fetches, extracts, takes in what changed and says when
 * to come back. What a shop does wrong is the entry's outcome; only what fails on our side is thrown, with the claim given up, so
 * that the message may be delivered again. `force` visits an entry that is not due.
 */
export async function visit(
  frontierId: string,
  options: { force?: boolean; slotAt?: number } = {},
): Promise<VisitResult> {
  const entry = await claim(frontierId, options.force ?? false);
  if (typeof entry === "string") return { frontierId, outcome: "skipped", notes: [entry] };
  try {
    return await go(entry, options.slotAt);
  } catch (error) {
    await settle(entry, State.released).catch(() => undefined);
    throw error;
  }
}

/** Marks the entry as being visited; or says why it is not to be. */
async function claim(frontierId: string, force: boolean): Promise<Frontier | string> {
  const { now, newId } = context();
  let refusal = "";
  const visitId = newId("vis");
  const claimed = await Frontiers.update(frontierId, (current) => {
    const at = now().toISOString();
    refusal = "";
    // The claim came through, only its answer was lost.
    if (current.visitId === visitId) return null;
    refusal = force ? "" : reasonNotTo(current, at);
    if (current.visitUntil !== undefined && current.visitUntil > at) refusal = "It is being visited.";
    if (refusal) return null;
    const visitUntil = new Date(now().getTime() + VISIT_MS).toISOString();
    const nextCheckAt = [current.nextCheckAt, visitUntil].sort().at(-1)!;
    return { ...current, status: "in_progress", visitId, visitUntil, nextCheckAt };
  });
  return refusal || claimed;
}

/** A message that came twice, or late, finds its work done. */
function reasonNotTo(entry: Frontier, at: string): string {
  if (entry.status === "paused") return "It is paused.";
  return entry.status !== "in_progress" && entry.nextCheckAt > at ? "It is not due." : "";
}

async function go(entry: Frontier, slotAt: number | undefined): Promise<VisitResult> {
  const config = await Domain.get(entry.domain);
  if (!config || config.paused)
    return finish(entry, State.released, { outcome: "skipped", notes: ["The domain is paused."] });
  const admission = await admit(config, entry.url, slotAt);
  if (admission.kind === "later") return later(entry, admission);
  if (admission.kind === "forbidden") {
    const { reason } = admission;
    return finish(entry, (now) => State.forbidden(now, reason), { outcome: "forbidden", notes: [reason] });
  }
  if (admission.kind === "unreachable") {
    const { next, ...failure } = refuse(admission.reason, admission.fault);
    return finish(entry, next, failure);
  }
  const { next, ...seen } = await look(entry, config);
  return finish(entry, next, seen);
}

async function later(entry: Frontier, slot: { slotAt?: number; waitMs: number }): Promise<VisitResult> {
  await requeue(entry.frontierId, slot);
  return finish(entry, (now) => State.waiting(now, slot.waitMs), { outcome: "later", notes: [`${slot.waitMs} ms`] });
}

let queue: Queue | undefined;

const MAX_DELAY_S = 900;
/** Rather early than late: the worker waits for the moment itself. */
const EARLY_S = 4;

async function requeue(frontierId: string, { slotAt, waitMs }: { slotAt?: number; waitMs: number }): Promise<void> {
  const delaySeconds = Math.min(MAX_DELAY_S, Math.max(0, Math.floor(waitMs / 1000) - EARLY_S));
  queue ??= sqsQueue();
  const failed = await queue.send(context().config.CRAWL_QUEUE_URL, [{ frontierId, slotAt }], { delaySeconds });
  if (failed.length > 0) throw new DomainError("unavailable", "The queue took no message.", { context: { failed } });
}

async function finish(
  entry: Frontier,
  next: (current: Frontier) => Frontier,
  result: Omit<VisitResult, "frontierId" | "url" | "nextCheckAt">,
): Promise<VisitResult> {
  const state = await settle(entry, next);
  return { frontierId: entry.frontierId, url: entry.url, ...result, nextCheckAt: state.nextCheckAt };
}

/** Stores how the entry goes on, unless somebody else visits it by now, or it was paused meanwhile. */
function settle(entry: Frontier, next: (current: Frontier) => Frontier): Promise<Frontier> {
  return Frontiers.update(entry.frontierId, (current) => {
    if (current.visitId !== entry.visitId) return null;
    const state = next(current);
    return current.status === "paused" ? { ...state, status: "paused" } : state;
  });
}
