import { ingest } from "@stylegence/core/catalog/ingest";
import * as Product from "@stylegence/core/catalog/product";
import { extract } from "@stylegence/crawler/extract";
import { safeFetch } from "@stylegence/crawler/fetch";
import type { FetchOptions } from "@stylegence/crawler/fetch-result";
import type { CssRule } from "@stylegence/crawler/product";
import { parseResolve } from "@stylegence/crawler/resolve";
import { render } from "@stylegence/functions/jobs/render/render";

export interface Truth {
  garments: { id: string; link: string; listings: { shop: string; url: string; title: string; status: string }[] }[];
}

export interface Place {
  id: string;
  useRenderer: boolean;
  rules: CssRule[];
}

/** A shop's page of a garment, and the group it came to. */
export interface Placed {
  garment: string;
  link: string;
  shop: string;
  title: string;
  groupId: string;
}

export const agent: FetchOptions = {
  userAgent: "StylegenceBot/1.0 (test)",
  resolve: parseResolve("*.localhost=127.0.0.1"),
};

/** The page of an address as a crawl has it; null when the shop has none. */
export async function pageOf(url: string, isScripted: boolean): Promise<string | null> {
  if (isScripted) {
    const { html, status } = await render({ url, budgetMs: 20_000 }, agent);
    return status === 200 ? html : null;
  }
  const result = await safeFetch(url, agent);
  return result.kind === "ok" ? result.text : null;
}

/** Reads a page into the catalog; null when it holds no product that could be taken. */
export async function take(html: string, listing: { shop: string; url: string }, rules: CssRule[], at: string) {
  const { shop, url } = listing;
  const { product } = extract({ url, html, rules, defaultCurrency: "INR" });
  if (!product) return null;
  const { groupId } = await ingest(product, { sourceId: shop, url, checkedAt: at, via: "crawl" });
  return groupId;
}

/** Where everything is once all merges are done. */
export async function settled(placed: readonly Placed[]): Promise<Placed[]> {
  return Promise.all(placed.map(async (one) => ({ ...one, groupId: await Product.resolve(one.groupId) })));
}

type Pair = [Placed, Placed];

/** Pairs of pages: of one garment and joined, of one garment and apart, of two garments and joined. */
export function compare(placed: readonly Placed[]): { right: Pair[]; missed: Pair[]; wrong: Pair[] } {
  const same = pairs(placed, (one) => one.garment);
  const isJoined = ([a, b]: Pair) => a.groupId === b.groupId;
  return {
    right: same.filter(isJoined),
    missed: same.filter((pair) => !isJoined(pair)),
    wrong: pairs(placed, (one) => one.groupId).filter(([a, b]) => a.garment !== b.garment),
  };
}

function pairs(placed: readonly Placed[], keyOf: (one: Placed) => string): Pair[] {
  return [...Map.groupBy(placed, keyOf).values()].flatMap((alike) =>
    alike.flatMap((one, at) => alike.slice(at + 1).map((other): Pair => [one, other])),
  );
}

export const describePair = ([a, b]: Pair): string => `${a.shop}: ${a.title}  |  ${b.shop}: ${b.title}`;
