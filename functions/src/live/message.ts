import { parseMessage } from "./message-shape.ts";
import { route } from "./runtime.ts";

/** Answers a heartbeat; what it does not know it names, so that a client need not guess. */
export const handler = route(async (_connectionId, body) => {
  const message = parseMessage(body);
  if (message?.type === "ping") return JSON.stringify({ type: "pong" });
  return JSON.stringify({ type: "error", code: "unknown_message" });
});
