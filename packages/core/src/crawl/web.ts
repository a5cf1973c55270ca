import { safeFetch } from "@stylegence/crawler/fetch";
import type { FetchOptions, FetchResult, ResolveTable } from "@stylegence/crawler/fetch-result";
import { parseResolve } from "@stylegence/crawler/resolve";
import { context } from "../platform/context.ts";

// One table object a configuration: connections are kept by it.
const tables = new Map<string, ResolveTable>();

/** Fetches as our crawler: with its name, and the private hosts that this stage may reach. */
export function fetchAs(url: string, options: Omit<FetchOptions, "userAgent" | "resolve"> = {}): Promise<FetchResult> {
  const { CRAWL_USER_AGENT, CRAWL_RESOLVE } = context().config;
  const resolve = tables.get(CRAWL_RESOLVE) ?? parseResolve(CRAWL_RESOLVE);
  tables.set(CRAWL_RESOLVE, resolve);
  return safeFetch(url, { ...options, userAgent: CRAWL_USER_AGENT, resolve });
}
