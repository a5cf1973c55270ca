import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import type { Studio } from "../pictures/studio.ts";
import type { Catalogue } from "../world/catalogue.ts";
import { hash } from "../world/random.ts";
import { reply } from "./http.ts";
import { html } from "./markup.ts";
import type { Shop, ShopContext } from "./shop.ts";

const asset = (shop: Shop, file: string) => readFileSync(new URL(`./${shop.id}/${file}`, import.meta.url), "utf8");

const DISALLOW = ["/cart", "/search", "/trap/", "/account", "/checkout"];

export function robotsOf({ shop, origin }: ShopContext): string {
  return [
    `# ${shop.name}`,
    "User-agent: *",
    ...[...DISALLOW, ...shop.disallow].map((path) => `Disallow: ${path}`),
    ...(shop.crawlDelaySeconds ? [`Crawl-delay: ${shop.crawlDelaySeconds}`] : []),
    "",
    "User-agent: GreedyBot",
    "Disallow: /",
    "",
    ...shop.sitemaps.map((path) => `Sitemap: ${origin}${path}`),
    "",
  ].join("\n");
}

/** Links without end, as a calendar or a filter page makes them. Robots.txt forbids it. */
const trap = (path: string): string =>
  `<!doctype html>${html`<html lang="en"><title>Filter</title><meta name="robots" content="noindex"><ul>${Array.from(
    { length: 6 },
    (_, i) =>
      html`<li><a href="/trap/${hash(path, i).toString(36)}?from=${hash(path).toString(36)}">Refine ${i + 1}</a></li>`,
  )}</ul></html>`}`;

/** A picture by its file name; `?w=` asks for a smaller one. */
export async function picture(c: Context, studio: Studio, { state }: Catalogue): Promise<Response> {
  const width = Number.parseInt(c.req.query("w") ?? "", 10);
  const found = await studio.file(c.req.param("file") ?? "", Number.isNaN(width) ? null : width);
  if (!found) return c.notFound();
  const headers = { "cache-control": "public, max-age=31536000, immutable" };
  return reply(c, { body: found.body, type: found.type, changedAt: state.reached(state.epoch), headers });
}

/** What every shop serves alike: robots, theme, pictures, the trap. */
export function commonRoutes(context: ShopContext, studio: Studio): Hono {
  const app = new Hono();
  app.get("/robots.txt", (c) => reply(c, { body: robotsOf(context), type: "text/plain; charset=utf-8" }));
  app.get("/assets/theme.css", (c) => reply(c, { body: asset(context.shop, "theme.css"), type: "text/css" }));
  app.get("/trap/*", (c) => reply(c, { body: trap(c.req.path) }));
  app.get("/favicon.ico", () => new Response(null, { status: 204 }));
  app.get("/img/:file", (c) => picture(c, studio, context.catalogue));
  return app;
}
