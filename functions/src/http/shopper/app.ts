import { run } from "@stylegence/core/platform/context";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { contextFor } from "../../platform/runtime.ts";
import { createApp } from "../api/create.ts";
import { logRequest } from "../log.ts";
import { routes } from "./routes.ts";
import { sessionSettings, shopperOf } from "./session.ts";

const settings = sessionSettings(contextFor({ type: "public" }).config);

/** The API of shoppers as deployed. Whoever was deleted is turned away, though their token lives a minute longer. */
export const app = createApp({
  routes,
  services: {},
  log: logRequest,
  async within(_, asked, body) {
    const actor = await shopperOf(asked.header("authorization"), settings);
    return run(contextFor(actor), async () => {
      await Shopper.ensure();
      return body();
    });
  },
});
