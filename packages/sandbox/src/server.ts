import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { openAffiliates } from "./affiliate/affiliates.ts";
import { CLERK_HOST, openClerk } from "./clerk/clerk.ts";
import { apply } from "./control/fault-effects.ts";
import { type Faults, openFaults } from "./control/faults.ts";
import { openLog } from "./control/log.ts";
import { controlRoutes } from "./control/routes.ts";
import { MAIL_HOST, openMailbox } from "./mailbox/mailbox.ts";
import { openStudio, type Studio } from "./pictures/studio.ts";
import { openPush, PUSH_HOST } from "./push/push.ts";
import { openRazorpay, RAZORPAY_HOST } from "./razorpay/razorpay.ts";
import { openOrders } from "./shops/checkout/orders.ts";
import { checkoutRoutes, rememberClick, type Till } from "./shops/checkout/routes.ts";
import { commonRoutes } from "./shops/common.ts";
import { reply } from "./shops/http.ts";
import type { Shop, ShopContext } from "./shops/shop.ts";
import { SHOPS } from "./shops/shops.ts";
import { type Catalogue, openCatalogue } from "./world/catalogue.ts";
import { openState } from "./world/state.ts";
import { makeWorld, type World } from "./world/world.ts";

export interface SandboxOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where the clock, prices set by hand and drawn pictures are kept; in memory when absent. */
  data?: string;
  seed?: string;
  now?: () => Date;
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>`: the control host. */
  url: string;
  port: number;
  world: World;
  catalogue: Catalogue;
  close(): Promise<void>;
}

export const DEFAULT_SEED = "stylegence";
const CONTROL_HOST = "sandbox.localhost";

function shopApp(context: ShopContext, studio: Studio, faults: Faults, till: Till): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    const fault = faults.meet(context.shop.id, c.req.path);
    return fault ? apply(fault, c, next) : next();
  });
  app.use(rememberClick(till));
  app.route("/", commonRoutes(context, studio));
  app.route("/", checkoutRoutes(context, till));
  app.route("/", context.shop.routes(context));
  app.notFound((c) => reply(c, { body: context.shop.notFound(context), status: 404 }));
  return app;
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const hostOf = (request: IncomingMessage): string => (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();

/** Starts the five shops and their control host on one port of the loopback address. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = makeWorld(options.seed ?? DEFAULT_SEED);
  const state = openState(options.data ?? null, options.now ?? (() => new Date()));
  const catalogue = openCatalogue(world, state);
  const studio = openStudio(world, options.data ? join(options.data, "pictures") : null);
  const faults = openFaults();
  const log = openLog();
  const apps = new Map<string, { fetch: (request: Request, env: HttpBindings) => Response | Promise<Response> }>();

  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: (request, env) => {
      const bindings = env as HttpBindings;
      const host = hostOf(bindings.incoming);
      const app = apps.get(host) ?? apps.get(CONTROL_HOST);
      if (app) return app.fetch(request, bindings);
      return new Response("Starting", { status: 503 });
    },
  }) as Server;

  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const at = new Date();
    const shop = hostOf(request).replace(/\.localhost$/, "");
    response.once("close", () => {
      log.add({
        at: at.toISOString(),
        shop,
        method: request.method ?? "",
        path: request.url ?? "",
        status: response.headersSent ? response.statusCode : 0,
        durationMs: Date.now() - at.getTime(),
        agent: request.headers["user-agent"] ?? "",
      });
    });
  });

  const port = await listen(server, options.port);
  const place = (shop: Shop) => {
    const host = `${shop.id}.localhost`;
    return { shop, host, origin: `http://${host}:${port}` };
  };
  const shops = new Map(SHOPS.map((shop) => [shop.id, place(shop)]));
  const mailbox = openMailbox({ dir: options.data ?? null, now: options.now ?? (() => new Date()) });
  const affiliates = openAffiliates({
    dir: options.data ?? null,
    now: state.now,
    port,
    shops: new Map([...shops].map(([id, { shop, origin }]) => [id, { origin, name: shop.name }])),
  });
  for (const [host, app] of affiliates.hosts) apps.set(host, app);
  const orders = openOrders(options.data ?? null, state.now);
  const till: Till = { orders, mail: mailbox.put, clickIn: affiliates.clickIn, sold: affiliates.sold };
  for (const { shop, host, origin } of shops.values()) {
    apps.set(host, shopApp({ shop, catalogue, origin }, studio, faults, till));
  }
  apps.set(MAIL_HOST, mailbox.host);
  apps.set(PUSH_HOST, openPush({ port, now: () => new Date() }));
  const clerk = openClerk({
    dir: options.data ?? null,
    now: state.now,
    port,
    mail: (to, subject, text) =>
      mailbox.put({ from: "Clerk <noreply@clerk.localhost>", to: [to], subject, text, html: "", headers: [] }),
  });
  apps.set(CLERK_HOST, clerk.host);
  const razorpay = openRazorpay({
    dir: options.data ?? null,
    now: state.now,
    port,
    mail: (subject, text) =>
      mailbox.put({
        from: "Razorpay <noreply@razorpay.localhost>",
        to: ["alerts@stylegence.localhost"],
        ...{ subject, text, html: "", headers: [] },
      }),
  });
  apps.set(RAZORPAY_HOST, razorpay.host);
  const control = controlRoutes({ catalogue, faults, log, studio, shops, origin: `http://${CONTROL_HOST}:${port}` });
  control.route("/", clerk.control);
  control.route("/", razorpay.control);
  control.route("/", affiliates.control);
  control.route("/", mailbox.wire);
  apps.set(CONTROL_HOST, control);

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    world,
    catalogue,
    close: () =>
      new Promise((resolve) => {
        clerk.close();
        affiliates.close();
        razorpay.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
