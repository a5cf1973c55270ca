import { canonicalise } from "@stylegence/crawler/url";
import { DomainError } from "../platform/errors.ts";
import type { DomainConfig, DomainInput } from "./domain.ts";
import * as Domain from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Frontiers from "./frontier.ts";
import * as Pace from "./pace.ts";
import * as Schedule from "./schedule.ts";

/**
 * Adds a shop, or changes how it is crawled, and begins with its front page and sitemaps: those given, or the usual one. What
 * robots.txt names comes by itself. Throws `invalid`.
 */
export async function addDomain(input: DomainInput): Promise<DomainConfig> {
  const config = await Domain.put({ namedOnly: false, ...input });
  const { domain, sourceId } = config;
  const sitemaps = config.sitemaps?.length ? config.sitemaps : [new URL("/sitemap.xml", input.baseUrl).href];
  const entries = [
    ...sitemaps.map((url) => ({ url, kind: "sitemap" as const })),
    { url: input.baseUrl, kind: "page" as const },
  ];
  await Frontiers.add(entries.map((entry) => ({ ...entry, domain, sourceId, depth: 0 })));
  await Schedule.scheduleDomain(config);
  return config;
}

/** What an address is, as far as it shows. */
function kindOf(url: string): Frontier["kind"] {
  const { pathname } = new URL(url);
  if (/\/products\.json$/.test(pathname)) return "products_json";
  if (/\.(tsv|csv)(\.gz)?$|\bfeeds?\b.*\.xml(\.gz)?$/.test(pathname)) return "feed";
  return /\.xml(\.gz)?$/.test(pathname) ? "sitemap" : "page";
}

/**
 * Queues one address that somebody named, and hands it out at once; its shop is added with careful defaults where it is not known.
 * Throws `invalid` for what is no web address or lies outside the paths of its shop.
 */
export async function addUrl(url: string, kind?: Frontier["kind"]): Promise<Frontier> {
  const address = canonicalise(url);
  if (!address)
    throw new DomainError("invalid", "Not a web address.", {
      fields: [{ field: "url", message: "Not a web address." }],
    });
  const config = (await Domain.forUrl(address)) ?? (await Domain.put({ baseUrl: new URL("/", address).href }));
  if (!Domain.allows(config, address)) {
    throw new DomainError("invalid", "The shop's configuration does not allow this path.", { context: { address } });
  }
  const { domain, sourceId } = config;
  await Frontiers.add([{ url: address, domain, sourceId, kind: kind ?? kindOf(address), depth: 0 }]);
  return Schedule.dispatchNow(Frontiers.idOf(address));
}

export interface DomainStatus {
  config: DomainConfig;
  entries: Record<Frontier["status"], number>;
  /** Epoch milliseconds; 0 when the domain was never asked. */
  nextFreeAt: number;
}

/** How the crawl of each domain stands. */
export async function status(): Promise<DomainStatus[]> {
  const domains = await Domain.list();
  return Promise.all(
    domains.map(async (config) => ({
      config,
      entries: await Frontiers.counts(config.domain),
      nextFreeAt: await Pace.nextFreeAt(config.domain),
    })),
  );
}
