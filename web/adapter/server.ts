import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { createApp } from "astro/app/entrypoint";
import { setGetEnv } from "astro/env/setup";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { toRequest } from "./request.ts";
import { metaOf, type ResponseMeta } from "./response.ts";

declare const awslambda:
  | {
      streamifyResponse(body: (event: APIGatewayProxyEventV2, stream: Writable) => Promise<void>): unknown;
      HttpResponseStream: { from(stream: Writable, meta: ResponseMeta): Writable };
    }
  | undefined;

setGetEnv((key) => process.env[key]);
const app = createApp({ streaming: true });

async function render(event: APIGatewayProxyEventV2): Promise<Response> {
  const { request, clientAddress } = toRequest(event, process.env.SITE_URL);
  return app.render(request, { addCookieHeader: true, clientAddress, routeData: app.match(request) });
}

/** For hosts that cannot stream: the whole page at once. */
export async function buffered(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const response = await render(event);
  const body = Buffer.from(await response.arrayBuffer()).toString("base64");
  return { ...metaOf(response), body, isBase64Encoded: true };
}

export async function streamed(
  event: APIGatewayProxyEventV2,
  stream: Writable,
  begin: (stream: Writable, meta: ResponseMeta) => Writable,
): Promise<void> {
  const response = await render(event);
  const out = begin(stream, metaOf(response));
  if (response.body && event.requestContext.http.method !== "HEAD") {
    await pipeline(Readable.fromWeb(response.body as NodeReadableStream), out);
    return;
  }
  await response.body?.cancel();
  // Lambda needs one write before the end, also for an answer without a body.
  out.write("");
  out.end();
}

export const handler =
  typeof awslambda === "undefined"
    ? buffered
    : awslambda.streamifyResponse((event, stream) =>
        streamed(event, stream, (out, meta) => awslambda.HttpResponseStream.from(out, meta)),
      );
