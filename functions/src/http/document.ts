import * as z from "zod/mini";
import { createApp } from "./api/create.ts";
import { openApi } from "./api/openapi.ts";
import { type Route, route, shared } from "./api/route.ts";
import { gateway } from "./gateway.ts";
import { logRequest } from "./log.ts";
import { routes as publicRoutes } from "./public/routes.ts";
import { paymentRoutes } from "./shopper/routes/payments.ts";
import { routes as shopperRoutes } from "./shopper/routes.ts";
import { unsubscribeRoutes } from "./unsubscribe/routes.ts";

let made: object | undefined;

const documentRoute: Route = route({
  path: "/openapi.json",
  id: "getDocument",
  summary: "This document",
  params: undefined,
  query: undefined,
  response: z.looseObject({}),
  responseName: "Document",
  cacheControl: shared(3600),
  answer: async () => {
    made ??= openApi([...publicRoutes, ...shopperRoutes, ...paymentRoutes, ...unsubscribeRoutes]);
    return { body: made };
  },
});

/** Describes every route there is, from a function of its own: so the others need not know each other. */
export const app = createApp({
  routes: [documentRoute],
  services: {},
  within: (_, __, body) => body(),
  log: logRequest,
});

export const handler = gateway(app);
