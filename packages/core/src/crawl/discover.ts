import { readSitemap } from "@stylegence/crawler/sitemap";
import { canonicalise } from "@stylegence/crawler/url";
import * as z from "zod/mini";
import { type Look, refuse } from "./answer.ts";
import type { DomainConfig } from "./domain.ts";
import * as Domain from "./domain.ts";
import { readFeedEntry } from "./feed-entry.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Frontiers from "./frontier.ts";
import type { Fetched } from "./page.ts";
import { scheduleDomain } from "./schedule.ts";
import * as State from "./state.ts";

/** An index names sitemaps; one that names further indices is followed so far. */
const MAX_SITEMAP_DEPTH = 3;
/** Entries of a sitemap that one visit takes; the next goes on from there. */
const MAX_ENTRIES = 4000;

/** Queues a page's links as far as the domain allows; returns how many were new. */
export async function addLinks(entry: Frontier, config: DomainConfig, links: readonly string[]): Promise<number> {
  if (!config.followLinks || config.namedOnly || entry.depth >= Frontiers.MAX_DEPTH) return 0;
  const found = links.map((url) => foundOn(entry, { url, kind: "page", depth: entry.depth + 1 }));
  return queue(config, found);
}

/** Reads what a list names: a sitemap, a shop system's list of products, a feed. */
export function readEntries(
  entry: Frontier,
  config: DomainConfig,
  fetched: Fetched,
  seen: Partial<State.Seen> & { bodyHash: string },
): Promise<Look> {
  const position = entry.bodyHash === seen.bodyHash ? (entry.position ?? 0) : 0;
  if (entry.kind === "feed") return readFeedEntry(entry, config, fetched, { ...seen, position });
  if (entry.kind === "products_json") return readProductsJson(entry, config, fetched, seen);
  return readSitemapEntry(entry, config, fetched, { ...seen, position });
}

async function readSitemapEntry(
  entry: Frontier,
  config: DomainConfig,
  fetched: Fetched,
  { position, ...seen }: Partial<State.Seen> & { bodyHash: string; position: number },
): Promise<Look> {
  const found: Frontiers.Found[] = [];
  let at = 0;
  for await (const named of readSitemap(fetched.body, { url: fetched.url, refuseEntities: true })) {
    if (at++ < position) continue;
    if (named.kind === "page")
      found.push(foundOn(entry, { url: named.loc, kind: "page", depth: 0, lastmod: named.lastmod }));
    else if (entry.depth < MAX_SITEMAP_DEPTH) {
      found.push(foundOn(entry, { url: named.loc, kind: "sitemap", depth: entry.depth + 1, lastmod: named.lastmod }));
    }
    if (at >= position + MAX_ENTRIES) break;
  }
  const added = await queue(config, found);
  const isAll = at < position + MAX_ENTRIES;
  if (isAll && at === 0) return refuse("It names no address.", "bad_list");
  return {
    outcome: "discovered",
    notes: [`${at} addresses`],
    added,
    next: (current) =>
      isAll
        ? State.checked(current, config, { changed: added > 0, seen })
        : State.unfinished(current, seen.bodyHash, at),
  };
}

const PAGE = 250;
const Products = z.object({
  products: z.array(z.object({ handle: z.string(), updated_at: z.optional(z.nullable(z.string())) })),
});

/** A Shopify shop's own list: pages of 250 products, each with the name that its address ends in. */
async function readProductsJson(
  entry: Frontier,
  config: DomainConfig,
  fetched: Fetched,
  seen: Partial<State.Seen>,
): Promise<Look> {
  const parsed = Products.safeParse(jsonOf(fetched.text));
  if (!parsed.success) return refuse("Not a list of products.", "bad_list");
  const { products } = parsed.data;
  const base = new URL(entry.url);
  const found = products.map(({ handle, updated_at }) => {
    const url = new URL(`/products/${encodeURIComponent(handle)}`, base).href;
    return foundOn(entry, { url, kind: "page", depth: 0, lastmod: updated_at ?? undefined });
  });
  if (products.length >= PAGE)
    found.push(foundOn(entry, { url: nextPage(base), kind: "products_json", depth: entry.depth }));
  const added = await queue(config, found);
  const next = (current: Frontier) => State.checked(current, config, { changed: added > 0, seen });
  return { outcome: "discovered", notes: [`${products.length} products`], added, next };
}

function nextPage(url: URL): string {
  const next = new URL(url);
  next.searchParams.set("limit", String(PAGE));
  next.searchParams.set("page", String(Number(url.searchParams.get("page") ?? "1") + 1));
  return next.href;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function foundOn(entry: Frontier, found: Omit<Frontiers.Found, "domain" | "sourceId">): Frontiers.Found {
  return { ...found, domain: entry.domain, sourceId: entry.sourceId };
}

/** Queues what may be crawled, and hands out at once what the domain's budget allows. */
async function queue(config: DomainConfig, found: readonly Frontiers.Found[]): Promise<number> {
  const { added, sooner } = await Frontiers.add(found.filter(({ url }) => isOwn(config, url)));
  if (added + sooner > 0) await scheduleDomain(config);
  return added;
}

/** On the domain itself or below it, and among the paths that may be crawled. */
function isOwn(config: DomainConfig, url: string): boolean {
  const canonical = canonicalise(url);
  const host = canonical && new URL(canonical).host.replace(/^www\./, "");
  if (!canonical || !host) return false;
  return (host === config.domain || host.endsWith(`.${config.domain}`)) && Domain.allows(config, canonical);
}
