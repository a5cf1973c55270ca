import { notFound } from "@stylegence/core/platform/errors";
import { Hono } from "hono";
import { LinearRouter } from "hono/router/linear-router";
import type * as z from "zod/mini";
import { matches, tagOf } from "./entity-tag.ts";
import { openApi } from "./openapi.ts";
import { addressTooLong, methodNotAllowed, toProblem } from "./problem.ts";
import { readQuery } from "./query.ts";
import type { Reads } from "./reads.ts";
import { type Route, shared } from "./route.ts";
import { routes } from "./routes.ts";

export const BASE = "/api/v1";
const MAX_ADDRESS_LENGTH = 4096;

const SECURITY = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

export interface AppOptions {
  reads: Reads;
  /** Wraps a request in the context that the domain's verbs need. */
  within<T>(body: () => Promise<T>): Promise<T>;
  /** Called once a request, after the answer is made. */
  log(entry: {
    requestId: string;
    method: string;
    path: string;
    status: number;
    durationMs: number;
    error?: unknown;
  }): void;
}

type Variables = { requestId: string; error?: unknown };
export type PublicApp = Hono<{ Variables: Variables }>;

/** The public read API: no route knows who asks. */
export function createApp({ reads, within, log }: AppOptions): PublicApp {
  // The routes are few: looking through them costs less than preparing a faster way on each cold start.
  const app: PublicApp = new Hono({ router: new LinearRouter() });

  app.use(async (c, next) => {
    const startedAt = performance.now();
    const requestId = c.req.header("x-request-id")?.match(/^[\w=.:-]{8,64}$/)?.[0] ?? crypto.randomUUID();
    c.set("requestId", requestId);
    if (c.req.url.length > MAX_ADDRESS_LENGTH) c.res = addressTooLong(requestId, MAX_ADDRESS_LENGTH);
    else await within(next);
    for (const [name, value] of Object.entries(SECURITY)) c.res.headers.set(name, value);
    c.res.headers.set("x-request-id", requestId);
    const { method, path } = c.req;
    const durationMs = Math.round(performance.now() - startedAt);
    log({ requestId, method, path, status: c.res.status, durationMs, error: c.get("error") });
  });

  for (const route of routes) mount(app, route, reads);
  mountDocument(app);
  app.notFound((c) => toProblem(notFound(), c.get("requestId")));
  app.onError((error, c) => {
    c.set("error", error);
    return toProblem(error, c.get("requestId"));
  });
  return app;
}

function mount(app: PublicApp, route: Route, reads: Reads): void {
  const path = BASE + route.path.replace(/\{(\w+)\}/g, ":$1");
  app.get(path, async (c) => {
    const params = readParams(route.params, c.req.param());
    const query = route.query ? readQuery(route.query, new URL(c.req.url).searchParams) : {};
    const answer = await route.answer({ params, query, reads });
    if ("moved" in answer) {
      const location = BASE + answer.moved + new URL(c.req.url).search;
      return c.json(answer.body as object, 301, { location, "cache-control": route.cacheControl });
    }
    return respond(c.req.header("if-none-match"), answer.body, route.cacheControl);
  });
  app.all(path, (c) => methodNotAllowed(c.get("requestId")));
}

/** A parameter that no id or slug looks like is simply not there. */
function readParams(schema: z.ZodMiniObject | undefined, given: Record<string, string>): Record<string, unknown> {
  if (!schema) return {};
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw notFound({ given });
  return parsed.data;
}

function respond(ifNoneMatch: string | undefined, body: unknown, cacheControl: string): Response {
  const text = JSON.stringify(body);
  const headers = { etag: tagOf(text), "cache-control": cacheControl };
  if (matches(ifNoneMatch, headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}

function mountDocument(app: PublicApp): void {
  const path = `${BASE}/openapi.json`;
  let document: object | undefined;
  app.get(path, (c) => {
    document ??= openApi(routes);
    return respond(c.req.header("if-none-match"), document, shared(3600));
  });
  app.all(path, (c) => methodNotAllowed(c.get("requestId")));
}
