import type { Actor } from "@stylegence/core/platform/context";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { type App, type AppOptions, createApp } from "../api/create.ts";
import { type SessionSettings, shopperOf } from "./session.ts";

export interface ShopperAppOptions<S> {
  routes: AppOptions<S>["routes"];
  /** What the routes' answers need. */
  services: S;
  settings: SessionSettings;
  /** Runs a body in the context that the domain's verbs need. */
  run<T>(actor: Actor, body: () => Promise<T>): Promise<T>;
  log: AppOptions<S>["log"];
}

/**
 * The API of shoppers: each route as the one whose session a request carries. Who was deleted is turned away, though their token
 * lives a minute longer.
 */
export function createShopperApp<S>({ routes, services, settings, run, log }: ShopperAppOptions<S>): App {
  return createApp({
    routes,
    services,
    log,
    async within(_, asked, body) {
      const actor = await shopperOf(asked.header("authorization"), settings);
      return run(actor, async () => {
        await Shopper.ensure();
        return body();
      });
    },
  });
}
