import { secretsOf } from "@stylegence/core/affiliate/secrets";
import { context, run } from "@stylegence/core/platform/context";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { attempt } from "../http/api/attempt.ts";
import { askedOf, resultOf } from "../http/gateway.ts";
import { logRequest } from "../http/log.ts";
import { contextFor } from "../platform/runtime.ts";
import { secret } from "../platform/secret.ts";
import { take } from "./affiliate/take.ts";

/** Takes what affiliate networks send, over HTTP. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext;
  const asked = askedOf(event);
  const actor = { type: "system", name: "affiliate-webhook" } as const;
  const secrets = async () => secretsOf(await secret(context().config.AFFILIATE_SECRETS_PARAMETER));
  // The last segment is the secret, and the log of no use to whoever finds it there.
  const path = asked.path.replace(/[^/]*\/*$/, "…");
  const answered = await attempt({ method: asked.method, path, requestId }, logRequest, () =>
    run(contextFor(actor), () => take(asked, secrets)),
  );
  return resultOf(answered);
}
