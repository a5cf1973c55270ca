import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { root } from "@stylegence/local/parts/cache";
import { BAZAAR24 } from "@stylegence/sandbox/shops/bazaar24/shop";
import { THREADMILL } from "@stylegence/sandbox/shops/threadmill/shop";
import { VANIKA } from "@stylegence/sandbox/shops/vanika/shop";
import { openCatalogue } from "@stylegence/sandbox/world/catalogue";
import { openState } from "@stylegence/sandbox/world/state";
import { makeWorld } from "@stylegence/sandbox/world/world";

export interface RenderedPage {
  /** The shop's name before its own path: one host serves them all. */
  path: string;
  /** Gzipped, as shops send it. */
  body: Buffer;
  bytes: number;
}

const SHOPS = [THREADMILL, VANIKA, BAZAAR24];
const DAY = new Date("2026-11-02T06:00:00Z");
/** Times the sandbox's usual world. */
const SCALE = 8;

/** Product pages of a large sandbox world, as its three plain shops write them, in turns. */
export async function renderPages(count: number): Promise<RenderedPage[]> {
  const catalogue = openCatalogue(
    makeWorld("bench", SCALE),
    openState(null, () => DAY),
  );
  const shops = SHOPS.map((shop) => {
    const context = { shop, catalogue, origin: `http://${shop.id}.localhost` };
    const paths = catalogue.live(shop.id).map(({ listing }) => shop.path(listing));
    return { shop, app: shop.routes(context), paths };
  });
  const pages: RenderedPage[] = [];
  for (let n = 0; pages.length < count; n++) {
    const open = shops.filter(({ paths }) => n < paths.length);
    if (open.length === 0) throw new Error(`The world has only ${pages.length} pages.`);
    for (const { shop, app, paths } of open.slice(0, count - pages.length)) {
      const answer = await app.request(paths[n]!);
      const html = Buffer.from(await answer.arrayBuffer());
      if (answer.status === 200)
        pages.push({ path: `/${shop.id}${paths[n]}`, body: gzipSync(html), bytes: html.byteLength });
    }
  }
  return pages;
}

/** The same from a file, once they were written there: drawing them takes minutes. */
export async function storedPages(count: number): Promise<RenderedPage[]> {
  const file = path.join(root, `.cache/bench/crawl/pages-${count}.json.gz`);
  if (!existsSync(file)) {
    const pages = await renderPages(count);
    const rows = pages.map((page) => ({ ...page, body: page.body.toString("base64") }));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, gzipSync(JSON.stringify(rows), { level: 1 }));
    renameSync(`${file}.part`, file);
  }
  const rows = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as (Omit<RenderedPage, "body"> & {
    body: string;
  })[];
  return rows.map((row) => ({ ...row, body: Buffer.from(row.body, "base64") }));
}
