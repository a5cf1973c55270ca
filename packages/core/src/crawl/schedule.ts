import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type DomainConfig, list as listDomains } from "./domain.ts";
import { type Frontier, frontier } from "./frontier.entity.ts";
import * as Frontiers from "./frontier.ts";
import type { Use } from "./interval.ts";
import * as Pace from "./pace.ts";
import * as Robots from "./robots.ts";
import { handedOut } from "./state.ts";

export interface Scheduled {
  domains: number;
  dispatched: number;
}

/** How far ahead visits are handed out: a tick of the timer and some, so that workers never wait for the next one. */
const WINDOW_MS = 75_000;
const MAX_PER_TICK = 600;
const SIDE_BY_SIDE = 10;

/** Hands out what is due, domain by domain, each within its budget. The stream turns each into a message. */
export async function schedule(): Promise<Scheduled> {
  const domains = (await listDomains()).filter((config) => !config.paused);
  let dispatched = 0;
  for (const config of domains) dispatched += await scheduleDomain(config);
  return { domains: domains.length, dispatched };
}

/** Hands out what is due of one domain, within its budget. Returns how many. */
export async function scheduleDomain(config: DomainConfig): Promise<number> {
  if (config.paused) return 0;
  const rules = await Robots.cached(config.baseUrl);
  const intervalMs = Robots.intervalOf(config, rules?.robots ?? null);
  const most = Math.min(MAX_PER_TICK, Math.max(1, Math.floor(WINDOW_MS / intervalMs)));
  const due = await dueOf(config.domain, most);
  const stretch = await Pace.stretch(config.domain, useOf(due, most));
  if (due.length === 0) return 0;
  const allotted = await Pace.allot(config.domain, intervalMs, Math.max(WINDOW_MS, intervalMs), due.length);
  let dispatched = 0;
  for (let at = 0; at < allotted; at += SIDE_BY_SIDE) {
    const results = await Promise.all(
      due.slice(at, Math.min(at + SIDE_BY_SIDE, allotted)).map((entry) => dispatch(entry, stretch)),
    );
    dispatched += results.filter(Boolean).length;
  }
  return dispatched;
}

async function dueOf(domain: string, limit: number): Promise<Frontier[]> {
  const until = context().now().toISOString();
  const shards = Array.from({ length: Frontiers.SHARDS }, (_, shard) =>
    frontier().query.byDue({ domain, shard }).lte({ nextCheckAt: until }).go({ limit, count: limit }),
  );
  const found = (await Promise.all(shards)).flatMap(({ data }) => data);
  return found.sort(byTurn).slice(0, limit);
}

/** Pages that were never looked at are late in no way: a shop that is new is not one that is looked at too often. */
function useOf(due: readonly Frontier[], most: number): Use {
  const now = context().now().getTime();
  const late = due.filter((entry) => entry.lastCheckedAt).map((entry) => now - Date.parse(entry.nextCheckAt));
  return { spare: 1 - due.length / most, lateMinutes: Math.max(0, ...late) / 60_000 };
}

/** Sitemaps and feeds first, since they say what else there is; then whoever waits longest. */
function byTurn(a: Frontier, b: Frontier): number {
  const rank = (entry: Frontier) => (entry.kind === "page" ? 1 : 0);
  return rank(a) - rank(b) || (a.nextCheckAt < b.nextCheckAt ? -1 : 1);
}

/** Hands one entry out: false when somebody else changed it since it was read. */
async function dispatch(entry: Frontier, stretch: number): Promise<boolean> {
  try {
    await Frontiers.save(entry, { ...handedOut(entry), stretch });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}

/** Hands one entry out now, whatever its turn; its worker still keeps the domain's pace. Throws `not_found`. */
export function dispatchNow(frontierId: string): Promise<Frontier> {
  return Frontiers.update(frontierId, handedOut);
}
