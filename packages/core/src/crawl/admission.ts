import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "@stylegence/crawler/fault";
import { context } from "../platform/context.ts";
import type { DomainConfig } from "./domain.ts";
import * as Domain from "./domain.ts";
import * as Frontiers from "./frontier.ts";
import * as Pace from "./pace.ts";
import * as Robots from "./robots.ts";
import { fetchRules } from "./robots-fetch.ts";

/** Whether a request may be sent now, and if not, why or when. */
export type Admission =
  | { kind: "go" }
  | { kind: "forbidden"; reason: string }
  /** robots.txt can't be had, which forbids everything for as long as that lasts; or the address is none to ask. */
  | { kind: "unreachable"; fault: Fault; reason: string }
  /** At `slotAt` (epoch milliseconds) where a slot is reserved, else ask again after `waitMs`. */
  | { kind: "later"; slotAt?: number; waitMs: number };

/** A worker waits so long for its slot itself; for longer it gives its message back to the queue. */
const PATIENCE_MS = 8000;
/** The longest that a queue delays a message, less what it may be late. */
const MAX_AHEAD_MS = 870_000;
/** A slot may be used so much later, not more: the next one is somebody else's. */
const GRACE_MS = 150;

/**
 * Lets a request to an address through when the domain's configuration and robots.txt allow it, at the domain's pace. Waits for the
 * slot where it is near. `slotAt` is one that was reserved before.
 */
export async function admit(config: DomainConfig, url: string, slotAt?: number): Promise<Admission> {
  if (!Domain.allows(config, url)) return { kind: "forbidden", reason: "The path is not among those to be crawled." };
  const known = await Robots.cached(url);
  if (!known) {
    const turn = await takeTurn(config, Robots.intervalOf(config, null), slotAt);
    if (turn.kind !== "go") return turn;
    const rules = await fetchRules(url, ({ sitemaps }) => addSitemaps(config, url, sitemaps));
    return refusalOf(rules, url) ?? takeTurn(config, Robots.intervalOf(config, rules.robots));
  }
  return refusalOf(known, url) ?? takeTurn(config, Robots.intervalOf(config, known.robots), slotAt);
}

function refusalOf({ robots, fault }: Robots.SiteRules, url: string): Admission | null {
  if (fault === "robots_unreachable") return { kind: "unreachable", fault, reason: "robots.txt can't be had." };
  if (fault) return { kind: "unreachable", fault, reason: `The address is refused: ${fault}.` };
  return Robots.mayFetch(robots, url) ? null : { kind: "forbidden", reason: "robots.txt" };
}

async function takeTurn(config: DomainConfig, intervalMs: number, slotAt?: number): Promise<Admission> {
  const now = context().now().getTime();
  const isGood = slotAt !== undefined && slotAt >= now - GRACE_MS && slotAt <= now + PATIENCE_MS;
  const slot = isGood ? { at: slotAt } : await Pace.reserve(config.domain, intervalMs, MAX_AHEAD_MS);
  if (slot.at === null) return { kind: "later", waitMs: slot.waitMs };
  const waitMs = slot.at - context().now().getTime();
  if (waitMs > PATIENCE_MS) return { kind: "later", slotAt: slot.at, waitMs };
  if (waitMs > 0) await wait(waitMs);
  return { kind: "go" };
}

/** What robots.txt names as sitemaps is crawled too. */
async function addSitemaps(config: DomainConfig, url: string, sitemaps: readonly string[]): Promise<void> {
  const { domain, sourceId } = config;
  if (config.namedOnly) return;
  const found = sitemaps.flatMap((path) => {
    const address = URL.parse(path, url);
    return address && address.host === new URL(url).host ? [address.href] : [];
  });
  await Frontiers.add(found.map((loc) => ({ url: loc, domain, sourceId, kind: "sitemap", depth: 0 })));
}
