import { safeFetch } from "@stylegence/crawler/fetch";
import type { FetchOptions, FetchResult, ResolveTable } from "@stylegence/crawler/fetch-result";
import { parseResolve, resolved } from "@stylegence/crawler/resolve";
import { context } from "../platform/context.ts";

// One table object a configuration: connections are kept by it.
const tables = new Map<string, ResolveTable>();

/** Fetches as our crawler: with its name, and the private hosts that this stage may reach. */
export function fetchAs(url: string, options: Omit<FetchOptions, "userAgent" | "resolve"> = {}): Promise<FetchResult> {
  return safeFetch(url, { ...options, userAgent: context().config.CRAWL_USER_AGENT, resolve: privateHosts() });
}

/** Whether this stage names a host among the private ones that it may reach. */
export function isNamed(host: string): boolean {
  return resolved(privateHosts(), host) !== null;
}

function privateHosts(): ResolveTable {
  const { CRAWL_RESOLVE } = context().config;
  const table = tables.get(CRAWL_RESOLVE) ?? parseResolve(CRAWL_RESOLVE);
  tables.set(CRAWL_RESOLVE, table);
  return table;
}
