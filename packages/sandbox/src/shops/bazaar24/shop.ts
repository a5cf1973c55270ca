import { Hono } from "hono";
import { CATEGORIES } from "../../world/categories.ts";
import { found, inCategory, latest, paginate, stocked, urlOf } from "../browse.ts";
import { reply, xml } from "../http.ts";
import { resolver } from "../resolve.ts";
import type { CssRule, Shop, ShopContext } from "../shop.ts";
import { urlset } from "../sitemap.ts";
import * as pages from "./pages.ts";

const PER_PAGE = 36;

const RULES: CssRule[] = [
  { field: "name", selector: "h1.pdp-title" },
  { field: "brand", selector: ".pdp-brand" },
  { field: "price", selector: ".pdp-price .now", parse: "price" },
  { field: "mrp", selector: ".pdp-price .mrp", parse: "price" },
  { field: "availability", selector: ".pdp-stock", parse: "availability" },
  { field: "sizes", selector: ".pdp-sizes .size", parse: "list" },
  { field: "colour", selector: ".pdp-facts .fact-colour .value" },
  { field: "styleCode", selector: ".pdp-facts .fact-style-code .value" },
  { field: "category", selector: ".crumbs .crumb", parse: "list" },
  { field: "images", selector: ".pdp-pics img", attr: "src", parse: "list" },
  { field: "description", selector: ".pdp-description" },
  { field: "promotions", selector: ".pdp-offers .offer", parse: "list" },
];

const notFound = (context: ShopContext) => pages.message(context, "Oops! This page has left the bazaar");

function listRoutes(app: Hono, context: ShopContext) {
  const live = () => context.catalogue.live(context.shop.id);
  app.get("/c/:slug", (c) => {
    const slug = c.req.param("slug");
    const views = inCategory(live(), slug);
    const name = CATEGORIES.find((k) => k.slug === slug)?.name;
    if (!name || views.length === 0) return c.notFound();
    const of = { title: name, path: pages.categoryPath(slug) };
    return reply(c, { body: pages.category(context, paginate(views, c.req.query("page"), PER_PAGE), of) });
  });
  app.get("/search", (c) => {
    const q = c.req.query("q") ?? "";
    const of = { title: `“${q}”`, path: "/search", query: `q=${encodeURIComponent(q)}&` };
    return reply(c, { body: pages.category(context, paginate(found(live(), q), c.req.query("page"), PER_PAGE), of) });
  });
  app.get("/sitemap.xml", (c) => {
    const goods = live().map((v) => ({ loc: urlOf(context, v), lastmod: v.changedAt.toISOString().slice(0, 10) }));
    const lists = stocked(live()).map((s) => ({ loc: context.origin + pages.categoryPath(s.slug) }));
    return xml(c, urlset([{ loc: `${context.origin}/` }, ...lists, ...goods]));
  });
}

export const BAZAAR24: Shop = {
  id: "bazaar24",
  name: "bazaar24",
  tagline: "Har din naya, har din sasta.",
  sitemaps: ["/sitemap.xml"],
  useRenderer: false,
  maxRps: 20,
  crawlDelaySeconds: null,
  rules: RULES,
  disallow: ["/*?*sort=", "/buy/"],
  path: (listing) => `/${listing.handle}/p/${listing.number}`,
  notFound,
  routes(context) {
    const app = new Hono();
    const resolve = resolver(context);
    app.get("/", (c) => reply(c, { body: pages.home(context) }));
    listRoutes(app, context);
    app.get("/:name/p/:number", (c) => {
      const hit = resolve(c.req.param("number"));
      if (hit.kind !== "live") return reply(c, { body: notFound(context), status: hit.kind === "gone" ? 410 : 404 });
      const path = context.shop.path(hit.view.listing);
      if (c.req.path !== path) return c.redirect(path, 301);
      const changedAt = latest([hit.view, ...pages.neighbours(context, hit.view)]);
      return reply(c, { body: pages.product(context, hit.view), changedAt });
    });
    app.get("/cart", (c) => reply(c, { body: pages.message(context, "Your cart is empty") }));
    app.get("/account", (c) => reply(c, { body: pages.message(context, "Login is closed in this demonstration") }));
    return app;
  },
};
