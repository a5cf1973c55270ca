import type { Problem } from "@stylegence/contracts/problem";
import { ApiError, toQuery } from "../api/client.ts";
import { getToken } from "./session.ts";

export { ApiError };

export interface Call {
  query?: Record<string, string | number | string[] | undefined>;
  body?: unknown;
  signal?: AbortSignal;
  /** Sent as `Idempotency-Key`, for what a retry must not do twice. */
  key?: string;
}

export type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

/**
 * A call of the shopper's API, path from `/me`; the type is the contract's. undefined for an answer without a body.
 * Throws `ApiError`: 401 when nobody is signed in, otherwise what the API said; `TypeError` when offline, as `fetch` does.
 */
export async function call<T>(method: Method, path: string, options: Call = {}): Promise<T> {
  // A session token that has just run out would be asked for again and again before anybody is told.
  if (navigator.onLine === false) throw new TypeError("Offline.");
  const response = await send(method, path, options, await getToken());
  const answer = response.status === 401 ? await again(method, path, options, response) : response;
  if (answer.status === 204) return undefined as T;
  if (answer.ok) return (await answer.json()) as T;
  throw new ApiError(answer.status, await problemOf(answer));
}

/** A token that has just expired is refreshed once; who is signed out stays so. */
async function again(method: Method, path: string, options: Call, refused: Response): Promise<Response> {
  const token = await getToken({ fresh: true });
  return token === null ? refused : send(method, path, options, token);
}

function send(method: Method, path: string, { query, body, signal, key }: Call, token: string | null) {
  const headers = new Headers({ accept: "application/json" });
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("content-type", "application/json");
  if (key !== undefined) headers.set("idempotency-key", key);
  return fetch(`/api/v1${path}${toQuery(query ?? {})}`, {
    method,
    headers,
    // The token says who asks; cookies would let another site ask in their name.
    credentials: "omit",
    cache: "no-store",
    // What was asked for as the page was left is still done.
    keepalive: method !== "GET",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
}

async function problemOf(answer: Response): Promise<Problem | null> {
  const isProblem = answer.headers.get("content-type")?.includes("application/problem+json");
  return isProblem ? ((await answer.json()) as Problem) : null;
}
