import { Dashboard as DashboardAnswer, Visit as VisitAnswer } from "@stylegence/contracts/wishlist";
import * as Dashboard from "@stylegence/core/dashboard/dashboard";
import * as Visit from "@stylegence/core/dashboard/visit";
import { shown } from "@stylegence/core/wishlist/shown";
import { PRIVATE, type Route, route } from "../../api/route.ts";

export const dashboardRoutes: Route[] = [
  route({
    path: "/me/dashboard",
    id: "getDashboard",
    summary:
      "What a shopper is greeted with: counts, falls of prices since the last visit, what is unread, newest wishes",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: DashboardAnswer,
    responseName: "Dashboard",
    cacheControl: PRIVATE,
    answer: async () => {
      const { drops, newest, ...rest } = await Dashboard.read();
      return { body: { ...rest, drops: { ...drops, items: drops.items.map(shown) }, newest: newest.map(shown) } };
    },
  }),
  route({
    method: "POST",
    path: "/me/visits",
    id: "noteVisit",
    summary: "Say that the shopper is here; after half an hour away another visit begins",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: VisitAnswer,
    responseName: "Visit",
    cacheControl: PRIVATE,
    answer: async () => {
      await Visit.note();
      return { body: { lastVisitAt: await Visit.lastVisitAt() } };
    },
  }),
];
