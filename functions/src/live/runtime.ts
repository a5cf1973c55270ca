import { Logger } from "@aws-lambda-powertools/logger";
import { run } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import type { APIGatewayProxyWebsocketEventV2 } from "aws-lambda";
import { detailsOf } from "../platform/line.ts";
import { contextFor } from "../platform/runtime.ts";

const logger = new Logger({ serviceName: "live" });

/** What the gateway gives of a WebSocket's event; headers and query only with the first one. */
export interface LiveEvent extends Omit<APIGatewayProxyWebsocketEventV2, "headers" | "queryStringParameters"> {
  headers?: Record<string, string | undefined>;
  queryStringParameters?: Record<string, string | undefined> | null;
}

export type LiveHandler = (event: LiveEvent) => Promise<{ statusCode: number }>;

/**
 * A WebSocket route for one kind of event: a message can't name its way to another's. Answers with the status that `work` gives,
 * and writes one line of log a call, in which no ticket is.
 */
export function route(
  kind: "CONNECT" | "MESSAGE" | "DISCONNECT",
  work: (event: LiveEvent) => Promise<number>,
): LiveHandler {
  return async (event) => {
    const { connectionId, eventType } = event.requestContext;
    const started = performance.now();
    const line = () => ({ connectionId, durationMs: Math.round(performance.now() - started) });
    try {
      const status = eventType === kind ? await run(contextFor({ type: "public" }), () => work(event)) : 400;
      logger.info(kind, { ...line(), status });
      return { statusCode: status };
    } catch (error) {
      logger.error(kind, { ...line(), ...detailsOf(error), error: error as Error });
      if (!(error instanceof DomainError)) throw error;
      return { statusCode: error.status };
    }
  };
}
