import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { canonicalise } from "@stylegence/crawler/url";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26, shardOf } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Frontier, frontier } from "./frontier.entity.ts";

export type { Frontier };

/** By how many partitions the due entries of a domain are spread. */
export const SHARDS = 4;

/** Links are followed so far from a sitemap or whoever named the page. */
export const MAX_DEPTH = 2;

export interface Found {
  url: string;
  domain: string;
  sourceId: string;
  kind: Frontier["kind"];
  depth: number;
  /** When the shop says that it last changed: due at once if that is later than our last look. */
  lastmod?: string;
}

/** The entry's id: one address, one entry, however it was spelt. Throws `invalid` for what is no web address. */
export function idOf(url: string): string {
  const canonical = canonicalise(url);
  if (!canonical) throw new DomainError("invalid", "Not a web address.", { context: { url } });
  return `frn_${hash26(canonical)}`;
}

/** Throws `not_found`. */
export async function get(frontierId: string): Promise<Frontier> {
  const { data } = await frontier().get({ frontierId }).go({ consistent: true });
  if (!data) throw notFound({ frontierId });
  return data;
}

const BATCH = 100;

/** Puts what was found in the queue, due at once, as far as it is not there yet; those there are due again when they changed since. */
export async function add(found: readonly Found[]): Promise<{ added: number; sooner: number }> {
  const byId = new Map(found.map((one) => [idOf(one.url), one]));
  const ids = [...byId.keys()];
  let added = 0;
  let sooner = 0;
  for (let at = 0; at < ids.length; at += BATCH) {
    const part = ids.slice(at, at + BATCH);
    const { data } = await frontier()
      .get(part.map((frontierId) => ({ frontierId })))
      .go({ attributes: ["frontierId", "lastCheckedAt", "nextCheckAt"] });
    const known = new Map(data.map((entry) => [entry.frontierId, entry]));
    const results = await Promise.all(
      part.map((id) => {
        const one = byId.get(id)!;
        const entry = known.get(id);
        return entry ? hasten(entry, one.lastmod) : create(id, one);
      }),
    );
    added += results.filter((result) => result === "added").length;
    sooner += results.filter((result) => result === "sooner").length;
  }
  return { added, sooner };
}

async function create(frontierId: string, found: Found): Promise<"added" | null> {
  const at = context().now().toISOString();
  const { url, domain, sourceId, kind, depth } = found;
  const item = {
    frontierId,
    rev: 1,
    url: canonicalise(url) ?? url,
    domain,
    sourceId,
    kind,
    depth,
    status: "queued" as const,
    shard: shardOf(frontierId, SHARDS),
    nextCheckAt: at,
    errorCount: 0,
    createdAt: at,
    updatedAt: at,
  };
  const done = await unlessRefused(frontier().create(item).go({ response: "none" }));
  return done && "added";
}

const DAY_MS = 86_400_000;

/** A time of ours from a sitemap's date: midnight is a day without an hour, and means its end, so that no change of that day is missed. */
function timeOf(lastmod: string): number {
  const time = Date.parse(lastmod);
  return time % DAY_MS === 0 ? time + DAY_MS - 1 : time;
}

async function hasten(
  entry: Pick<Frontier, "frontierId" | "nextCheckAt"> & { lastCheckedAt?: string },
  lastmod: string | undefined,
): Promise<"sooner" | null> {
  const now = context().now();
  const changedAt = lastmod ? Math.min(timeOf(lastmod), now.getTime()) : Number.NaN;
  if (!entry.lastCheckedAt || !(changedAt > Date.parse(entry.lastCheckedAt))) return null;
  if (entry.nextCheckAt <= now.toISOString()) return null;
  await update(entry.frontierId, (current) =>
    current.status === "queued" ? { ...current, nextCheckAt: now.toISOString() } : null,
  );
  return "sooner";
}

/** The write of an entry's next state, refused when another write came first. */
export function next(known: Frontier, state: Frontier): Write {
  const item = { ...state, rev: known.rev + 1, updatedAt: context().now().toISOString() };
  return write(
    frontier()
      .put(item)
      .where(({ rev }, { eq }) => eq(rev, known.rev)),
  );
}

/** Stores an entry's next state. Throws `conflict` when another write came first. */
export async function save(known: Frontier, state: Frontier): Promise<Frontier> {
  const item = { ...state, rev: known.rev + 1, updatedAt: context().now().toISOString() };
  const done = await unlessRefused(
    frontier()
      .put(item)
      .where(({ rev }, { eq }) => eq(rev, known.rev))
      .go({ response: "none" })
      .then(() => true),
  );
  if (!done)
    throw new DomainError("conflict", "The entry changed at the same time.", { context: { id: known.frontierId } });
  return item;
}

/** Reads an entry and stores what `change` makes of it, again while others write it; null leaves it. Throws `not_found`. */
export function update(frontierId: string, change: (current: Frontier) => Frontier | null): Promise<Frontier> {
  return onConflict(async () => {
    const current = await get(frontierId);
    const state = change(current);
    return state ? save(current, state) : current;
  });
}

/** Takes one address out of the schedule, or puts it back. */
export function pause(frontierId: string): Promise<Frontier> {
  return update(frontierId, (current) => ({ ...current, status: "paused", dispatchId: undefined }));
}

export function resume(frontierId: string): Promise<Frontier> {
  const nextCheckAt = context().now().toISOString();
  return update(frontierId, (current) =>
    current.status === "paused" ? { ...current, status: "queued", errorCount: 0, nextCheckAt } : null,
  );
}

/**
 * Sets how much sooner than its own changes ask for an entry is visited: 1 for a product that shoppers wish for, 0 to undo it. Its
 * next visit is brought forward accordingly. Throws `not_found`.
 */
export function prioritise(frontierId: string, priorityScore: number): Promise<Frontier> {
  return update(frontierId, (current) => {
    const { lastCheckedAt, intervalMinutes } = current;
    if (current.status !== "queued" || !lastCheckedAt || !intervalMinutes) return { ...current, priorityScore };
    const usual = intervalMinutes * (1 + (current.priorityScore ?? 0));
    const minutes = Math.round(usual / (1 + priorityScore));
    const nextCheckAt = new Date(Date.parse(lastCheckedAt) + minutes * 60_000).toISOString();
    return { ...current, priorityScore, intervalMinutes: minutes, nextCheckAt };
  });
}

/** How many of a domain's entries have each status. */
export async function counts(domain: string): Promise<Record<Frontier["status"], number>> {
  const statuses = ["queued", "in_progress", "paused", "error"] as const;
  const found = await Promise.all(statuses.map(async (status) => [status, await count(domain, status)] as const));
  return Object.fromEntries(found) as Record<Frontier["status"], number>;
}

async function count(domain: string, status: Frontier["status"]): Promise<number> {
  const params = frontier().query.byStatus({ domain, status }).params() as QueryCommandInput;
  let total = 0;
  let start: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await context().documents.send(
      new QueryCommand({ ...params, Select: "COUNT", ExclusiveStartKey: start }),
    );
    total += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start);
  return total;
}

/** Entries of a domain with a status, the longest unchanged first, a page at a time. */
export async function list(
  domain: string,
  status: Frontier["status"],
  page: { cursor?: string; limit?: number } = {},
): Promise<{ items: Frontier[]; cursor: string | null }> {
  const { data, cursor } = await frontier()
    .query.byStatus({ domain, status })
    .go({ limit: page.limit ?? 50, cursor: page.cursor });
  return { items: data, cursor };
}
