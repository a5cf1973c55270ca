import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { crawlDelay, isAllowed, parseRobots, type Robots } from "@stylegence/crawler/robots";
import { ALLOW_ALL, DISALLOW_ALL, robotsOf } from "@stylegence/crawler/robots-policy";
import { context } from "../platform/context.ts";
import { type DomainConfig, type RobotsCache, robotsCache } from "./domain.entity.ts";
import { fetchAs } from "./web.ts";

/** RFC 9309: nobody relies on a copy older than a day. */
const MAX_AGE_MS = 24 * 3_600_000;
/** A server in trouble forbids everything, but is asked again soon. */
const TROUBLE_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 600 * 1024;
/** What fits an item. */
const MAX_TEXT = 300_000;

/** The stored rules of an address's site, if they are not too old; null when robots.txt has to be fetched. */
export async function cached(url: string): Promise<Robots | null> {
  const origin = new URL(url).origin;
  const { data } = await robotsCache().get({ origin }).go();
  if (!data || data.expiresAt * 1000 <= context().now().getTime()) return null;
  if (data.verdict === "rules") return parseRobots(data.text ?? "");
  return data.verdict === "allow_all" ? ALLOW_ALL : DISALLOW_ALL;
}

/** Fetches the rules of an address's site and stores them for a day; the caller sees to the pace. */
export async function fetchRules(url: string): Promise<Robots> {
  const { origin } = new URL(url);
  const now = context().now();
  const result = await fetchAs(`${origin}/robots.txt`, {
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    accept: ["text/plain", "text/html", "*/*"],
  });
  const robots = robotsOf(result);
  const verdict = verdictOf(result, robots);
  const keptMs = verdict === "disallow_all" ? TROUBLE_MS : MAX_AGE_MS;
  await robotsCache()
    .put({
      origin,
      verdict,
      text: result.kind === "ok" ? result.text.slice(0, MAX_TEXT) : undefined,
      fetchedAt: now.toISOString(),
      expiresAt: Math.floor((now.getTime() + keptMs) / 1000),
    })
    .go({ response: "none" });
  return robots;
}

function verdictOf(result: FetchResult, robots: Robots): RobotsCache["verdict"] {
  if (result.kind === "ok") return "rules";
  return robots === ALLOW_ALL ? "allow_all" : "disallow_all";
}

export function mayFetch(robots: Robots, url: string): boolean {
  return isAllowed(robots, context().config.CRAWL_USER_AGENT, url);
}

const MAX_DELAY_MS = 24 * 3_600_000;

/** Milliseconds between two requests: the longest of what the configuration and robots.txt ask for. */
export function intervalOf(config: Pick<DomainConfig, "maxRps" | "crawlDelaySeconds">, robots: Robots | null): number {
  const asked = robots ? (crawlDelay(robots, context().config.CRAWL_USER_AGENT) ?? 0) : 0;
  const delayMs = Math.max(1000 / config.maxRps, (config.crawlDelaySeconds ?? 0) * 1000, asked * 1000);
  return Math.ceil(Math.min(delayMs, MAX_DELAY_MS));
}
