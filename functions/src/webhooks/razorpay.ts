import { context, run } from "@stylegence/core/platform/context";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { attempt } from "../http/api/attempt.ts";
import { askedOf, resultOf } from "../http/gateway.ts";
import { logRequest } from "../http/log.ts";
import { contextFor } from "../platform/runtime.ts";
import { secret } from "../platform/secret.ts";
import { receive } from "./razorpay/receive.ts";

/** Takes Razorpay's events over HTTP. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const asked = askedOf(event);
  const take = async () => {
    const secrets = await secret(context().config.RAZORPAY_WEBHOOK_SECRET_PARAMETER);
    return receive(asked, secrets);
  };
  const actor = { type: "system", name: "razorpay-webhook" } as const;
  return resultOf(await attempt({ ...asked, requestId }, logRequest, () => run(contextFor(actor), take)));
}
