import http from "node:http";
import https from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { kindOf, ServiceError } from "../service-error.ts";
import type { EngineRequest, EngineResponse, SearchEngine } from "./port.ts";
import { regionOf, signer } from "./signer.ts";

const SERVICE = "opensearch";
const DEFAULT_TIMEOUT_MS = 5000;
const MAX_TRIES = 3;
const BACKOFF_MS = 60;
const MAX_SOCKETS = 64;

interface Reply {
  status: number;
  text: string;
}

/**
 * The engine behind an address: a domain of the service by its `https://….es.amazonaws.com` name, its requests signed, or any
 * plain server. Connections are kept open between requests.
 */
export function searchEngine(endpoint: string): SearchEngine {
  const base = new URL(endpoint);
  const region = regionOf(base.hostname);
  const sign = region ? signer(region) : null;
  const client = base.protocol === "https:" ? https : http;
  const agent = new client.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: "lifo" });

  async function once(request: EngineRequest, signal: AbortSignal): Promise<Reply> {
    const url = new URL(request.path, base);
    const body = serialise(request.body);
    const headers: http.OutgoingHttpHeaders = sign ? await sign({ method: request.method, url, body }) : {};
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      headers["content-length"] = Buffer.byteLength(body);
    }
    return new Promise((resolve, reject) => {
      const outgoing = client.request(url, { method: request.method, headers, agent, signal }, (response) => {
        read(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  async function request<T>(asked: EngineRequest, accept: readonly number[] = []): Promise<EngineResponse<T>> {
    const timeoutMs = asked.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const deadline = Date.now() + timeoutMs;
    const signal = AbortSignal.timeout(timeoutMs);
    for (let attempt = 1; ; attempt++) {
      const failure = await once(asked, signal).then(
        (reply) => (reply.status < 400 || accept.includes(reply.status) ? reply : refusal(asked, reply)),
        (error: unknown) => broken(asked, error, signal),
      );
      if (!(failure instanceof ServiceError)) return { status: failure.status, body: parse<T>(failure.text) };
      const pauseMs = BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
      if (!isWorthRetrying(failure) || attempt >= MAX_TRIES || Date.now() + pauseMs >= deadline) throw failure;
      await wait(pauseMs);
    }
  }

  return { request };
}

function serialise(body: EngineRequest["body"]): string | undefined {
  if (body === undefined) return undefined;
  return Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join("") : JSON.stringify(body);
}

async function read(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function parse<T>(text: string): T {
  return (text === "" ? null : JSON.parse(text)) as T;
}

/** A busy engine answers 429 or 503; one that is restarting refuses or resets connections. */
function isWorthRetrying(failure: ServiceError): boolean {
  return failure.kind === "throttled" || (failure.kind === "unavailable" && [null, 502, 503].includes(failure.status));
}

function refusal(request: EngineRequest, reply: Reply): ServiceError {
  const message = `${request.method} ${pathOf(request)} ${reply.status} ${reasonOf(reply.text)}`;
  return new ServiceError(SERVICE, kindOf(reply.status), message, { status: reply.status });
}

function broken(request: EngineRequest, cause: unknown, signal: AbortSignal): ServiceError {
  const kind = signal.aborted ? "timeout" : "unavailable";
  const what = signal.aborted ? "no answer in time" : cause instanceof Error ? cause.message : String(cause);
  return new ServiceError(SERVICE, kind, `${request.method} ${pathOf(request)} ${what}`, { cause });
}

function pathOf(request: EngineRequest): string {
  return request.path.split("?")[0] ?? request.path;
}

function reasonOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: string | { type?: string; reason?: string } };
    if (typeof error === "string") return error.slice(0, 300);
    return `${error?.type ?? ""}: ${error?.reason ?? ""}`.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
