import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { fromAws } from "../service-error.ts";
import type { Sockets } from "./port.ts";

/** The connections of one WebSocket API; `endpoint` is its callback address. */
export function gatewaySockets(endpoint: string): Sockets {
  const client = new ApiGatewayManagementApiClient({ endpoint });
  return {
    async send(ConnectionId, text) {
      return unlessGone(client.send(new PostToConnectionCommand({ ConnectionId, Data: text })));
    },
    async close(ConnectionId) {
      await unlessGone(client.send(new DeleteConnectionCommand({ ConnectionId })));
    },
  };
}

async function unlessGone(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "GoneException") return false;
    throw fromAws("sockets", error);
  }
}
