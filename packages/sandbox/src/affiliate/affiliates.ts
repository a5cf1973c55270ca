import { Hono } from "hono";
import { SHOP_IDS, type ShopId } from "../world/listing.ts";
import { type Book, openBook, type Sale } from "./book.ts";
import { controlOf } from "./control.ts";
import { NETWORK_IDS, type NetworkId } from "./model.ts";
import type { Network, Programme } from "./network.ts";
import { NETWORKS } from "./networks.ts";
import { openOutbox } from "./outbox.ts";
import { steering } from "./page.ts";
import { openAffiliateState } from "./state.ts";

export const STEERING_HOST = "affiliates.localhost";

export interface AffiliatesOptions {
  /** Where clicks, sales and call-backs are kept; in memory when absent. */
  dir: string | null;
  now: () => Date;
  port: number;
  shops: ReadonlyMap<ShopId, { origin: string; name: string }>;
}

export interface Affiliates {
  /** By host: a network each, and the page that steers them. */
  hosts: ReadonlyMap<string, Hono>;
  /** For the control host: levers under `/affiliates`. */
  control: Hono;
  /** The click that an address brings to a shop; null where it brings none. */
  clickIn(query: URLSearchParams): string | null;
  /** Tells the network of an order that came by a click. */
  sold(sale: Sale): void;
  close(): void;
}

const programmesOf = (network: NetworkId, shops: AffiliatesOptions["shops"]): Programme[] =>
  SHOP_IDS.flatMap((shop, n) => {
    const at = shops.get(shop);
    if (!at) return [];
    return [{ id: String(17_000 + NETWORK_IDS.indexOf(network) * 100 + n), shop, name: at.name, origin: at.origin }];
  });

/** Affiliate networks of this machine's own: each with the links, call-backs and API of the real one. */
export function openAffiliates({ dir, now, port, shops }: AffiliatesOptions): Affiliates {
  const state = openAffiliateState(dir, now);
  const outbox = openOutbox(state);
  const book = openBook(state, outbox, (network) => programmesOf(network, shops));
  const hosts = new Map<string, Hono>();
  for (const id of NETWORK_IDS) {
    const app = new Hono({ strict: false });
    const programmes = programmesOf(id, shops);
    app.use((c, next) =>
      state.data.endpoints[id].down ? Promise.resolve(c.text("Service Unavailable", 503)) : next(),
    );
    tracking(app, NETWORKS[id], book, programmes);
    const credentials = state.data.credentials[id];
    const context = {
      ...{ state, credentials, programmes },
      rows: () => book.rows(id),
      programmeOf: (shop: ShopId) => book.programme(id, shop),
    };
    app.route("/", NETWORKS[id].api(context));
    hosts.set(`${id}.localhost`, app);
  }
  const instance = { state, outbox, book, port };
  hosts.set(STEERING_HOST, steering(instance));
  const control = new Hono();
  control.route("/affiliates", controlOf(instance));
  // The APIs once more, for who has the bare address alone: not every resolver knows names that end in localhost.
  control.all("/affiliates/at/:network/*", (c) => {
    const name = c.req.param("network");
    const url = new URL(c.req.url);
    url.pathname = url.pathname.slice(`/affiliates/at/${name}`.length);
    return hosts.get(`${name}.localhost`)?.fetch(new Request(url, c.req.raw)) ?? c.notFound();
  });

  const landings = new Set(NETWORK_IDS.map((id) => landingOf(NETWORKS[id])));
  return {
    hosts,
    control,
    clickIn(query) {
      const given = [...landings].flatMap((name) => query.get(name) ?? []);
      return given.find((id) => book.findClick(id) !== undefined) ?? null;
    },
    sold: (sale) => void book.record(sale),
    close: () => outbox.close(),
  };
}

/** The parameter in which a network tells a shop of the click. */
function landingOf(network: Network): string {
  const click = { id: "", network: network.id, shop: "threadmill" as const, subId: "", url: "", at: 0 };
  return Object.keys(network.landing(click, { id: "", shop: "threadmill", name: "", origin: "" }))[0] ?? "";
}

function tracking(app: Hono, network: Network, book: Book, programmes: readonly Programme[]): void {
  app.get(network.tracking.path, (c, next) => {
    const query = new URL(c.req.url).searchParams;
    if (!network.tracking.asked(query)) return next();
    const target = targetOf(query.get(network.tracking.target));
    const programme = programmes.find(({ origin }) => origin === target?.origin);
    if (!target || !programme) return c.text("This link leads to none of our advertisers.", 404);
    const subId = query.get(network.subParameter) ?? "";
    const click = book.click(network.id, programme.shop, subId, target.href);
    for (const [name, value] of Object.entries(network.landing(click, programme))) target.searchParams.set(name, value);
    return c.redirect(target.href, 302);
  });
}

function targetOf(address: string | null): URL | null {
  return address !== null && URL.canParse(address) ? new URL(address) : null;
}
