import type { Readable } from "node:stream";
import { checkUrl } from "./address.ts";
import { BadEncoding, readBody, TooLarge } from "./body.ts";
import { charsetOf, decode } from "./charset.ts";
import { type Asking, type Connections, createConnections, discard, type Response } from "./connections.ts";
import type { FetchedPage, FetchOptions, FetchResult, ResolveTable } from "./fetch-result.ts";
import { guardedLookup, type Resolver, systemResolver } from "./lookup.ts";
import { absolute } from "./url.ts";

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const NO_TABLE: ResolveTable = [];

export type Fetch = (url: string, options: FetchOptions) => Promise<FetchResult>;

/** A `safeFetch` of its own connections; `resolver` stands in for DNS. */
export function createFetch(resolver: Resolver = systemResolver): Fetch {
  const byTable = new WeakMap<ResolveTable, Connections>();
  const connectionsFor = (table: ResolveTable) => {
    const known = byTable.get(table);
    if (known) return known;
    const made = createConnections(guardedLookup(table, resolver));
    byTable.set(table, made);
    return made;
  };
  return (url, options) => exchange(url, options, connectionsFor(options.resolve ?? NO_TABLE));
}

/**
 * Fetches a page from an untrusted address. Every hop is checked before it is followed and connects only to addresses
 * that were checked; size, time and redirects are bounded. Never throws for what a server does.
 */
export const safeFetch: Fetch = createFetch();

async function exchange(start: string, options: FetchOptions, connections: Connections): Promise<FetchResult> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const clock = startClock(timeoutMs, options.signal);
  const hops: string[] = [];
  let url = start;
  let answered = false;
  try {
    let verdict = checkUrl(url, options.resolve);
    for (;;) {
      if (!verdict.ok) return { kind: "refused", url, why: verdict.why, reason: verdict.reason };
      url = verdict.url.href;
      const response = await connections.get(url, askingOf(url, options, clock.signal));
      // A body that is given up half-way says so; nobody is to be surprised by it.
      response.body.on("error", () => {});
      const next = redirectOf(response, url);
      if (next === null) answered = true;
      if (next === null) return await read(response, { url, hops }, options);
      discard(response);
      hops.push(url);
      const circular = hops.includes(next);
      if (circular || hops.length > (options.maxRedirects ?? MAX_REDIRECTS))
        return { kind: "redirect_loop", url: next, hops, circular };
      verdict = checkUrl(next, options.resolve);
      if (verdict.ok && options.onRedirect && !(await options.onRedirect(next, url))) {
        return { kind: "refused", url: next, why: "not_followed", reason: "redirect not followed" };
      }
      url = next;
    }
  } catch (error) {
    return clock.isOver() ? { kind: "timeout", url, timeoutMs, answered } : failure(error, url, options);
  } finally {
    clock.stop();
  }
}

/**
 * A signal for when time is over, or `outer` says so. It is stopped with the exchange: a signal that goes on until its time
 * keeps the whole exchange in memory as long.
 */
function startClock(ms: number, outer: AbortSignal | undefined) {
  const end = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    end.abort();
  }, ms);
  const give = () => end.abort();
  if (outer?.aborted) give();
  else outer?.addEventListener("abort", give, { once: true });
  return {
    signal: end.signal,
    isOver: () => isOver,
    stop: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", give);
    },
  };
}

function askingOf(url: string, options: FetchOptions, signal: AbortSignal): Asking {
  const { onSent, onRetry } = options;
  return {
    headers: headersOf(options),
    signal,
    ...(onSent && { onSent }),
    ...(onRetry && { onRetry: () => onRetry(url) }),
  };
}

function headersOf(options: FetchOptions): Record<string, string> {
  return {
    accept: options.accept?.join(", ") ?? "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "accept-encoding": "gzip, br, deflate",
    "accept-language": "en-IN,en;q=0.9",
    ...options.headers,
    ...(options.etag && { "if-none-match": options.etag }),
    ...(options.lastModified && { "if-modified-since": options.lastModified }),
    "user-agent": options.userAgent,
  };
}

function redirectOf(response: Response, url: string): string | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = first(response.headers.location);
  if (!location) return null;
  // An address of another scheme is still the next hop: the check refuses it and says why.
  return absolute(location, url) ?? location;
}

async function read(
  response: Response,
  { url, hops }: Pick<FetchedPage, "url" | "hops">,
  options: FetchOptions,
): Promise<FetchResult> {
  const headers = plainHeaders(response.headers);
  const page: FetchedPage = { url, status: response.status, headers, hops };
  if (response.status === 304) {
    discard(response);
    return { kind: "not_modified", ...page };
  }
  if (response.status < 200 || response.status > 299) {
    discard(response);
    const retryAfterMs = retryAfter(headers["retry-after"]);
    return { kind: "http_error", ...page, ...(retryAfterMs !== null && { retryAfterMs }) };
  }
  const contentType = headers["content-type"] ?? null;
  if (!isAccepted(contentType, options.accept)) {
    response.body.destroy();
    return { kind: "bad_content", ...page, why: "wrong_type", reason: `content type ${contentType}` };
  }
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  if (Number(headers["content-length"] ?? 0) > maxBytes) {
    response.body.destroy();
    return { kind: "too_large", url, limitBytes: maxBytes, unpacked: false };
  }
  const body = await bodyOf(response.body, headers["content-encoding"], maxBytes);
  if (body instanceof TooLarge) return { kind: "too_large", url, limitBytes: maxBytes, unpacked: body.unpacked };
  if (body instanceof BadEncoding) return { kind: "bad_content", ...page, why: "bad_encoding", reason: body.message };
  const { bytes, truncated } = body;
  const charset = charsetOf(bytes, contentType);
  let text: string | undefined;
  return {
    kind: "ok",
    ...page,
    contentType,
    charset,
    body: bytes,
    // Who sees by the bytes that nothing changed does not pay for reading them.
    get text() {
      text ??= decode(bytes, charset);
      return text;
    },
    ...(truncated && { truncated }),
    ...(headers.etag && { etag: headers.etag }),
    ...(headers["last-modified"] && { lastModified: headers["last-modified"] }),
  };
}

async function bodyOf(raw: Readable, coding: string | undefined, maxBytes: number) {
  try {
    return await readBody(raw, coding, maxBytes);
  } catch (error) {
    raw.destroy();
    if (error instanceof TooLarge || error instanceof BadEncoding) return error;
    throw error;
  }
}

function failure(error: unknown, url: string, options: FetchOptions): FetchResult {
  const code = options.signal?.aborted ? "ABORTED" : (codeOf(error) ?? "UNKNOWN");
  const reason = error instanceof Error ? deepest(error).message : String(error);
  return code === "ERR_ADDRESS_REFUSED"
    ? { kind: "refused", url, why: "private_lookup", reason }
    : { kind: "network", url, code, reason };
}

function deepest(error: Error): Error {
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? deepest(inner) : error;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = deepest(error) as NodeJS.ErrnoException;
  return code ?? (error as NodeJS.ErrnoException).code ?? null;
}

function plainHeaders(headers: Response["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A page without a content type is taken as what was asked for. */
function isAccepted(contentType: string | null, accept: readonly string[] | undefined): boolean {
  if (!accept || !contentType) return true;
  const type = contentType.split(/[;,]/, 1)[0]!.trim().toLowerCase();
  return accept.some(
    (wanted) => wanted === "*/*" || wanted === type || (wanted.endsWith("/*") && type.startsWith(wanted.slice(0, -1))),
  );
}

function retryAfter(value: string | undefined): number | null {
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
