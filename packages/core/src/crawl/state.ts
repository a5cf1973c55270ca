import { context } from "../platform/context.ts";
import type { DomainConfig } from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import { backoffOf, intervalOf, rateOf, watch } from "./interval.ts";

/** How an entry goes on after a visit. Pure but for the clock; none of these writes anything. */

type Bounds = Pick<DomainConfig, "minIntervalMinutes" | "maxIntervalMinutes">;

const after = (minutes: number): string => new Date(context().now().getTime() + minutes * 60_000).toISOString();

/** A held price is looked at again soon: most are faults of a moment. */
const PENDING_MIN = 30;

const idle = { dispatchId: undefined, visitId: undefined, visitUntil: undefined } as const;

/** What a good answer says about the entry. */
export type Seen = Pick<Frontier, "bodyHash" | "fingerprint" | "etag" | "lastModified" | "groupId" | "pending">;

/** Looked at: due again after the interval that its observed changes ask for. */
export function checked(entry: Frontier, bounds: Bounds, change: { changed: boolean; seen?: Partial<Seen> }): Frontier {
  const now = context().now();
  const lastCheckedAt = entry.lastCheckedAt ?? entry.createdAt;
  const hours = (now.getTime() - Date.parse(lastCheckedAt)) / 3_600_000;
  const isFirst = entry.lastCheckedAt === undefined;
  const { lookCount = 0, changeCount = 0, watchedHours = 0 } = entry;
  const before = { lookCount, changeCount, watchedHours };
  const watched = isFirst ? before : watch(before, hours, change.changed);
  const { priorityScore: priority, stretch } = entry;
  const changed = change.changed && !isFirst;
  const intervalMinutes = intervalOf(rateOf(watched), bounds, { priority, stretch, changed });
  const pending = change.seen?.pending ?? false;
  return {
    ...entry,
    ...change.seen,
    ...idle,
    ...watched,
    // Whatever was remembered of a page whose price is in doubt would only keep us from reading it again.
    ...(pending ? { bodyHash: undefined, etag: undefined, lastModified: undefined } : {}),
    pending: pending || undefined,
    status: "queued",
    intervalMinutes,
    lastCheckedAt: now.toISOString(),
    lastChangedAt: change.changed ? now.toISOString() : entry.lastChangedAt,
    nextCheckAt: after(pending ? Math.min(PENDING_MIN, intervalMinutes) : intervalMinutes),
    errorCount: 0,
    goneCount: undefined,
    backoffUntil: undefined,
    lastError: undefined,
    foldedInto: undefined,
    position: undefined,
    formerUrl: undefined,
  };
}

/** Failed: tried again after a time that doubles with each failure, or as long as the shop asked for. */
export function failed(entry: Frontier, reason: string, options: { retryAfterMs?: number; spread: number }): Frontier {
  const errorCount = entry.errorCount + 1;
  const minutes = Math.max(backoffOf(errorCount, options.spread), (options.retryAfterMs ?? 0) / 60_000);
  const backoffUntil = after(minutes);
  const lastCheckedAt = context().now().toISOString();
  const lastError = reason.slice(0, 500);
  return {
    ...entry,
    ...idle,
    status: "error",
    errorCount,
    lastError,
    backoffUntil,
    nextCheckAt: backoffUntil,
    lastCheckedAt,
  };
}

const FORBIDDEN_MIN = 24 * 60;

/** Not allowed: looked at again when robots.txt or the configuration may have changed. */
export function forbidden(entry: Frontier, reason: string): Frontier {
  return { ...entry, ...idle, status: "error", lastError: reason, nextCheckAt: after(FORBIDDEN_MIN) };
}

/** Gone so often in a row that its listings are discontinued. */
export const GONE_AFTER = 2;
const GONE_AGAIN_MIN = 60;

/** 404 or 410: asked once more soon, then only to see whether it has come back. */
export function gone(entry: Frontier, bounds: Bounds, status: number): Frontier {
  const goneCount = (entry.goneCount ?? 0) + 1;
  const minutes =
    goneCount < GONE_AFTER ? Math.min(GONE_AGAIN_MIN, bounds.maxIntervalMinutes) : bounds.maxIntervalMinutes;
  return {
    ...entry,
    ...idle,
    status: "error",
    goneCount,
    lastError: `HTTP ${status}`,
    lastCheckedAt: context().now().toISOString(),
    // If it comes back it is to be read in whole.
    ...{ bodyHash: undefined, fingerprint: undefined, etag: undefined, lastModified: undefined },
    nextCheckAt: after(minutes),
  };
}

/** A long list of which only a part was taken yet: due again at once, to go on from there. */
export function unfinished(entry: Frontier, bodyHash: string, position: number): Frontier {
  const lastCheckedAt = context().now().toISOString();
  return {
    ...entry,
    ...idle,
    status: "queued",
    errorCount: 0,
    bodyHash,
    position,
    lastCheckedAt,
    nextCheckAt: lastCheckedAt,
  };
}

const FOLDED_MIN = 30 * 24 * 60;

/** Another address for a page that has its own entry: looked at once a month, should that change. */
export function folded(entry: Frontier, foldedInto: string): Frontier {
  const lastCheckedAt = context().now().toISOString();
  return {
    ...entry,
    ...idle,
    status: "queued",
    errorCount: 0,
    foldedInto,
    groupId: undefined,
    lastCheckedAt,
    nextCheckAt: after(FOLDED_MIN),
  };
}

/** Not visited after all: given back, still due. */
export function released(entry: Frontier): Frontier {
  const nextCheckAt = context().now().toISOString();
  return { ...entry, ...idle, status: entry.errorCount > 0 ? "error" : "queued", nextCheckAt };
}

/** Its request waits for a slot: not to be handed out again before that has passed. */
export function waiting(entry: Frontier, waitMs: number): Frontier {
  const until = new Date(context().now().getTime() + waitMs + 10 * 60_000).toISOString();
  return { ...entry, status: "in_progress", visitId: undefined, visitUntil: undefined, nextCheckAt: until };
}

/** An entry that was handed out and not seen again is due once more after that. */
const LEASE_MS = 15 * 60_000;

/** An entry as it is when it is handed out now. */
export function handedOut(entry: Frontier): Frontier {
  const { now, newId } = context();
  return {
    ...entry,
    status: "in_progress",
    dispatchId: newId("vis"),
    nextCheckAt: new Date(now().getTime() + LEASE_MS).toISOString(),
  };
}
