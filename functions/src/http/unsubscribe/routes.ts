import { Unsubscribed, UnsubscribeParams } from "@stylegence/contracts/notification";
import { unsubscribe } from "@stylegence/core/notification/unsubscribe";
import { type Route, route } from "../api/route.ts";

export interface UnsubscribeServices {
  /** Keys that links were signed with, the one in use first. */
  linkKeys(): Promise<string[]>;
}

export const unsubscribeRoutes: Route<UnsubscribeServices>[] = [
  route({
    method: "POST",
    path: "/unsubscribe",
    id: "unsubscribe",
    summary: "Stops the mails that a mail's own link is for, with no sign-in (RFC 8058)",
    params: undefined,
    query: UnsubscribeParams,
    response: Unsubscribed,
    responseName: "Unsubscribed",
    cacheControl: "no-store",
    answer: async ({ query, linkKeys }) => ({ body: { kind: await unsubscribe(query.token, await linkKeys()) } }),
  }),
];
