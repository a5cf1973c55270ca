import { faultOf, listFaultOf } from "../fault.ts";
import type { FetchResult } from "../fetch-result.ts";
import { sameSite } from "../same-site.ts";
import { readSitemap } from "../sitemap.ts";
import { absolute } from "../url.ts";
import type { Outcome, PageLine } from "./page-line.ts";
import { Turns } from "./turns.ts";
import { asUs, type Needs, rulesAgainst } from "./visit.ts";

/** An index names sitemaps; one that names further indices is followed so far. */
const MAX_DEPTH = 3;
const MAX_SITEMAPS = 2000;
const MAX_LIST_BYTES = 60 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

interface Listed {
  url: string;
  depth: number;
}

/**
 * The pages that a shop's sitemaps name: those of robots.txt, else the usual one; or those of the one sitemap that is given.
 * A sitemap that cannot be had or read is a line of its own.
 */
export async function* siteAddresses(site: string, needs: Needs): AsyncGenerator<string | PageLine> {
  const open = (await sitemapsOf(site, needs)).map((url): Listed => ({ url, depth: 0 }));
  const met = new Set(open.map(({ url }) => url));
  for (let list = open.shift(); list; list = open.shift()) {
    const started = performance.now();
    const told = (outcome: Outcome, reason?: string): PageLine => {
      const ms = Math.round(performance.now() - started);
      return { url: list!.url, outcome, at: new Date().toISOString(), ms, ...(reason && { reason }) };
    };
    const answer = await fetchList(list.url, needs);
    if (typeof answer === "string") {
      yield told(answer);
      continue;
    }
    try {
      for await (const entry of readSitemap(answer.body, {
        url: answer.url,
        maxBytes: MAX_LIST_BYTES,
        refuseEntities: true,
      })) {
        if (!sameSite(entry.loc, site)) continue;
        if (entry.kind === "page") yield entry.loc;
        else if (list.depth < MAX_DEPTH && met.size < MAX_SITEMAPS && !met.has(entry.loc)) {
          met.add(entry.loc);
          open.push({ url: entry.loc, depth: list.depth + 1 });
        }
      }
    } catch (error) {
      const fault = listFaultOf(error);
      if (!fault) throw error;
      yield told(fault, (error as Error).message);
    }
  }
}

async function sitemapsOf(site: string, needs: Needs): Promise<string[]> {
  if (/\.xml(?:\.gz)?$|sitemap/i.test(new URL(site).pathname)) return [site];
  // What forbids the front page may still name sitemaps.
  await rulesAgainst(site, new Turns(null, needs.signal), needs);
  const named = needs.robots.known(site)?.robots.sitemaps ?? [];
  const addresses = named.flatMap((path) => absolute(path, site) ?? []).filter((url) => sameSite(url, site));
  return addresses.length > 0 ? [...new Set(addresses)] : [new URL("/sitemap.xml", site).href];
}

async function fetchList(url: string, needs: Needs): Promise<Extract<FetchResult, { kind: "ok" }> | Outcome> {
  const turns = new Turns(null, needs.signal);
  const refusal = await rulesAgainst(url, turns, needs);
  if (refusal) return refusal.outcome;
  await turns.need(needs.lanes.of(url));
  const result = await needs.fetch(url, {
    ...asUs(needs),
    onSent: turns.sent,
    onRetry: (again) => turns.need(needs.lanes.of(again)),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_LIST_BYTES,
    accept: ["*/*"],
    onRedirect: async (to) => {
      if (await rulesAgainst(to, turns, needs)) return false;
      await turns.need(needs.lanes.of(to));
      return true;
    },
  });
  turns.giveBack();
  if (result.kind === "ok") return result;
  return result.kind === "not_modified" ? "http_error" : faultOf(result);
}
