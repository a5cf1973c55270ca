import { context, run } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import * as Inbox from "@stylegence/core/platform/inbox";
import { headOf } from "@stylegence/core/shopper/clerk-event";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { toProblem } from "../http/api/problem.ts";
import { bytesOf } from "../http/gateway.ts";
import { logRequest } from "../http/log.ts";
import { contextFor } from "../platform/runtime.ts";
import { secret } from "../platform/secret.ts";
import { isSigned } from "./svix.ts";

/** Users' events have a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/** Takes Clerk's events: verified on the very bytes, stored, and only then acknowledged. Applying them is a queue's work. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const startedAt = performance.now();
  const { requestId } = event.requestContext;
  let failure: unknown;
  const answer = await run(contextFor({ type: "system", name: "clerk-webhook" }), () => take(event)).catch(
    (error: unknown) => {
      failure = error;
      return toProblem(error, requestId);
    },
  );
  const { method, path } = event.requestContext.http;
  const durationMs = Math.round(performance.now() - startedAt);
  logRequest({ requestId, method, path, status: answer.status, durationMs, error: failure });
  return { statusCode: answer.status, headers: answer.headers, body: answer.body ?? "" };
}

async function take(event: APIGatewayProxyEventV2) {
  const bytes = bytesOf(event) ?? new Uint8Array();
  if (bytes.byteLength > MAX_BYTES) throw new DomainError("too_large", `An event may have ${MAX_BYTES} bytes.`);
  const payload = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const secrets = await secret(context().config.CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER);
  const signed = {
    "svix-id": event.headers["svix-id"] ?? "",
    "svix-timestamp": event.headers["svix-timestamp"] ?? "",
    "svix-signature": event.headers["svix-signature"] ?? "",
  };
  if (!isSigned(payload, signed, secrets)) throw new DomainError("invalid", "The signature does not fit.");
  const head = headOf(payload);
  if (!head) throw new DomainError("invalid", "This is no event.");
  if (head.userId) await Inbox.receive({ provider: "clerk", eventId: signed["svix-id"], payload, ...head });
  return { status: 204, headers: { "cache-control": "no-store" }, body: null };
}
