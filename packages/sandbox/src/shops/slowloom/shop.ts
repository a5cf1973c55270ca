import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { CATEGORIES } from "../../world/categories.ts";
import { inCategory, latest, paginate, stocked, urlOf } from "../browse.ts";
import { gz, reply } from "../http.ts";
import { resolver } from "../resolve.ts";
import type { Shop, ShopContext } from "../shop.ts";
import { urlset } from "../sitemap.ts";
import * as pages from "./pages.ts";
import { temper } from "./temper.ts";

const PER_PAGE = 18;

const notFound = (context: ShopContext) =>
  pages.message(context, "Not on our shelves", "It may have been the only one.");

export const SLOWLOOM: Shop = {
  id: "slowloom",
  name: "Slow Loom",
  tagline: "handmade cloth, sent when it is ready",
  sitemaps: ["/sitemap.xml.gz"],
  useRenderer: false,
  maxRps: 2,
  crawlDelaySeconds: 1,
  rules: [{ field: "mrp", selector: ".cost .mrp", parse: "price" }],
  disallow: ["/ledger/"],
  path: (listing) => `/cloth/${listing.handle}`,
  notFound,
  routes(context: ShopContext) {
    const app = new Hono<{ Bindings: HttpBindings }>();
    const resolve = resolver(context);
    const live = () => context.catalogue.live("slowloom");
    app.use(temper(context, (title, text) => pages.message(context, title, text)));
    app.get("/", (c) => reply(c, { body: pages.home(context), changedAt: latest(live()) }));
    app.get("/shelf/:slug", (c) => {
      const slug = c.req.param("slug");
      const views = inCategory(live(), slug);
      const name = CATEGORIES.find((k) => k.slug === slug)?.name;
      if (!name || views.length === 0) return c.notFound();
      const of = { title: name, path: pages.categoryPath(slug) };
      return reply(c, { body: pages.list(context, paginate(views, c.req.query("p"), PER_PAGE), of) });
    });
    app.get("/cloth/:handle", (c) => {
      const hit = resolve(c.req.param("handle"));
      if (hit.kind === "moved") return c.redirect(context.shop.path(hit.listing), 301);
      if (hit.kind !== "live") return reply(c, { body: notFound(context), status: hit.kind === "gone" ? 410 : 404 });
      const changedAt = latest([hit.view, ...pages.neighbours(context, hit.view)]);
      return reply(c, { body: pages.product(context, hit.view), changedAt });
    });
    app.get("/sitemap.xml.gz", (c) => {
      const shelves = stocked(live()).map((s) => ({ loc: context.origin + pages.categoryPath(s.slug) }));
      const goods = live().map((v) => ({ loc: urlOf(context, v), lastmod: v.changedAt.toISOString() }));
      return gz(c, urlset([...goods, ...shelves]));
    });
    app.get("/cart", (c) =>
      reply(c, { body: pages.message(context, "Write to us", "Orders are taken by letter in this demonstration.") }),
    );
    return app as unknown as Hono;
  },
};
