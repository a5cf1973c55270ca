import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Studio } from "../pictures/studio.ts";
import { picture } from "../shops/common.ts";
import { gz, jsonReply, reply } from "../shops/http.ts";
import type { Shop } from "../shops/shop.ts";
import type { Catalogue } from "../world/catalogue.ts";
import { dateOf } from "../world/festivals.ts";
import { type Listing, SHOP_IDS, type ShopId } from "../world/listing.ts";
import type { Faults } from "./faults.ts";
import { tsv, xml } from "./feed-formats.ts";
import { type FeedName, feedListings, feedRows, isFeed } from "./feeds.ts";
import { landing } from "./landing.ts";
import type { RequestLog } from "./log.ts";
import { truth } from "./truth.ts";

export interface ControlContext {
  catalogue: Catalogue;
  faults: Faults;
  log: RequestLog;
  studio: Studio;
  /** `http://sandbox.localhost:<port>`. */
  origin: string;
  shops: ReadonlyMap<ShopId, { shop: Shop; origin: string; host: string }>;
}

const Paise = z.int().positive();
const Advance = z.object({ advanceDays: z.int().min(0).max(3650) });
/** `price: null` alone gives the shop its own price back. `form` is for bazaar24, whose pages may hide a price. */
const PriceBody = z.object({
  url: z.url(),
  price: z.optional(z.nullable(Paise)),
  mrp: z.optional(z.nullable(Paise)),
  form: z.optional(z.nullable(z.enum(["plain", "range", "on-request"]))),
});
/** `availability: null` forgets everything set for the listing. */
const StockBody = z.object({
  url: z.url(),
  availability: z.nullable(z.enum(["in_stock", "out_of_stock", "pre_order", "back_order", "discontinued"])),
  colour: z.optional(z.nullable(z.string())),
  size: z.optional(z.nullable(z.string())),
});
const FaultBody = z.object({
  shop: z.enum(SHOP_IDS),
  kind: z.enum(["none", "status", "reset", "slow", "hang", "truncate", "garbage", "redirect-loop", "huge"]),
  status: z.int().min(400).max(599).default(503),
  delayMs: z.int().min(0).max(120_000).default(5000),
  path: z.string().default("/"),
  count: z.nullable(z.int().positive()).default(null),
  rate: z.number().gt(0).max(1).default(1),
});

const FEED = /^([a-z]+)\.(tsv|xml)(\.gz)?$/;

function feeds(app: Hono, context: ControlContext) {
  app.get("/feeds/:file", (c) => {
    const [, name = "", format, zipped] = FEED.exec(c.req.param("file")) ?? [];
    if (!isFeed(name)) return c.notFound();
    const origin = context.origin;
    const rows = feedRows(context.catalogue, name, origin);
    const body = format === "tsv" ? tsv(rows) : xml(name, rows, origin);
    if (zipped) return gz(c, body);
    const type = format === "tsv" ? "text/tab-separated-values" : "application/xml";
    return reply(c, { body, type: `${type}; charset=utf-8` });
  });
  app.get("/out/:feed/:id", (c) => {
    const name = c.req.param("feed");
    const listing = isFeed(name) && feedListings(context.catalogue.world, name).find((l) => l.id === c.req.param("id"));
    return listing ? reply(c, { body: landing(context.catalogue.view(listing), name as FeedName) }) : c.notFound();
  });
  app.get("/img/:file", (c) => picture(c, context.studio, context.catalogue));
}

class BadRequest extends Error {}

async function read<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw new BadRequest("The body is no JSON");
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new BadRequest(parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; "));
}

function listingAt({ catalogue, shops }: ControlContext, address: string): Listing {
  const url = new URL(address);
  const at = [...shops.values()].find((s) => s.host === url.hostname);
  const path = decodeURI(url.pathname).replace(/\/$/, "");
  const listing = at && catalogue.world.at(at.shop.id).find((l) => at.shop.path(l).replace(/\/$/, "") === path);
  if (listing) return listing;
  throw new BadRequest(`No listing has the canonical address ${address}`);
}

const domainOf = ({ shop, origin, host }: { shop: Shop; origin: string; host: string }) => ({
  id: shop.id,
  name: shop.name,
  domain: host,
  baseUrl: origin,
  sitemap: origin + shop.sitemaps[0],
  sitemaps: shop.sitemaps.map((path) => origin + path),
  currency: "INR",
  country: "IN",
  timeZone: "Asia/Kolkata",
  useRenderer: shop.useRenderer,
  maxRps: shop.maxRps,
  crawlDelaySeconds: shop.crawlDelaySeconds,
  disallowedPaths: ["/cart", "/search", "/trap/", "/checkout"],
  rules: shop.rules,
});

const clock = ({ catalogue: { state } }: ControlContext) => ({
  day: state.today() - state.epoch,
  date: dateOf(state.today()),
  epoch: dateOf(state.epoch),
});

function writes(app: Hono, context: ControlContext) {
  const { state } = context.catalogue;
  app.post("/clock", async (c) => {
    const { advanceDays } = await read(c, Advance);
    state.advance(advanceDays);
    return c.json(clock(context));
  });
  app.post("/price", async (c) => {
    const { url, price = null, mrp = null, form = null } = await read(c, PriceBody);
    const listing = listingAt(context, url);
    state.setPrice(listing.id, (price ?? mrp ?? form) ? { price, mrp, form } : null);
    const view = context.catalogue.view(listing);
    return c.json({ url, price: view.price, mrp: view.mrp });
  });
  app.post("/stock", async (c) => {
    const { url, availability, colour, size } = await read(c, StockBody);
    const listing = listingAt(context, url);
    const set = availability && { availability, colour: colour ?? null, size: size ?? null };
    state.setStock(listing.id, set);
    const view = context.catalogue.view(listing);
    return c.json({ url, status: view.status, availability: view.stock });
  });
  app.post("/fault", async (c) => {
    const { kind, count, shop, ...rest } = await read(c, FaultBody);
    if (kind === "none") {
      context.faults.clear(shop);
      return c.json({ cleared: shop });
    }
    return c.json(context.faults.add({ ...rest, shop, kind, left: count }));
  });
  app.delete("/fault", (c) => {
    context.faults.clear(null);
    return c.body(null, 204);
  });
}

/** The control host: what to crawl, what is true, and the levers. */
export function controlRoutes(context: ControlContext): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof BadRequest) return c.json({ error: error.message }, 400);
    throw error;
  });
  app.get("/health", (c) => c.json({ status: "ok", ...clock(context) }));
  app.get("/shops", (c) => jsonReply(c, [...context.shops.values()].map(domainOf)));
  app.get("/clock", (c) => c.json(clock(context)));
  app.get("/truth", (c) => {
    const days = Math.min(730, Math.max(0, Number.parseInt(c.req.query("days") ?? "0", 10) || 0));
    return jsonReply(c, truth({ catalogue: context.catalogue, shops: context.shops, historyDays: days }));
  });
  app.get("/fault", (c) => c.json(context.faults.list()));
  app.get("/requests", (c) => {
    const number = (name: string, otherwise: number) => Number.parseInt(c.req.query(name) ?? "", 10) || otherwise;
    return c.json(
      context.log.read({ shop: c.req.query("shop") ?? null, after: number("after", 0), limit: number("limit", 1000) }),
    );
  });
  feeds(app, context);
  writes(app, context);
  return app;
}
