import type { APIRoute } from "astro";
import { type Entry, sitemapXml, xml } from "../../features/sitemap/xml.ts";
import { api } from "../../server/api.ts";

const FIXED = ["/", "/brands", "/about", "/bot"];

export const GET: APIRoute = async ({ url }) => {
  const [categories, brands] = await Promise.all([api.categories(), api.brands()]);
  const paths = [
    ...FIXED,
    ...categories.items.map(({ slug }) => `/c/${slug}`),
    ...brands.items.map(({ slug }) => `/b/${slug}`),
  ];
  const entries = paths.map((path): Entry => ({ url: new URL(path, url.origin).href }));
  return xml(sitemapXml([entries]));
};
