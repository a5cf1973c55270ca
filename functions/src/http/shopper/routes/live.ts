import { LiveTicket } from "@stylegence/contracts/live";
import * as Ticket from "@stylegence/core/live/ticket";
import { PRIVATE, type Route, route } from "../../api/route.ts";

export const liveRoutes: Route[] = [
  route({
    method: "POST",
    path: "/me/live-tickets",
    id: "postLiveTicket",
    summary: "A ticket that makes one WebSocket connection the shopper's, once and within a minute",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: LiveTicket,
    responseName: "LiveTicket",
    cacheControl: PRIVATE,
    answer: async () => ({ status: 201, body: await Ticket.issue() }),
  }),
];
