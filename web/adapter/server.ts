import type { Writable } from "node:stream";
import { createApp } from "astro/app/entrypoint";
import { setGetEnv } from "astro/env/setup";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { toRequest } from "./request.ts";
import { metaOf, type ResponseMeta } from "./response.ts";
import { send } from "./send.ts";

declare const awslambda:
  | {
      streamifyResponse(body: (event: APIGatewayProxyEventV2, stream: Writable) => Promise<void>): unknown;
      HttpResponseStream: { from(stream: Writable, meta: ResponseMeta): Writable };
    }
  | undefined;

setGetEnv((key) => process.env[key]);
const app = createApp({ streaming: true });

async function render(event: APIGatewayProxyEventV2): Promise<{ request: Request; response: Response }> {
  const { request, clientAddress } = toRequest(event, process.env.SITE_URL);
  const response = await app.render(request, { addCookieHeader: true, clientAddress, routeData: app.match(request) });
  return { request, response };
}

/** For hosts that cannot stream: the whole page at once. */
async function buffered(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { response } = await render(event);
  const body = Buffer.from(await response.arrayBuffer()).toString("base64");
  return { ...metaOf(response), body, isBase64Encoded: true };
}

export const handler =
  typeof awslambda === "undefined"
    ? buffered
    : awslambda.streamifyResponse(async (event, stream) => {
        const { request, response } = await render(event);
        await send(response, request, (meta) => awslambda.HttpResponseStream.from(stream, meta));
      });
