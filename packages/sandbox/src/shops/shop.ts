import type { Hono } from "hono";
import type { Catalogue } from "../world/catalogue.ts";
import type { Listing, ShopId } from "../world/listing.ts";

/** A rule of last resort for the domain's configuration, in the shape that the crawler reads. */
export interface CssRule {
  field: string;
  selector: string;
  attr?: string;
  parse?: "text" | "price" | "availability" | "url" | "list" | "json";
}

export interface Shop {
  id: ShopId;
  name: string;
  tagline: string;
  /** Paths of its sitemaps, as robots.txt names them. */
  sitemaps: readonly string[];
  useRenderer: boolean;
  maxRps: number;
  crawlDelaySeconds: number | null;
  rules: readonly CssRule[];
  /** What robots.txt forbids beside what every shop forbids. */
  disallow: readonly string[];
  /** The canonical path of a listing. */
  path(listing: Listing): string;
  /** The page for an address that shows nothing. */
  notFound(context: ShopContext): string;
  /** The pages that are the shop's own. */
  routes(context: ShopContext): Hono;
}

export interface ShopContext {
  shop: Shop;
  catalogue: Catalogue;
  /** `http://<host>:<port>`, no trailing slash. */
  origin: string;
}
