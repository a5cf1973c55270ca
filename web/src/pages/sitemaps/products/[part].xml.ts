import { PRODUCT_PARTS } from "@stylegence/contracts/query";
import type { APIRoute } from "astro";
import { pathOf } from "../../../features/product/path.ts";
import { type Entry, sitemapXml, xml } from "../../../features/sitemap/xml.ts";
import { api } from "../../../server/api.ts";

const PAGE_SIZE = 1000;
/** What a sitemap may hold. */
const MOST = 50_000;

export const GET: APIRoute = ({ url, params, rewrite }) => {
  const part = /^\d+$/.test(params.part ?? "") ? Number(params.part) : PRODUCT_PARTS;
  if (part >= PRODUCT_PARTS) return rewrite("/404");
  return xml(sitemapXml(products(part, url.origin)));
};

async function* products(part: number, origin: string): AsyncGenerator<Entry[]> {
  let cursor: string | undefined;
  let count = 0;
  do {
    const page = await api.products({ part, limit: PAGE_SIZE, cursor });
    const items = page.items.slice(0, MOST - count);
    count += items.length;
    yield items.map((item) => ({ url: new URL(pathOf(item), origin).href, changedAt: item.updatedAt }));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && count < MOST);
}
