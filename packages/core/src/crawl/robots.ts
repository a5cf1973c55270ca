import type { Fault } from "@stylegence/crawler/fault";
import * as Politeness from "@stylegence/crawler/politeness";
import { isAllowed, parseRobots, type Robots } from "@stylegence/crawler/robots";
import { ALLOW_ALL, DISALLOW_ALL } from "@stylegence/crawler/robots-policy";
import { context } from "../platform/context.ts";
import { type DomainConfig, robotsCache } from "./domain.entity.ts";

/** What a site lets us fetch, and why nothing where its robots.txt cannot be had. */
export interface SiteRules {
  robots: Robots;
  fault: Fault | null;
}

/** The stored rules of an address's site, if they are not too old; null when robots.txt has to be fetched. */
export async function cached(url: string): Promise<SiteRules | null> {
  const origin = new URL(url).origin;
  const { data } = await robotsCache().get({ origin }).go();
  if (!data || data.expiresAt * 1000 <= context().now().getTime()) return null;
  if (data.verdict === "rules") return { robots: parseRobots(data.text ?? ""), fault: null };
  if (data.verdict === "allow_all") return { robots: ALLOW_ALL, fault: null };
  return { robots: DISALLOW_ALL, fault: (data.fault as Fault | undefined) ?? "robots_unreachable" };
}

export function mayFetch(robots: Robots, url: string): boolean {
  return isAllowed(robots, context().config.CRAWL_USER_AGENT, url);
}

/** Whole milliseconds between two requests: the longest of what the configuration and robots.txt ask for. */
export function intervalOf(config: Pick<DomainConfig, "maxRps" | "crawlDelaySeconds">, robots: Robots | null): number {
  return Math.ceil(Politeness.intervalOf(config, robots, context().config.CRAWL_USER_AGENT));
}
