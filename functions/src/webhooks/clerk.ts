import { context, run } from "@stylegence/core/platform/context";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { toProblem } from "../http/api/problem.ts";
import { bytesOf } from "../http/gateway.ts";
import { logRequest } from "../http/log.ts";
import { contextFor } from "../platform/runtime.ts";
import { secret } from "../platform/secret.ts";
import { receive } from "./clerk/receive.ts";

/** Takes Clerk's events over HTTP. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const startedAt = performance.now();
  const { requestId, http } = event.requestContext;
  let failure: unknown;
  const { status, headers, body } = await run(contextFor({ type: "system", name: "clerk-webhook" }), async () => {
    const secrets = await secret(context().config.CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER);
    return receive({ header: (name) => event.headers[name], body: bytesOf(event) }, secrets);
  }).catch((error: unknown) => {
    failure = error;
    return toProblem(error, requestId);
  });
  const durationMs = Math.round(performance.now() - startedAt);
  logRequest({ requestId, method: http.method, path: http.path, status, durationMs, error: failure });
  return { statusCode: status, headers, body: body ?? "" };
}
