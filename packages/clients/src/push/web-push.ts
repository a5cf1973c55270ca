import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import webPush from "web-push";
import { kindOf, ServiceError } from "../service-error.ts";
import type { Push, PushMessage, PushTarget } from "./port.ts";

export interface WebPushOptions {
  /** RFC 8292: who sends. Keys in base64url. */
  vapid: { subject: string; publicKey: string; privateKey: string };
  /** Decides which addresses may be connected to. */
  lookup: LookupFunction;
  timeoutMs?: number;
}

const TIMEOUT_MS = 8000;
const REFUSED_ADDRESS = "ERR_ADDRESS_REFUSED";

interface Request {
  headers: Record<string, string>;
  body: Buffer;
}

/** Web Push (RFC 8030, 8291, 8292). No redirect is followed. */
export function webPushClient({ vapid, lookup, timeoutMs = TIMEOUT_MS }: WebPushOptions): Push {
  return {
    async send(target, message) {
      const status = await post(target.endpoint, requestOf(target, message, vapid), lookup, timeoutMs);
      if (status >= 200 && status < 300) return "accepted";
      if (status === 404 || status === 410) return "gone";
      throw new ServiceError("push", kindOf(status), `status ${status}`, { status });
    },
  };
}

function requestOf(target: PushTarget, message: PushMessage, vapidDetails: WebPushOptions["vapid"]): Request {
  const { payload, topic, ttlSeconds: TTL, urgency } = message;
  try {
    const made = webPush.generateRequestDetails(target, payload, { vapidDetails, topic, TTL, urgency });
    const headers = Object.entries(made.headers).map(([name, value]) => [name, String(value)]);
    return { headers: Object.fromEntries(headers), body: made.body };
  } catch (error) {
    throw new ServiceError("push", "rejected", (error as Error).message);
  }
}

function post(endpoint: string, { headers, body }: Request, lookup: LookupFunction, timeoutMs: number) {
  return new Promise<number>((done, fail) => {
    const url = new URL(endpoint);
    const signal = AbortSignal.timeout(timeoutMs);
    const request = (url.protocol === "https:" ? https : http).request(
      url,
      { method: "POST", headers, lookup, signal },
      (response) => {
        response.on("error", () => {});
        response.resume();
        done(response.statusCode ?? 0);
      },
    );
    request.on("error", (error: NodeJS.ErrnoException) => fail(explain(error)));
    request.end(body);
  });
}

/** Without the original, whose message may hold the address. */
function explain({ code = "UNKNOWN" }: NodeJS.ErrnoException): ServiceError {
  if (code === REFUSED_ADDRESS) return new ServiceError("push", "rejected", "not a public address");
  return new ServiceError("push", code === "ABORT_ERR" ? "timeout" : "unavailable", code);
}
