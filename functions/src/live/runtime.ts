import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseConfig } from "@stylegence/core/platform/config";
import { type Context, run } from "@stylegence/core/platform/context";
import { newId } from "@stylegence/core/platform/ids";
import type { APIGatewayProxyStructuredResultV2, APIGatewayProxyWebsocketEventV2 } from "aws-lambda";

const logger = new Logger({ serviceName: "live" });
export const config = parseConfig(process.env);
const base: Context = {
  actor: { type: "public" },
  config,
  documents: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  now: () => new Date(),
  newId,
};

export type LiveHandler = (event: APIGatewayProxyWebsocketEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** A WebSocket route as a visitor nobody has vouched for. Writes one line of log a call. */
export function route(work: (connectionId: string, body: string) => Promise<void>): LiveHandler {
  return async (event) => {
    const { connectionId, routeKey } = event.requestContext;
    await run(base, () => work(connectionId, event.body ?? ""));
    logger.info(routeKey, { connectionId });
    return { statusCode: 200 };
  };
}
