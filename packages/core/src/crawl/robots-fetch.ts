import { robotsFaultOf } from "@stylegence/crawler/fault";
import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { ROBOTS_FETCH, robotsKeptMs } from "@stylegence/crawler/politeness";
import type { Robots } from "@stylegence/crawler/robots";
import { ALLOW_ALL, robotsOf } from "@stylegence/crawler/robots-policy";
import { context } from "../platform/context.ts";
import { type RobotsCache, robotsCache } from "./domain.entity.ts";
import type { SiteRules } from "./robots.ts";
import { fetchAs } from "./web.ts";

/** What fits an item. */
const MAX_TEXT = 300_000;

/**
 * Fetches the rules of an address's site and stores them for a day, once `use` is through with them: where that is cut off the
 * next visit fetches them again. The caller sees to the pace.
 */
export async function fetchRules(url: string, use: (robots: Robots) => Promise<void>): Promise<SiteRules> {
  const { origin } = new URL(url);
  const now = context().now();
  const result = await fetchAs(`${origin}/robots.txt`, ROBOTS_FETCH);
  const robots = robotsOf(result);
  const fault = robotsFaultOf(result, robots);
  await use(robots);
  await robotsCache()
    .put({
      origin,
      verdict: verdictOf(result, robots),
      fault: fault ?? undefined,
      text: result.kind === "ok" ? result.text.slice(0, MAX_TEXT) : undefined,
      fetchedAt: now.toISOString(),
      expiresAt: Math.floor((now.getTime() + robotsKeptMs(robots)) / 1000),
    })
    .go({ response: "none" });
  return { robots, fault };
}

function verdictOf(result: FetchResult, robots: Robots): RobotsCache["verdict"] {
  if (result.kind === "ok") return "rules";
  return robots === ALLOW_ALL ? "allow_all" : "disallow_all";
}
