import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { charsetOf, decode } from "../charset.ts";
import { safeFetch } from "../fetch.ts";
import type { FetchResult, ResolveTable } from "../fetch-result.ts";
import { isAllowed, type Robots } from "../robots.ts";
import { robotsOf } from "../robots-policy.ts";

export interface LoadOptions {
  userAgent: string;
  resolve: ResolveTable;
  /** Address to take a file's page for. */
  url?: string;
}

/** The page behind an address, if its site lets us, or in a file. Throws an Error that says why not. */
export async function load(source: string, options: LoadOptions): Promise<{ url: string; html: string }> {
  if (!/^https?:\/\//i.test(source)) return loadFile(source, options.url);
  const allowed = async (url: string) => isAllowed(await robotsFor(url, options), options.userAgent, url);
  if (!(await allowed(source))) throw new Error(`robots.txt does not allow ${source}`);
  const result = await safeFetch(source, {
    ...options,
    onRedirect: (to, from) => new URL(to).origin === new URL(from).origin || allowed(to),
  });
  if (result.kind !== "ok") throw new Error(`${source}: ${reasonOf(result)}`);
  return { url: result.url, html: result.text };
}

/** The rules of an address's site, as its robots.txt or the lack of one has them. */
export async function robotsFor(url: string, options: LoadOptions): Promise<Robots> {
  return robotsOf(await safeFetch(new URL("/robots.txt", url).href, { ...options, maxBytes: 1024 * 1024 }));
}

async function loadFile(path: string, url?: string): Promise<{ url: string; html: string }> {
  const raw = await readFile(path);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  return { url: url ?? pathToFileURL(path).href, html: decode(bytes, charsetOf(bytes)) };
}

function reasonOf(result: Exclude<FetchResult, { kind: "ok" }>): string {
  if ("reason" in result) return result.reason;
  return "status" in result ? `status ${result.status}` : result.kind.replaceAll("_", " ");
}
