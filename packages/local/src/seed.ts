import { setTimeout as wait } from "node:timers/promises";
import * as Add from "@stylegence/core/crawl/add";
import * as Domain from "@stylegence/core/crawl/domain";
import { onStage } from "./operator.ts";
import type { Report } from "./parts/cache.ts";
import type { System } from "./system.ts";

/** What the sandbox tells of each of its shops. */
interface Shop {
  id: string;
  name: string;
  baseUrl: string;
  sitemaps: string[];
  currency: string;
  useRenderer: boolean;
  maxRps: number;
  crawlDelaySeconds: number | null;
  disallowedPaths: string[];
  rules: Domain.DomainInput["rules"];
}

/** Tells a new stage of the sandbox's shops, so that it has something to crawl. A shop that it knows is left as it is. */
export async function seed(stage: string, system: System, report: Report): Promise<void> {
  const shops = (await (await fetch(`${system.sandbox}/shops`)).json()) as Shop[];
  const run = await onStage(stage, system.emulator);
  await run(async () => {
    const known = new Set((await Domain.list()).map(({ sourceId }) => sourceId));
    const added = shops.filter((shop) => !known.has(shop.id));
    for (const shop of added) await Add.addDomain(domainOf(shop));
    report(added.length > 0 ? `${added.length} added` : "known");
  });
}

function domainOf(shop: Shop): Domain.DomainInput {
  const { id, name, baseUrl, sitemaps, currency, useRenderer, maxRps, crawlDelaySeconds, disallowedPaths, rules } =
    shop;
  return {
    sourceId: id,
    name,
    baseUrl,
    sitemaps,
    useRenderer,
    maxRps,
    crawlDelaySeconds: crawlDelaySeconds ?? undefined,
    disallowedPaths,
    rules,
    defaultCurrency: currency,
  };
}

const EVERY_MS = 500;

/** Waits until a search of the site finds products that were crawled. */
export async function productsFound(site: string, report: Report): Promise<number> {
  for (;;) {
    const total = await totalOf(site);
    if (total > 0) return total;
    report("waiting for the first to be crawled and indexed");
    await wait(EVERY_MS);
  }
}

async function totalOf(site: string): Promise<number> {
  try {
    const answer = await fetch(`${site}/api/v1/search?limit=1`, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return 0;
    const { items, total } = (await answer.json()) as { items: unknown[]; total: number };
    return items.length > 0 ? total : 0;
  } catch {
    return 0;
  }
}
