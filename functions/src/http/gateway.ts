import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { App } from "./api/create.ts";
import type { Answered, Asked } from "./api/exchange.ts";

/** A function that answers for an app behind an HTTP API. */
export function gateway(app: App) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    resultOf(await app.answer(askedOf(event)));
}

export function askedOf(event: APIGatewayProxyEventV2): Asked {
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    search: event.rawQueryString,
    // The gateway gives them in lower case.
    header: (name) => event.headers[name],
    body: bytesOf(event),
  };
}

export function resultOf({ status, headers, body }: Answered): APIGatewayProxyStructuredResultV2 {
  return { statusCode: status, headers, body: body ?? "" };
}

/** The body as it was sent: the gateway turns what it takes for binary into base64. */
function bytesOf({ body, isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array | null {
  return body ? Buffer.from(body, isBase64Encoded ? "base64" : "utf8") : null;
}
