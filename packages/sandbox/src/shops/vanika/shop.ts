import { Hono } from "hono";
import type { ListingView } from "../../world/catalogue.ts";
import { CATEGORIES } from "../../world/categories.ts";
import { found, inCategory, latest, paginate, stocked, urlOf } from "../browse.ts";
import { gz, reply, xml } from "../http.ts";
import { resolver } from "../resolve.ts";
import type { Shop, ShopContext } from "../shop.ts";
import { sitemapIndex, urlset } from "../sitemap.ts";
import * as pages from "./pages.ts";

const PER_PAGE = 20;
const PER_SITEMAP = 120;

const notFound = (context: ShopContext) => pages.message(context, "Nothing here", "That page has been folded away.");

function archiveRoutes(app: Hono, context: ShopContext) {
  const live = () => context.catalogue.live(context.shop.id);
  const show = (views: ListingView[], asked: string | undefined, title: string, path: string) =>
    pages.archive(context, paginate(views, asked, PER_PAGE), { title, path });
  app.get("/shop/:page{(page/[0-9]+/)?}", (c) =>
    reply(c, { body: show(live(), c.req.param("page").split("/")[1], "Shop", "/shop/") }),
  );
  app.get("/product-category/:rest{.+}", (c) => {
    const [slug = "", , number] = c.req.param("rest").split("/");
    const category = CATEGORIES.find((k) => k.slug === slug);
    const views = inCategory(live(), slug);
    if (!category || views.length === 0) return c.notFound();
    return reply(c, { body: show(views, number, pages.nameOf(category), pages.categoryPath(slug)) });
  });
  app.get("/search/", (c) => {
    const q = c.req.query("s") ?? "";
    return reply(c, { body: show(found(live(), q), "1", `Search results: “${q}”`, "/search/") });
  });
}

function sitemapRoutes(app: Hono, context: ShopContext) {
  const live = () => context.catalogue.live(context.shop.id);
  app.get("/sitemap_index.xml", (c) => {
    const count = Math.ceil(live().length / PER_SITEMAP);
    const files = Array.from({ length: count }, (_, i) => `/product-sitemap${i + 1}.xml.gz`);
    const entries = [...files, "/product_cat-sitemap.xml"].map((path) => ({
      loc: context.origin + path,
      lastmod: latest(live()).toISOString(),
    }));
    return xml(c, sitemapIndex(entries));
  });
  app.get("/:file{product-sitemap[0-9]+\\.xml\\.gz}", (c) => {
    const n = Number(/\d+/.exec(c.req.param("file"))?.[0]);
    const slice = live().slice((n - 1) * PER_SITEMAP, n * PER_SITEMAP);
    const entries = slice.map((v) => ({ loc: urlOf(context, v), lastmod: v.changedAt.toISOString() }));
    return gz(c, urlset(entries));
  });
  app.get("/product_cat-sitemap.xml", (c) =>
    xml(c, urlset(stocked(live()).map((s) => ({ loc: context.origin + pages.categoryPath(s.slug) })))),
  );
}

export const VANIKA: Shop = {
  id: "vanika",
  name: "Vanika",
  tagline: "Handloom & festive wear",
  sitemaps: ["/sitemap_index.xml"],
  useRenderer: false,
  maxRps: 20,
  crawlDelaySeconds: null,
  rules: [],
  disallow: ["/wp-admin/", "/*?add-to-cart=*", "/my-account/"],
  path: (listing) => `/product/${listing.handle}/`,
  notFound,
  routes(context) {
    const app = new Hono();
    const resolve = resolver(context);
    app.get("/", (c) => reply(c, { body: pages.home(context) }));
    app.get("/product/:handle", (c) => c.redirect(`/product/${c.req.param("handle")}/`, 301));
    app.get("/product/:handle/", (c) => {
      const hit = resolve(c.req.param("handle"));
      if (hit.kind === "moved") return c.redirect(context.shop.path(hit.listing), 301);
      if (hit.kind !== "live") {
        return reply(c, { body: notFound(context), status: hit.kind === "gone" ? 410 : 404 });
      }
      const changedAt = latest([hit.view, ...pages.neighbours(context, hit.view)]);
      return reply(c, { body: pages.product(context, hit.view), changedAt });
    });
    archiveRoutes(app, context);
    sitemapRoutes(app, context);
    app.get("/cart", (c) => reply(c, { body: pages.message(context, "Your basket is empty", "Nothing in it yet.") }));
    return app;
  },
};
