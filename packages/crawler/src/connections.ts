import http, { type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";

export interface Response {
  status: number;
  headers: IncomingHttpHeaders;
  body: IncomingMessage;
}

export interface Asking {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Told when the request has left. */
  onSent?: () => void;
  /** Waited for before it is sent once more, on another connection. */
  onRetry?: () => Promise<void>;
}

export interface Connections {
  /** One GET, no redirect followed. Rejects for what happens below HTTP, and when `signal` says so. */
  get(url: string, asking: Asking): Promise<Response>;
}

const KEPT = { keepAlive: true, maxSockets: 64 };
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Connections that are kept open between requests and go only where `lookup` allows. Node's own client: a worker that carries
 * another is twice the size.
 */
export function createConnections(lookup: LookupFunction): Connections {
  const agents = { "http:": new http.Agent(KEPT), "https:": new https.Agent(KEPT) };

  function attempt(url: URL, { headers, signal, onSent }: Asking): Promise<Response | "stale"> {
    const isSecure = url.protocol === "https:";
    const agent = isSecure ? agents["https:"] : agents["http:"];
    return new Promise((done, fail) => {
      const options = { agent, headers, signal, lookup, maxHeaderSize: MAX_HEADER_BYTES };
      const request = (isSecure ? https : http).get(url, options, (body) =>
        done({ status: body.statusCode ?? 0, headers: body.headers, body }),
      );
      if (onSent) request.once("finish", onSent);
      request.on("error", (error: NodeJS.ErrnoException) => {
        // The server closed a kept connection just as it was used again: that says nothing about the page.
        if (request.reusedSocket && error.code === "ECONNRESET") done("stale");
        else fail(error);
      });
    });
  }

  return {
    async get(url, asking) {
      for (;;) {
        const answer = await attempt(new URL(url), asking);
        if (answer !== "stale") return answer;
        await asking.onRetry?.();
      }
    },
  };
}

/** Gives up a body nobody reads: small ones are read off, so that their connection serves again. */
export function discard({ headers, body }: Response): void {
  if (Number(headers["content-length"] ?? Number.POSITIVE_INFINITY) <= 64 * 1024) body.resume();
  else body.destroy();
}
