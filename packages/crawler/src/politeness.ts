import { faultOf } from "./fault.ts";
import type { FetchResult } from "./fetch-result.ts";
import { crawlDelay, type Robots } from "./robots.ts";
import { DISALLOW_ALL, ROBOTS_MAX_AGE_MS } from "./robots-policy.ts";

/** What a shop's configuration allows. */
export interface Budget {
  /** Requests a second, at most. */
  maxRps: number;
  /** Seconds between two requests, at least. */
  crawlDelaySeconds?: number | null;
}

const MAX_DELAY_MS = 24 * 3_600_000;

/** Milliseconds between two requests: the longest of what the configuration and robots.txt ask for, at most a day. */
export function intervalOf({ maxRps, crawlDelaySeconds }: Budget, robots: Robots | null, agent: string): number {
  const asked = robots ? (crawlDelay(robots, agent) ?? 0) : 0;
  const delayMs = Math.max(1000 / maxRps, (crawlDelaySeconds ?? 0) * 1000, asked * 1000);
  return Math.min(delayMs, MAX_DELAY_MS);
}

/** A shop that says "too many" without saying for how long. */
const BUSY_MS = 60_000;
/** Nobody is waited for longer. */
export const MAX_HOLD_MS = 24 * 3_600_000;

/** Milliseconds for which a shop asks to be left alone by answering 429 or 503; null when it does not. */
export function holdOf(result: FetchResult): number | null {
  if (result.kind !== "http_error" || faultOf(result) !== "busy") return null;
  return Math.min(result.retryAfterMs ?? BUSY_MS, MAX_HOLD_MS);
}

/** A server in trouble forbids everything, but is asked again soon. */
const TROUBLE_MS = 10 * 60_000;

/** Milliseconds for which the rules of a site may be gone by before robots.txt is asked for again. */
export function robotsKeptMs(robots: Robots): number {
  return robots === DISALLOW_ALL ? TROUBLE_MS : ROBOTS_MAX_AGE_MS;
}

/** How robots.txt is fetched. */
export const ROBOTS_FETCH = {
  timeoutMs: 10_000,
  maxBytes: 600 * 1024,
  accept: ["text/plain", "text/html", "*/*"],
} as const;
