import { canonicalise } from "@stylegence/crawler/url";
import * as Source from "../catalog/source.ts";
import { slug } from "../catalog/words.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { type DomainConfig, domainConfig } from "./domain.entity.ts";

export type { DomainConfig };

/** What may be told about a shop when it is added; the rest has careful defaults. */
export type DomainInput = Partial<Omit<DomainConfig, "createdAt" | "lastUpdatedAt" | "list" | "domain">> & {
  baseUrl: string;
  /** Display name of the shop. */
  name?: string;
};

const DEFAULTS = {
  maxRps: 0.5,
  useRenderer: false,
  followLinks: true,
  minIntervalMinutes: 60,
  maxIntervalMinutes: 7 * 24 * 60,
  paused: false,
};

/** The host that an address's domain is configured under. Throws `invalid` for what is no web address. */
export function hostOf(url: string): string {
  const canonical = canonicalise(url);
  if (!canonical) throw new DomainError("invalid", "Not a web address.", { context: { url } });
  return new URL(canonical).host;
}

/** Creates a shop's configuration and source, or changes what is given of them. */
export async function put(input: DomainInput): Promise<DomainConfig> {
  const { name, ...fields } = input;
  const domain = hostOf(input.baseUrl).replace(/^www\./, "");
  const known = await get(domain);
  const at = context().now().toISOString();
  const sourceId = input.sourceId ?? known?.sourceId ?? slug(domain.replace(/:\d+$/, "").split(".")[0]!);
  const config = {
    ...DEFAULTS,
    ...known,
    ...fields,
    domain,
    sourceId,
    createdAt: known?.createdAt ?? at,
    lastUpdatedAt: at,
    list: "domains",
  };
  check(config);
  if (name !== undefined || !known) await Source.put({ sourceId, name: name ?? domain, baseUrl: input.baseUrl });
  await domainConfig().put(config).go({ response: "none" });
  return config;
}

function check(config: Pick<DomainConfig, "maxRps" | "minIntervalMinutes" | "maxIntervalMinutes">): void {
  const fields = [
    ...(config.maxRps > 0 && config.maxRps <= 50 ? [] : [{ field: "maxRps", message: "Above 0, at most 50." }]),
    ...(config.minIntervalMinutes > 0 && config.minIntervalMinutes <= config.maxIntervalMinutes
      ? []
      : [{ field: "minIntervalMinutes", message: "Above 0, and not above maxIntervalMinutes." }]),
  ];
  if (fields.length > 0) throw new DomainError("invalid", "The domain's configuration is not possible.", { fields });
}

export async function get(domain: string): Promise<DomainConfig | null> {
  return (await domainConfig().get({ list: "domains", domain }).go()).data;
}

/** All domains; they are few. */
export async function list(): Promise<DomainConfig[]> {
  return (await domainConfig().query.primary({ list: "domains" }).go({ pages: "all" })).data;
}

/** The configuration that an address falls under: its host's own, else that of the nearest domain above. Null when there is none. */
export async function forUrl(url: string): Promise<DomainConfig | null> {
  const labels = hostOf(url)
    .replace(/^www\./, "")
    .split(".");
  for (let at = 0; at < labels.length; at++) {
    const found = await get(labels.slice(at).join("."));
    if (found) return found;
  }
  return null;
}

/** Stops or restarts the crawl of a whole domain. Throws `not_found`. */
export async function setPaused(domain: string, paused: boolean): Promise<void> {
  const known = await get(domain);
  if (!known) throw notFound({ domain });
  const lastUpdatedAt = context().now().toISOString();
  await domainConfig().patch({ list: "domains", domain }).set({ paused, lastUpdatedAt }).go({ response: "none" });
}

/** Whether the domain's configuration lets a path be crawled: the longest prefix that matches decides. */
export function allows(config: Pick<DomainConfig, "allowedPaths" | "disallowedPaths">, url: string): boolean {
  const { pathname } = new URL(url);
  const longest = (prefixes: readonly string[] | undefined) =>
    Math.max(-1, ...(prefixes ?? []).filter((prefix) => pathname.startsWith(prefix)).map((prefix) => prefix.length));
  const allowed = config.allowedPaths?.length ? longest(config.allowedPaths) : 0;
  return allowed >= 0 && allowed >= longest(config.disallowedPaths);
}
