import * as Connection from "@stylegence/core/live/connection";
import * as Ticket from "@stylegence/core/live/ticket";
import { context } from "@stylegence/core/platform/context";
import { isAllowed } from "./origin.ts";
import { route } from "./runtime.ts";

const FORBIDDEN = 403;

/** Opens a connection: without a ticket as anybody's, with a good one as its shopper's. A bad one opens none. */
export const handler = route("CONNECT", async ({ requestContext, headers = {}, queryStringParameters }) => {
  const origin = Object.entries(headers).find(([name]) => name.toLowerCase() === "origin")?.[1];
  if (!isAllowed(origin, context().config)) return FORBIDDEN;
  const ticket = queryStringParameters?.ticket;
  const userId = ticket === undefined ? undefined : await Ticket.redeem(ticket);
  if (userId === null) return FORBIDDEN;
  await Connection.open(requestContext.connectionId, userId);
  return 200;
});
