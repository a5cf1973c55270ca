import { setTimeout as wait } from "node:timers/promises";
import type { Report } from "./parts/cache.ts";
import type { System } from "./system.ts";

/** Tells a new stage of the sandbox's shops, so that it has something to crawl. */
export async function seed(_stage: string, _system: System, _report: Report): Promise<void> {}

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
