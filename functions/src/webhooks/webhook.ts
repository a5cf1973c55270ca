import { context, run } from "@stylegence/core/platform/context";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { attempt } from "../http/api/attempt.ts";
import type { Answered, Asked } from "../http/api/exchange.ts";
import { askedOf, resultOf } from "../http/gateway.ts";
import { logRequest } from "../http/log.ts";
import { contextFor } from "../platform/runtime.ts";
import { secret } from "../platform/secret.ts";

export interface Webhook {
  /** Who acts, in the log and in what is stored: `clerk-webhook`. */
  name: string;
  /** Which of the configuration's parameters holds its secrets. */
  secrets:
    | "CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER"
    | "RAZORPAY_WEBHOOK_SECRET_PARAMETER"
    | "AFFILIATE_SECRETS_PARAMETER";
  /** What of the path the log may tell; all of it where this is left out. */
  shown?: (path: string) => string;
  take(asked: Asked, secrets: () => Promise<string>): Promise<Answered>;
}

/** A function that takes what an outside service sends over HTTP: answered, failed and logged as the API's own requests are. */
export function webhook({ name, secrets, shown = (path) => path, take }: Webhook) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { requestId } = event.requestContext;
    const asked = askedOf(event);
    const line = { method: asked.method, path: shown(asked.path), requestId };
    const body = () => take(asked, () => secret(context().config[secrets]));
    return resultOf(await attempt(line, logRequest, () => run(contextFor({ type: "system", name }), body)));
  };
}
