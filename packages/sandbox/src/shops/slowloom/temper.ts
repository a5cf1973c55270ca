import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { reset } from "../../control/fault-effects.ts";
import { fraction, hash } from "../../world/random.ts";
import type { ShopContext } from "../shop.ts";

type Env = { Bindings: HttpBindings };

/** Requests a client may send at once, and how many it earns back in a second. */
const BURST = 5;
const PER_SECOND = 1.5;
const MOST_CLIENTS = 500;

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per client. Returns the seconds to wait, or 0 to pass. */
export function limiter(now: () => number): (client: string) => number {
  const buckets = new Map<string, Bucket>();
  return (client) => {
    const at = now();
    const last = buckets.get(client) ?? { tokens: BURST, at };
    const tokens = Math.min(BURST, last.tokens + ((at - last.at) / 1000) * PER_SECOND);
    const passes = tokens >= 1;
    if (buckets.size > MOST_CLIENTS) buckets.clear();
    buckets.set(client, { tokens: passes ? tokens - 1 : tokens, at });
    return passes ? 0 : Math.ceil((1 - tokens) / PER_SECOND) + 1;
  };
}

const clientOf = (c: Context<Env>): string =>
  `${c.env.incoming.socket.remoteAddress} ${c.req.header("user-agent") ?? ""}`;

const isServed = (path: string) => path.startsWith("/img/") || path.startsWith("/assets/") || path === "/robots.txt";

type Mood = "well" | "error" | "unavailable" | "reset";

/** How the n-th request for a path ends: by the seed, so that a run can be repeated. */
export function moodOf(seed: string, path: string, n: number): Mood {
  const draw = fraction(seed, "mood", path, n);
  if (draw < 0.015) return "reset";
  if (draw < 0.04) return "error";
  return draw < 0.07 ? "unavailable" : "well";
}

const delayMsOf = (seed: string, path: string, n: number): number => 300 + (hash(seed, path, n) % 900);

/** The page that tells a visitor what went wrong. */
type Apology = (title: string, text: string) => string;

/** An old server that can't keep up: slow, strict about its crawl delay, and at times out of order. Pictures come from elsewhere and are quick. */
export function temper({ catalogue }: ShopContext, sorry: Apology): MiddlewareHandler<Env> {
  const wait = limiter(() => performance.now());
  const seen = new Map<string, number>();
  const { seed } = catalogue.world;
  return async (c, next) => {
    const { path } = c.req;
    if (isServed(path)) return next();
    const seconds = wait(clientOf(c));
    if (seconds > 0) {
      return c.html(sorry("One at a time, please", "You turn our pages faster than we can weave them."), 429, {
        "retry-after": String(seconds),
      });
    }
    const n = (seen.get(path) ?? 0) + 1;
    seen.set(path, n);
    await new Promise((resolve) => setTimeout(resolve, delayMsOf(seed, path, n)));
    const mood = moodOf(seed, path, n);
    if (mood === "reset") return reset(c);
    if (mood === "error") return c.html(sorry("A thread has snapped", "Something broke. Please try again."), 500);
    if (mood === "unavailable") {
      return c.html(sorry("We are catching our breath", "Please come back in a moment."), 503, { "retry-after": "3" });
    }
    return next();
  };
}
