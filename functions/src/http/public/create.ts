import { notFound } from "@stylegence/core/platform/errors";
import type * as z from "zod/mini";
import { matches, tagOf } from "./entity-tag.ts";
import { type Answered, type Asked, match, patternOf } from "./exchange.ts";
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

export interface PublicApp {
  answer(asked: Asked): Promise<Answered>;
  /** The same in terms of the web, for callers in the same process. */
  request(address: string, init?: RequestInit): Promise<Response>;
}

interface Place {
  pattern: readonly string[];
  answer(asked: Asked, params: Record<string, string>): Promise<Answered>;
}

/**
 * The public read API: no route knows who asks. It is small enough to do without a framework's requests and responses, which cost
 * a cold start more than everything that the API itself does.
 */
export function createApp({ reads, within, log }: AppOptions): PublicApp {
  const places = [...routes.map((route) => placeOf(route, reads)), documentPlace()];

  async function answer(asked: Asked): Promise<Answered> {
    const startedAt = performance.now();
    const requestId = asked.header("x-request-id")?.match(/^[\w=.:-]{8,64}$/)?.[0] ?? crypto.randomUUID();
    let failure: unknown;
    const found = await within(() => dispatch(places, asked, requestId)).catch((error: unknown) => {
      failure = error;
      return toProblem(error, requestId);
    });
    const { status } = found;
    const durationMs = Math.round(performance.now() - startedAt);
    log({ requestId, method: asked.method, path: asked.path, status, durationMs, error: failure });
    const headers = { ...found.headers, ...SECURITY, "x-request-id": requestId };
    return { status, headers, body: asked.method === "HEAD" ? null : found.body };
  }

  return {
    answer,
    async request(address, init = {}) {
      const { pathname, search } = new URL(address, "http://localhost");
      const headers = new Headers(init.headers);
      const { status, body, ...found } = await answer({
        method: init.method ?? "GET",
        path: pathname,
        search: search.slice(1),
        header: (name) => headers.get(name) ?? undefined,
      });
      return new Response(body, { status, headers: found.headers });
    },
  };
}

async function dispatch(places: readonly Place[], asked: Asked, requestId: string): Promise<Answered> {
  const { method, path, search } = asked;
  if (path.length + search.length > MAX_ADDRESS_LENGTH) return addressTooLong(requestId, MAX_ADDRESS_LENGTH);
  for (const place of places) {
    const params = match(place.pattern, path);
    if (!params) continue;
    if (method !== "GET" && method !== "HEAD") return methodNotAllowed(requestId);
    return place.answer(asked, params);
  }
  throw notFound();
}

function placeOf(route: Route, reads: Reads): Place {
  const { cacheControl } = route;
  return {
    pattern: patternOf(BASE + route.path),
    async answer(asked, given) {
      const params = readParams(route.params, given);
      const query = route.query ? readQuery(route.query, new URLSearchParams(asked.search)) : {};
      const answer = await route.answer({ params, query, reads });
      if (!("moved" in answer)) return found(asked, answer.body, cacheControl);
      const location = BASE + answer.moved + (asked.search && `?${asked.search}`);
      const headers = { ...JSON_TYPE, location, "cache-control": cacheControl };
      return { status: 301, headers, body: JSON.stringify(answer.body) };
    },
  };
}

/** A parameter that no id or slug looks like is simply not there. */
function readParams(schema: z.ZodMiniObject | undefined, given: Record<string, string>): Record<string, unknown> {
  if (!schema) return {};
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw notFound({ given });
  return parsed.data;
}

const JSON_TYPE = { "content-type": "application/json" };

function found(asked: Asked, answer: unknown, cacheControl: string): Answered {
  const body = JSON.stringify(answer);
  const headers = { etag: tagOf(body), "cache-control": cacheControl };
  if (matches(asked.header("if-none-match"), headers.etag)) return { status: 304, headers, body: null };
  return { status: 200, headers: { ...headers, ...JSON_TYPE }, body };
}

function documentPlace(): Place {
  let document: object | undefined;
  return {
    pattern: patternOf(`${BASE}/openapi.json`),
    async answer(asked) {
      document ??= openApi(routes);
      return found(asked, document, shared(3600));
    },
  };
}
