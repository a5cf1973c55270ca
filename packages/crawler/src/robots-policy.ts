import type { FetchResult } from "./fetch-result.ts";
import { parseRobots, type Robots } from "./robots.ts";

export const ALLOW_ALL: Robots = { groups: [], sitemaps: [], crawlDelay: null };
export const DISALLOW_ALL: Robots = parseRobots("User-agent: *\nDisallow: /");

/** RFC 9309 §2.4: nobody relies on a copy older than a day. */
export const ROBOTS_MAX_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * The rules that follow from an attempt to fetch robots.txt (RFC 9309 §2.3.1): absent (4xx, too many redirects) means
 * all is allowed, unreachable (5xx, no answer) means nothing is. A 429 counts as unreachable: whoever asks us to slow
 * down has not said yes.
 */
export function robotsOf(result: FetchResult): Robots {
  if (result.kind === "ok") return parseRobots(result.text);
  if (result.kind === "redirect_loop") return ALLOW_ALL;
  const absent = result.kind === "http_error" && result.status >= 400 && result.status < 500 && result.status !== 429;
  return absent ? ALLOW_ALL : DISALLOW_ALL;
}
