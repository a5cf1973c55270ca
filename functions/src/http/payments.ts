import { run } from "@stylegence/core/platform/context";
import { razorpay, razorpaySecret } from "../platform/razorpay.ts";
import { contextFor } from "../platform/runtime.ts";
import { gateway } from "./gateway.ts";
import { logRequest } from "./log.ts";
import { createShopperApp } from "./shopper/create.ts";
import { paymentRoutes } from "./shopper/routes/payments.ts";
import { sessionSettings } from "./shopper/session.ts";

/** What shoppers ask of their payments and membership, behind an HTTP API. */
export const handler = gateway(
  createShopperApp({
    routes: paymentRoutes,
    services: { razorpay, keySecret: razorpaySecret },
    settings: sessionSettings(contextFor({ type: "public" }).config),
    run: (actor, body) => run(contextFor(actor), body),
    log: logRequest,
  }),
);
