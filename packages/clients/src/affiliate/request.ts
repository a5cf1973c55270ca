import { setTimeout as wait } from "node:timers/promises";
import { kindOf, ServiceError } from "../service-error.ts";
import type { PullSettings } from "./port.ts";

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 20_000_000;
const MAX_RETRY_AFTER_SECONDS = 86_400;

export interface Ask {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | URLSearchParams;
}

/** For tests: what happens between two requests, and how long one may take. */
export interface Patience {
  pause?: (ms: number) => Promise<unknown>;
  timeoutMs?: number;
}

export type Request = (url: URL, ask?: Ask) => Promise<{ status: number; text: string }>;

/** Requests to a network, at least `apartMs` from one another. No redirect is followed. Throws ServiceError. */
export function requester(service: string, apartMs: number, patience: Patience = {}): Request {
  const { pause = wait, timeoutMs = TIMEOUT_MS } = patience;
  let free = 0;
  return async (url, ask = {}) => {
    const ahead = free - performance.now();
    if (ahead > 0) await pause(ahead);
    free = performance.now() + apartMs;
    return exchange(service, url, ask, timeoutMs);
  };
}

async function exchange(service: string, url: URL, ask: Ask, timeoutMs: number) {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...ask, redirect: "manual", signal });
    const text = await read(response, service);
    if (response.ok) return { status: response.status, text };
    // The address and the body may hold what only we and the network know.
    throw new ServiceError(service, kindOf(response.status), `status ${response.status}`, {
      status: response.status,
      retryAfterSeconds: retryAfter(response.headers.get("retry-after")),
    });
  } catch (error) {
    throw error instanceof ServiceError ? error : broken(service, error, signal);
  }
}

async function read(response: Response, service: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MAX_BYTES) throw new ServiceError(service, "rejected", "answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function broken(service: string, cause: unknown, signal: AbortSignal): ServiceError {
  if (signal.aborted) return new ServiceError(service, "timeout", "no answer in time");
  const { code } = ((cause as Error).cause ?? {}) as { code?: string };
  return new ServiceError(service, "unavailable", code ?? "connection broke");
}

function retryAfter(header: string | null): number | undefined {
  return header && /^\d{1,6}$/.test(header) ? Math.min(Number(header), MAX_RETRY_AFTER_SECONDS) : undefined;
}

/** An answer's JSON. Throws ServiceError: what answers something else is a page in front of the network, or its outage. */
export function parse<T>(service: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ServiceError(service, "unavailable", "answer is no JSON");
  }
}

/** What a network knows us by, of the secret or of its configuration. Throws ServiceError, without a retry, where one is not set. */
export function identity<Name extends string>(
  service: string,
  { credentials, values }: PullSettings,
  ...names: Name[]
): Record<Name, string> {
  const found = names.map((name) => [name, credentials[name] ?? values[name]] as const);
  const missing = found.filter(([, value]) => !value).map(([name]) => name);
  if (missing.length > 0) throw new ServiceError(service, "rejected", `not set: ${missing.join(", ")}`);
  return Object.fromEntries(found) as Record<Name, string>;
}

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** An address under a base that may have a path. */
export function at(base: string, path: string, query: Record<string, string | number> = {}): URL {
  const url = new URL(`${base.replace(/\/+$/, "")}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
