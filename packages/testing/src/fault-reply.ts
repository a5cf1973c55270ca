import type { IncomingMessage, ServerResponse } from "node:http";

interface Words {
  type: string;
  status: number;
}

/** How each service says that it is asked too much; the client's retries look at these names. */
const THROTTLED: Record<string, Words> = {
  DynamoDB_20120810: { type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", status: 400 },
  AmazonSQS: { type: "com.amazonaws.sqs#RequestThrottled", status: 403 },
};
const OTHERS: Words = { type: "TooManyRequestsException", status: 429 };

export function throttled(request: IncomingMessage, response: ServerResponse): void {
  const service = String(request.headers["x-amz-target"] ?? "").split(".")[0] ?? "";
  const { type, status } = THROTTLED[service] ?? OTHERS;
  answer(response, status, type, "The level of configured provisioned throughput was exceeded.");
}

export function unavailable(response: ServerResponse): void {
  answer(response, 500, "InternalServerError", "The request failed for an unknown reason.");
}

function answer(response: ServerResponse, status: number, type: string, message: string): void {
  const json = /#/.test(type) ? "application/x-amz-json-1.0" : "application/json";
  response.writeHead(status, { "content-type": json }).end(JSON.stringify({ __type: type, message }));
}
