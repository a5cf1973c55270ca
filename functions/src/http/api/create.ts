import { notFound } from "@stylegence/core/platform/errors";
import type * as z from "zod/mini";
import { attempt, type RequestLine } from "./attempt.ts";
import { readBody } from "./body.ts";
import { matches, tagOf } from "./entity-tag.ts";
import { type Answered, type Asked, match, patternOf } from "./exchange.ts";
import { addressTooLong, methodNotAllowed } from "./problem.ts";
import { readQuery } from "./query.ts";
import { type Answer, methodOf, type Route } from "./route.ts";

export const BASE = "/api/v1";
const MAX_ADDRESS_LENGTH = 4096;

const SECURITY = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

export interface AppOptions<S> {
  routes: readonly Route<S>[];
  /** What the routes' answers are given beside the request. */
  services: S;
  /** Runs a route's work in the context that the domain's verbs need, as whoever the request proves to come from. Throws `unauthenticated`. */
  within<T>(route: Route<S>, asked: Asked, body: () => Promise<T>): Promise<T>;
  /** Called once a request, after the answer is made. */
  log(line: RequestLine): void;
}

export interface App {
  answer(asked: Asked): Promise<Answered>;
  /** The same in terms of the web, for callers in the same process. */
  request(address: string, init?: RequestInit): Promise<Response>;
}

interface Place<S> {
  route: Route<S>;
  pattern: readonly string[];
}

/**
 * An API of such routes. It is small enough to do without a framework's requests and responses, which cost a cold start more than
 * everything that the API itself does.
 */
export function createApp<S>(options: AppOptions<S>): App {
  const { log } = options;
  const places = options.routes.map((route) => ({ route, pattern: patternOf(BASE + route.path) }));

  async function answer(asked: Asked): Promise<Answered> {
    const requestId = asked.header("x-request-id")?.match(/^[\w=.:-]{8,64}$/)?.[0] ?? crypto.randomUUID();
    const { method, path } = asked;
    const work = () => dispatch(options, places, asked, requestId);
    const { status, ...found } = await attempt({ method, path, requestId }, log, work);
    const headers = { ...found.headers, ...SECURITY, "x-request-id": requestId };
    return { status, headers, body: method === "HEAD" ? null : found.body };
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
        body: typeof init.body === "string" ? new TextEncoder().encode(init.body) : null,
      });
      return new Response(body, { status, headers: found.headers });
    },
  };
}

async function dispatch<S>(
  options: AppOptions<S>,
  places: readonly Place<S>[],
  asked: Asked,
  requestId: string,
): Promise<Answered> {
  const { path, search } = asked;
  if (path.length + search.length > MAX_ADDRESS_LENGTH) return addressTooLong(requestId, MAX_ADDRESS_LENGTH);
  const method = asked.method === "HEAD" ? "GET" : asked.method;
  const allowed: string[] = [];
  for (const { route, pattern } of places) {
    const params = match(pattern, path);
    if (!params) continue;
    if (methodOf(route) === method) {
      return options.within(route, asked, () => answerOf(route, asked, params, options.services));
    }
    allowed.push(methodOf(route), ...(methodOf(route) === "GET" ? ["HEAD"] : []));
  }
  if (allowed.length > 0) return methodNotAllowed(requestId, allowed);
  throw notFound();
}

async function answerOf<S>(
  route: Route<S>,
  asked: Asked,
  given: Record<string, string>,
  services: S,
): Promise<Answered> {
  const { cacheControl } = route;
  const params = readParams(route.params, given);
  const query = route.query ? readQuery(route.query, new URLSearchParams(asked.search)) : {};
  const body = (route.body ? readBody(route.body, asked) : {}) as Record<never, never>;
  const answer = await route.answer({ params, query, body, ...services });
  if ("moved" in answer) {
    const location = BASE + answer.moved + (asked.search && `?${asked.search}`);
    return { status: 301, headers: { ...JSON_TYPE, location, "cache-control": cacheControl }, body: text(answer) };
  }
  if (methodOf(route) === "GET") return found(asked, text(answer), cacheControl);
  const { status = 200 } = answer;
  if (status === 204) return { status, headers: { "cache-control": cacheControl }, body: null };
  return { status, headers: { ...JSON_TYPE, "cache-control": cacheControl }, body: text(answer) };
}

/** A parameter that no id or slug looks like is simply not there. */
function readParams(schema: z.ZodMiniObject | undefined, given: Record<string, string>): Record<string, unknown> {
  if (!schema) return {};
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw notFound({ given });
  return parsed.data;
}

const JSON_TYPE = { "content-type": "application/json" };

function text(answer: Answer): string {
  return JSON.stringify("body" in answer ? answer.body : null);
}

function found(asked: Asked, body: string, cacheControl: string): Answered {
  const headers = { etag: tagOf(body), "cache-control": cacheControl };
  if (matches(asked.header("if-none-match"), headers.etag)) return { status: 304, headers, body: null };
  return { status: 200, headers: { ...headers, ...JSON_TYPE }, body };
}
