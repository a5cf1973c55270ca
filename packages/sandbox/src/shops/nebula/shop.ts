import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { CATEGORIES, fullName } from "../../world/categories.ts";
import { inCategory, paginate, stocked, urlOf } from "../browse.ts";
import { jsonReply, reply, xml } from "../http.ts";
import { html } from "../markup.ts";
import { resolver } from "../resolve.ts";
import type { Shop, ShopContext } from "../shop.ts";
import { urlset } from "../sitemap.ts";
import { list, product } from "./api.ts";

const PER_PAGE = 24;
const script = readFileSync(new URL("./client/app.js", import.meta.url), "utf8");

/** The empty page that every address answers with; the script asks `api` what to show. */
const shell = (kind: "product" | "list", api: string): string => `<!doctype html>
${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Nebula</title><link rel="stylesheet" href="/assets/theme.css"></head>
<body><header><a class="logo" href="/">nebula</a><nav><a href="/c/women">Women</a><a href="/c/men">Men</a><a href="/c/kids">Kids</a></nav></header>
<main id="app" data-kind="${kind}" data-api="${api}"><div class="loading"></div></main>
<footer>Nebula, wear the night sky. <span>A demonstration shop. Nothing here is for sale.</span></footer>
<noscript>Nebula needs JavaScript.</noscript><script type="module" src="/app.js"></script></body></html>`}`;

/** The shell never changes and what it shows does, so it carries no validators. */
const bare = (body: string): Response =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });

function apiRoutes(app: Hono, context: ShopContext) {
  const resolve = resolver(context);
  app.get("/api/p/:number", (c) => {
    const hit = resolve(c.req.param("number"));
    if (hit.kind === "live") return jsonReply(c, product(context, hit.view), hit.view.changedAt);
    return c.json({ error: hit.kind }, hit.kind === "gone" ? 410 : 404);
  });
  app.get("/api/c/:slug", (c) => {
    const slug = c.req.param("slug");
    const live = context.catalogue.live(context.shop.id);
    const views = slug === "all" ? live : inCategory(live, slug);
    const page = paginate(views, c.req.query("page"), PER_PAGE);
    const path = slug === "all" ? "/" : `/c/${slug}`;
    return jsonReply(c, {
      ...page,
      items: list(context, page.items),
      title: CATEGORIES.find((k) => k.slug === slug)?.name ?? "Everything under one sky",
      path,
      url: context.origin + path,
      categories: stocked(views)
        .filter((k) => k.parent?.includes("-"))
        .map((k) => ({ name: fullName(k), count: k.count, path: `/c/${k.slug}` })),
    });
  });
}

export const NEBULA: Shop = {
  id: "nebula",
  name: "Nebula",
  tagline: "Wear the night sky",
  sitemaps: ["/sitemaps/products.xml"],
  useRenderer: true,
  maxRps: 4,
  crawlDelaySeconds: null,
  rules: [],
  disallow: ["/orbit"],
  path: (listing) => `/p/${listing.number}/${listing.handle}`,
  notFound: () => shell("list", "/api/lost"),
  routes(context) {
    const app = new Hono();
    const resolve = resolver(context);
    app.get("/", () => bare(shell("list", "/api/c/all")));
    app.get("/c/:slug", (c) => bare(shell("list", `/api/c/${c.req.param("slug")}`)));
    app.get("/app.js", (c) => reply(c, { body: script, type: "text/javascript; charset=utf-8" }));
    app.get("/p/:number/:handle?", (c) => {
      const hit = resolve(c.req.param("number"));
      if (hit.kind === "gone") return reply(c, { body: shell("list", "/api/lost"), status: 410 });
      if (hit.kind !== "live") return c.notFound();
      const path = context.shop.path(hit.view.listing);
      if (c.req.path !== path) return c.redirect(path, 301);
      return bare(shell("product", `/api/p/${hit.view.listing.number}`));
    });
    apiRoutes(app, context);
    app.get("/sitemaps/products.xml", (c) => {
      const live = context.catalogue.live("nebula");
      return xml(c, urlset(live.map((v) => ({ loc: urlOf(context, v), lastmod: v.changedAt.toISOString() }))));
    });
    return app;
  },
};
