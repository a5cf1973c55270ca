import { EventEmitter, once } from "node:events";
import { safeFetch } from "@stylegence/crawler/fetch";
import type { FetchOptions, FetchResult } from "@stylegence/crawler/fetch-result";
import { sameSite } from "@stylegence/crawler/same-site";
import type { BrowserContext, Request, Route } from "playwright-core";

export type Page = Extract<FetchResult, { kind: "ok" }>;

export interface Traffic {
  /** Requests let through so far. */
  readonly started: number;
  /** Settles when no request is under way. */
  idle(signal: AbortSignal): Promise<unknown>;
}

const WANTED = new Set(["document", "script", "stylesheet", "xhr", "fetch"]);
/** A request may carry these headers on; cookies and the browser's own are not among them. */
const SENT = ["accept", "x-requested-with"];
/** Ours to say, or about an encoding that is already undone. */
const DROPPED =
  /^(content-(encoding|length|security-policy.*)|transfer-encoding|set-cookie|connection|keep-alive|link|alt-svc|clear-site-data|refresh)$/i;
const MAX_REQUESTS = 300;
const MAX_BYTES_EACH = 8_000_000;
const MAX_BYTES_TOTAL = 40_000_000;

/**
 * Answers every request of the context's pages from our own guarded fetch; the browser itself reaches nothing. `document` is
 * what the first address answers.
 */
export async function intercept(context: BrowserContext, document: Page, options: FetchOptions): Promise<Traffic> {
  const changed = new EventEmitter();
  const fetched = new Map([[document.url, Promise.resolve<FetchResult>(document)]]);
  let started = 0;
  let open = 0;
  let bytes = 0;

  const load = (request: Request): Promise<FetchResult> => {
    const known = fetched.get(request.url());
    if (known) return known;
    const headers = Object.fromEntries(SENT.flatMap((name) => pick(request.headers(), name)));
    const result = safeFetch(request.url(), { ...options, accept: undefined, maxBytes: MAX_BYTES_EACH, headers });
    if (request.resourceType() === "script") fetched.set(request.url(), result);
    return result;
  };

  async function answer(route: Route): Promise<void> {
    const request = route.request();
    // "aborted" leaves the document in place that wanted to go elsewhere.
    if (!isWanted(request, document.url)) return route.abort("aborted");
    if (started >= MAX_REQUESTS || bytes > MAX_BYTES_TOTAL) return route.abort("aborted");
    started++;
    const result = await load(request);
    if (result.kind !== "ok") return route.abort(result.kind === "timeout" ? "timedout" : "failed");
    bytes += result.body.byteLength;
    const headers = Object.fromEntries(Object.entries(result.headers).filter(([name]) => !DROPPED.test(name)));
    await route.fulfill({ status: result.status, headers, body: Buffer.from(result.body) });
  }

  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route("**/*", async (route) => {
    open++;
    try {
      await answer(route);
    } catch {
      // The page went away, or navigated, while its request was under way.
    } finally {
      open--;
      if (open === 0) changed.emit("idle");
    }
  });
  return {
    get started() {
      return started;
    },
    idle: async (signal) => (open === 0 ? undefined : once(changed, "idle", { signal })),
  };
}

function isWanted(request: Request, from: string): boolean {
  if (request.method() !== "GET" || !WANTED.has(request.resourceType())) return false;
  if (request.resourceType() !== "document") return true;
  return request.frame().parentFrame() === null && sameSite(request.url(), from);
}

function pick(headers: Record<string, string>, name: string): [string, string][] {
  return headers[name] ? [[name, headers[name]]] : [];
}
