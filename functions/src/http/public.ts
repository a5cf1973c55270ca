import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { app } from "./public/app.ts";

/** The public API behind an HTTP API. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { status, headers, body } = await app.answer({
    method: event.requestContext.http.method,
    path: event.rawPath,
    search: event.rawQueryString,
    // The gateway gives them in lower case.
    header: (name) => event.headers[name],
  });
  return { statusCode: status, headers, body: body ?? "" };
}
