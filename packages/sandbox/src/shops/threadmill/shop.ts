import { type Context, Hono } from "hono";
import type { ListingView } from "../../world/catalogue.ts";
import { CATEGORIES, fullName } from "../../world/categories.ts";
import type { Listing } from "../../world/listing.ts";
import { inCategory, latest, paginate, stocked, urlOf } from "../browse.ts";
import { jsonReply, reply, xml } from "../http.ts";
import { mainPicture } from "../pictures.ts";
import { resolver } from "../resolve.ts";
import type { Shop, ShopContext } from "../shop.ts";
import { sitemapIndex, urlset } from "../sitemap.ts";
import { productJs, productJson } from "./feeds.ts";
import * as pages from "./pages.ts";

const PER_PAGE = 24;
const PER_SITEMAP = 150;

const nameOf = (slug: string) => {
  const category = CATEGORIES.find((c) => c.slug === slug);
  return category ? fullName(category) : "All products";
};

const BODY: Record<string, (c: Context, context: ShopContext, view: ListingView) => Response> = {
  ".json": (c, context, view) => jsonReply(c, { product: productJson(context, view) }, view.changedAt),
  ".js": (c, context, view) => jsonReply(c, productJs(context, view), view.changedAt),
  "": (c, context, view) =>
    reply(c, { body: pages.product(context, view, c.req.query("variant")), changedAt: view.changedAt }),
};

function productRoutes(app: Hono, context: ShopContext) {
  const resolve = resolver(context);
  app.get("/products/:file", (c) => {
    const [, handle = "", form = ""] = /^(.*?)(\.json|\.js)?$/.exec(c.req.param("file")) ?? [];
    const hit = resolve(handle);
    if (hit.kind === "moved") return c.redirect(context.shop.path(hit.listing) + form, 301);
    if (hit.kind !== "live") {
      return reply(c, { body: pages.notFound(context), status: hit.kind === "gone" ? 410 : 404 });
    }
    return (BODY[form] as (typeof BODY)[string])(c, context, hit.view);
  });
}

function collectionRoutes(app: Hono, context: ShopContext) {
  const resolve = resolver(context);
  const pick = (slug: string): ListingView[] => {
    const live = context.catalogue.live(context.shop.id);
    return slug === "all" ? live : inCategory(live, slug);
  };
  const productsJson = (c: Context, views: ListingView[]) => {
    const limit = Math.min(250, Math.max(1, Number.parseInt(c.req.query("limit") ?? "30", 10) || 30));
    const asked = Number.parseInt(c.req.query("page") ?? "1", 10) || 1;
    const items = views.slice((asked - 1) * limit, asked * limit);
    return jsonReply(c, { products: items.map((v) => productJson(context, v)) }, latest(views));
  };
  app.get("/products.json", (c) => productsJson(c, pick("all")));
  app.get("/collections/:slug/products.json", (c) => productsJson(c, pick(c.req.param("slug"))));
  app.get("/collections/:slug/products/:handle", (c) => {
    const hit = resolve(c.req.param("handle"));
    if (hit.kind !== "live") return c.notFound();
    return reply(c, { body: pages.product(context, hit.view, c.req.query("variant")), changedAt: hit.view.changedAt });
  });
  app.get("/collections/:slug", (c) => {
    const slug = c.req.param("slug");
    const views = pick(slug);
    if (views.length === 0) return c.notFound();
    const page = paginate(views, c.req.query("page"), PER_PAGE);
    return reply(c, { body: pages.collection(context, page, { title: nameOf(slug), path: `/collections/${slug}` }) });
  });
  app.get("/search", (c) => {
    const q = c.req.query("q") ?? "";
    const page = paginate(pages.search(context, q), c.req.query("page"), PER_PAGE);
    const of = { title: `Results for “${q}”`, path: "/search", query: `q=${encodeURIComponent(q)}&` };
    return reply(c, { body: pages.collection(context, page, of) });
  });
}

function sitemapRoutes(app: Hono, context: ShopContext) {
  const live = () => context.catalogue.live(context.shop.id);
  app.get("/sitemap.xml", (c) => {
    const count = Math.ceil(live().length / PER_SITEMAP);
    const products = Array.from({ length: count }, (_, i) => `/sitemap_products_${i + 1}.xml?from=1&to=${PER_SITEMAP}`);
    const all = [...products, "/sitemap_collections_1.xml", "/sitemap_pages_1.xml"];
    return xml(c, sitemapIndex(all.map((path) => ({ loc: context.origin + path }))));
  });
  app.get("/:file{sitemap_products_[0-9]+\\.xml}", (c) => {
    const n = Number(/\d+/.exec(c.req.param("file"))?.[0]);
    const slice = live().slice((n - 1) * PER_SITEMAP, n * PER_SITEMAP);
    const entries = slice.map((v) => ({
      loc: urlOf(context, v),
      lastmod: v.changedAt.toISOString(),
      image: { loc: context.origin + mainPicture(v).path, title: v.listing.title },
    }));
    return xml(c, urlset([{ loc: `${context.origin}/` }, ...entries]));
  });
  app.get("/sitemap_collections_1.xml", (c) =>
    xml(c, urlset(stocked(live()).map((s) => ({ loc: `${context.origin}/collections/${s.slug}` })))),
  );
  app.get("/sitemap_pages_1.xml", (c) =>
    xml(c, urlset(["shipping", "returns"].map((p) => ({ loc: `${context.origin}/pages/${p}` })))),
  );
}

export const THREADMILL: Shop = {
  id: "threadmill",
  name: "Threadmill",
  tagline: "Clothes with a conscience and a colour",
  sitemaps: ["/sitemap.xml"],
  useRenderer: false,
  maxRps: 20,
  crawlDelaySeconds: null,
  rules: [],
  disallow: ["/checkout", "/*?*sort_by*", "/policies/", "/*/recommendations/"],
  path: (listing: Listing) => `/products/${listing.handle}`,
  notFound: pages.notFound,
  routes(context) {
    const app = new Hono();
    app.get("/", (c) => reply(c, { body: pages.home(context) }));
    collectionRoutes(app, context);
    sitemapRoutes(app, context);
    productRoutes(app, context);
    app.get("/pages/:name{shipping|returns}", (c) => {
      const name = c.req.param("name");
      return reply(c, { body: pages.plain(context, name === "shipping" ? "Shipping" : "Returns", `/pages/${name}`) });
    });
    app.get("/cart", (c) => reply(c, { body: pages.plain(context, "Your bag is empty", "/cart") }));
    return app;
  },
};
