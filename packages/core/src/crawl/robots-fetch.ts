import type { FetchResult } from "@stylegence/crawler/fetch-result";
import type { Robots } from "@stylegence/crawler/robots";
import { ALLOW_ALL, robotsOf } from "@stylegence/crawler/robots-policy";
import { context } from "../platform/context.ts";
import { type RobotsCache, robotsCache } from "./domain.entity.ts";
import { fetchAs } from "./web.ts";

/** RFC 9309: nobody relies on a copy older than a day. */
const MAX_AGE_MS = 24 * 3_600_000;
/** A server in trouble forbids everything, but is asked again soon. */
const TROUBLE_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 600 * 1024;
/** What fits an item. */
const MAX_TEXT = 300_000;

/**
 * Fetches the rules of an address's site and stores them for a day, once `use` is through with them: where that is cut off the
 * next visit fetches them again. The caller sees to the pace.
 */
export async function fetchRules(url: string, use: (robots: Robots) => Promise<void>): Promise<Robots> {
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
  await use(robots);
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
