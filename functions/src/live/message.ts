import { gatewaySockets } from "@stylegence/clients/sockets/gateway";
import type { Sockets } from "@stylegence/clients/sockets/port";
import { context } from "@stylegence/core/platform/context";
import { answersTo } from "./answer.ts";
import { route } from "./runtime.ts";

let sockets: Sockets | undefined;

/** Answers a browser's message over its own connection. */
export const handler = route("MESSAGE", async ({ requestContext: { connectionId }, body }) => {
  sockets ??= gatewaySockets(context().config.LIVE_ENDPOINT);
  const { messages, closes } = await answersTo(connectionId, body ?? "");
  for (const message of messages) await sockets.send(connectionId, JSON.stringify(message));
  if (closes) await sockets.close(connectionId);
  return 200;
});
