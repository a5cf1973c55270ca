import { setTimeout as wait } from "node:timers/promises";
import { addDomain } from "@stylegence/core/crawl/add";
import * as Domain from "@stylegence/core/crawl/domain";
import { putAffiliates } from "./affiliate.ts";
import { operate } from "./operate.ts";
import type { Report } from "./parts/cache.ts";
import type { System } from "./system.ts";

/** A shop as the sandbox describes it. */
type Shop = { id: string; name: string; baseUrl: string; currency: string; crawlDelaySeconds: number | null } & Pick<
  Domain.DomainConfig,
  "sitemaps" | "useRenderer" | "maxRps" | "disallowedPaths" | "rules"
>;

/**
 * Tells a new stage of the sandbox's shops, so that it has something to crawl, and of the networks that pay for who buys there. A stage
 * that knows some is left alone.
 */
export async function seed(stage: string, system: Pick<System, "emulator" | "sandbox">, report: Report): Promise<void> {
  await operate(stage, system.emulator, async () => {
    await putAffiliates(system.sandbox, report);
    if ((await Domain.list()).length > 0) return;
    const shops = (await (await fetch(`${system.sandbox}/shops`)).json()) as Shop[];
    for (const shop of shops) {
      report(`adding ${shop.name}`);
      const { id, name, baseUrl, currency, crawlDelaySeconds, sitemaps, useRenderer, maxRps, disallowedPaths, rules } =
        shop;
      await addDomain({
        ...{ baseUrl, name, sourceId: id, sitemaps, useRenderer, maxRps, disallowedPaths, rules },
        ...(crawlDelaySeconds === null ? {} : { crawlDelaySeconds }),
        defaultCurrency: currency,
      });
    }
  });
}

const EVERY_MS = 500;
/** Pictures follow their products; a site that has none after this is shown all the same. */
const PICTURES_MS = 60_000;

/** Waits until a search of the site finds products that were crawled, with a picture. Returns how many it finds. */
export async function productsFound(site: string, report: Report): Promise<number> {
  let first: number | undefined;
  for (;;) {
    const { total, pictures } = await look(site);
    if (total > 0) first ??= Date.now();
    if (total > 0 && (pictures > 0 || Date.now() - (first ?? 0) > PICTURES_MS)) return total;
    report(
      total > 0 ? `${total} found, waiting for the first picture` : "waiting for the first to be crawled and indexed",
    );
    await wait(EVERY_MS);
  }
}

async function look(site: string): Promise<{ total: number; pictures: number }> {
  try {
    const answer = await fetch(`${site}/api/v1/search?limit=24`, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return { total: 0, pictures: 0 };
    const { items, total } = (await answer.json()) as { items: { image: string | null }[]; total: number };
    return {
      total: items.length > 0 ? total : 0,
      pictures: items.filter(({ image }) => image?.startsWith("/media/")).length,
    };
  } catch {
    return { total: 0, pictures: 0 };
  }
}
