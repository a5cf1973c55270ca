import * as Product from "@stylegence/core/catalog/product";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { aProduct } from "@stylegence/testing/products";
import { makeSessions, type Sessions } from "@stylegence/testing/sessions";
import { RazorpayModel } from "../../../packages/core/test/razorpay-model.ts";
import { type SearchStage, startSearchStage } from "../../../packages/core/test/search-stage.ts";
import type { App } from "../../src/http/api/create.ts";
import { createShopperApp } from "../../src/http/shopper/create.ts";
import { paymentRoutes } from "../../src/http/shopper/routes/payments.ts";
import { routes as shopperRoutes } from "../../src/http/shopper/routes.ts";

/** The people of the suite; ids keep their case. */
export const PEOPLE = { ana: "user_2aNaAAAAAAAAAAAAAAAAAAAAAAA", bela: "user_2bELaBBBBBBBBBBBBBBBBBBBBBB" } as const;
export type Person = keyof typeof PEOPLE;

export interface Call {
  /** Under `/api/v1`, parameters filled in. */
  path: string;
  body?: unknown;
}

/** Those of every function that needs a shopper: the suite holds them all. */
export const routes = [...shopperRoutes, ...paymentRoutes];

/** What the routes' answers need, with a Razorpay that is a model. */
export function servicesOf(razorpay: RazorpayModel) {
  return { razorpay: async () => razorpay, keySecret: async () => razorpay.keySecret };
}

export interface World {
  stage: SearchStage;
  sessions: Sessions;
  app: App;
  razorpay: RazorpayModel;
  /** A product that is there, with its variants. */
  groupId: string;
  variantIds: string[];
  /** Runs domain verbs as one of them. */
  as<T>(person: Person, body: () => Promise<T>): Promise<T>;
  /** Calls the API, as one of them or with a token given. */
  call(method: string, call: Call, who?: Person | { token: string | null }): Promise<Response>;
}

export async function startWorld(urls: { dynamoUrl: string; searchUrl: string }): Promise<World> {
  const stage = await startSearchStage(urls, {
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
    PRIVATE_BUCKET_URL: "https://bucket.example",
  });
  // Addresses of files are signed by whoever runs.
  process.env.AWS_ACCESS_KEY_ID ??= "test";
  process.env.AWS_SECRET_ACCESS_KEY ??= "test";
  const sessions = makeSessions();
  const razorpay = new RazorpayModel();
  const app = createShopperApp({
    routes,
    services: servicesOf(razorpay),
    settings: { jwtKey: sessions.jwtKey, authorizedParties: [sessions.party] },
    run: (actor, body) => stage.run(body, { actor }),
    log: () => {},
  });
  const groupId = await stage.sell(aProduct());
  await stage.refresh();
  const world: World = {
    stage,
    sessions,
    app,
    razorpay,
    groupId,
    variantIds: [],
    as: (person, body) => stage.run(body, { actor: { type: "shopper", userId: PEOPLE[person] } }),
    async call(method, { path, body }, who = "ana") {
      const token = typeof who === "string" ? sessions.token({ sub: PEOPLE[who] }) : who.token;
      return app.request(`/api/v1${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          "x-request-id": "same-request",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
  };
  for (const person of Object.keys(PEOPLE) as Person[]) await world.as(person, () => Shopper.ensure());
  const { variants } = await stage.run(() => Product.read(groupId));
  world.variantIds = variants.map(({ variantId }) => variantId);
  return world;
}
