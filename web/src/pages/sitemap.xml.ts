import { PRODUCT_PARTS } from "@stylegence/contracts/query";
import type { APIRoute } from "astro";
import { indexXml, xml } from "../features/sitemap/xml.ts";

export const GET: APIRoute = ({ url }) => {
  const parts = Array.from({ length: PRODUCT_PARTS }, (_, part) => `/sitemaps/products/${part}.xml`);
  return xml([indexXml(["/sitemaps/pages.xml", ...parts].map((path) => new URL(path, url.origin).href))]);
};
