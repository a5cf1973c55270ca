import { run } from "@stylegence/core/platform/context";
import { contextFor } from "../../platform/runtime.ts";
import { logRequest } from "../log.ts";
import { createShopperApp } from "./create.ts";
import { routes } from "./routes.ts";
import { sessionSettings } from "./session.ts";

/** The API of shoppers as deployed. It does not start where sessions could not be verified. */
export const app = createShopperApp({
  routes,
  services: {},
  settings: sessionSettings(contextFor({ type: "public" }).config),
  run: (actor, body) => run(contextFor(actor), body),
  log: logRequest,
});
