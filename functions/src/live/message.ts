import { gatewaySockets } from "@stylegence/clients/sockets/gateway";
import { parseMessage } from "./message-shape.ts";
import { config, route } from "./runtime.ts";

const sockets = gatewaySockets(config.LIVE_ENDPOINT);

/** Answers a heartbeat; of what it does not know it says so, that a client need not guess. */
export const handler = route(async (connectionId, body) => {
  const message = parseMessage(body);
  const answer = message?.type === "ping" ? { type: "pong" } : { type: "error", code: "unknown_message" };
  await sockets.send(connectionId, JSON.stringify(answer));
});
