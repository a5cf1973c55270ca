import { crawlDelay, isAllowed, parseRobots, type Robots } from "@stylegence/crawler/robots";
import { ALLOW_ALL, DISALLOW_ALL } from "@stylegence/crawler/robots-policy";
import { context } from "../platform/context.ts";
import { type DomainConfig, robotsCache } from "./domain.entity.ts";

/** The stored rules of an address's site, if they are not too old; null when robots.txt has to be fetched. */
export async function cached(url: string): Promise<Robots | null> {
  const origin = new URL(url).origin;
  const { data } = await robotsCache().get({ origin }).go();
  if (!data || data.expiresAt * 1000 <= context().now().getTime()) return null;
  if (data.verdict === "rules") return parseRobots(data.text ?? "");
  return data.verdict === "allow_all" ? ALLOW_ALL : DISALLOW_ALL;
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
