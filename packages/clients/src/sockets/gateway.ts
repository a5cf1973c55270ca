import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { fromAws } from "../service-error.ts";
import type { Sockets } from "./port.ts";

/** The connections of one WebSocket API; `endpoint` is its callback address. */
export function gatewaySockets(endpoint: string): Sockets {
  const client = new ApiGatewayManagementApiClient({ endpoint });
  return {
    async send(connectionId, text) {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: text }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "GoneException") return false;
        throw fromAws("sockets", error);
      }
    },
  };
}
