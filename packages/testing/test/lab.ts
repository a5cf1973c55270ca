import * as Domain from "@stylegence/core/crawl/domain";
import * as Frontiers from "@stylegence/core/crawl/frontier";
import type { CssRule } from "@stylegence/crawler/product";

interface ShopFacts {
  id: string;
  baseUrl: string;
  rules: CssRule[];
}

interface Truth {
  garments: { link: string; listings: { shop: string; url: string; status: string; priceForm: string }[] }[];
}

const SHOPS = ["threadmill", "vanika", "bazaar24"];
/** Of each way in which shops' pages of a garment are linked. */
const GARMENTS_A_LINK = 2;

export interface Lab {
  shops: ShopFacts[];
  /** Pages of garments that several shops sell. */
  urls: string[];
}

/** Some garments of the sandbox and where they are sold: enough that pages join, race and merge. */
export async function openLab(sandboxUrl: string): Promise<Lab> {
  const [truth, shops] = (await Promise.all(
    ["truth", "shops"].map(async (name) => (await fetch(`${sandboxUrl}/${name}`)).json()),
  )) as [Truth, ShopFacts[]];
  const sold = truth.garments
    .map(({ link, listings }) => ({
      link,
      urls: listings.filter((one) => SHOPS.includes(one.shop) && one.status === "live" && one.priceForm === "plain"),
    }))
    .filter(({ urls }) => urls.length > 1);
  const chosen = [...Map.groupBy(sold, ({ link }) => link).values()].flatMap((alike) =>
    alike.slice(0, GARMENTS_A_LINK),
  );
  return {
    shops: shops.filter(({ id }) => SHOPS.includes(id)),
    urls: chosen.flatMap(({ urls }) => urls.map(({ url }) => url)),
  };
}

/** Tells the running context's table of the shops and pages; returns the entries' ids. */
export async function enter({ shops, urls }: Lab): Promise<string[]> {
  for (const { id, baseUrl, rules } of shops) {
    await Domain.put({
      ...{ baseUrl, sourceId: id, name: id, rules, maxRps: 50, followLinks: false, defaultCurrency: "INR" },
      ...{ minIntervalMinutes: 60, maxIntervalMinutes: 60 * 24 },
    });
  }
  const configs = new Map((await Domain.list()).map((config) => [config.domain, config]));
  const found = urls.map((url) => {
    const { domain, sourceId } = configs.get(new URL(url).host)!;
    return { url, domain, sourceId, kind: "page" as const, depth: 0 };
  });
  await Frontiers.add(found);
  return urls.map((url) => Frontiers.idOf(url));
}

export type Item = Record<string, unknown>;

/** What a table holds, without what differs from run to run: ids, times, and who came first where shops agree. */
export function stateOf(items: readonly Item[]): Record<string, unknown> {
  const of = (name: string) => items.filter((item) => item.__edb_e__ === name);
  const listings = of("listing");
  const nameOf = (one: Item) => `${one.sourceId} ${one.pageKey} ${one.optionKey}`;
  const names = new Map(listings.map((one) => [one.listingId, nameOf(one)]));
  const pages = Map.groupBy(of("sourcePage"), (one) => one.groupId);
  return {
    listings: sorted(listings.map((one) => [nameOf(one), one.price, one.mrp, one.availability, one.held])),
    options: sorted([...Map.groupBy(listings, (one) => one.variantId).values()].map((own) => sorted(own.map(nameOf)))),
    history: sorted(
      [...Map.groupBy(of("pricePoint"), (one) => one.listingId)].map(([listingId, points]) => [
        names.get(listingId),
        byTime(points).map((one) => [one.price, one.mrp, one.previous]),
      ]),
    ),
    groups: sorted([...pages.values()].map((own) => sorted(own.map((one) => `${one.sourceId} ${one.pageKey}`)))),
    unfinished: [...of("productGroup").filter((one) => one.moving), ...of("sourceItem").filter((one) => one.suspects)],
    claims: sorted(of("joinKey").map((one) => one.key)),
    promotions: sorted(of("promotion").map((one) => [one.sourceId, one.pageKey, one.key])),
    entries: sorted(
      of("crawlFrontier").map((one) => [one.url, one.status, one.fingerprint, one.errorCount, one.pending]),
    ),
    snapshots: sorted(
      [...Map.groupBy(of("productSnapshot"), (one) => one.frontierId)].map(([id, all]) => [
        id,
        byTime(all).map((one) => one.snapshotHash),
      ]),
    ),
    changes: sorted(of("productChange").map((one) => [one.frontierId, one.changeType, one.diffSummary])),
    picturesUnasked: picturesUnasked(of("image"), of("outbox")),
  };
}

/** Pictures that no message ever asked for. */
function picturesUnasked(images: Item[], outbox: Item[]): unknown[] {
  const asked = new Set(outbox.map((one) => (JSON.parse(String(one.body)) as { imageId?: string }).imageId));
  return images.filter((one) => !asked.has(String(one.imageId)));
}

function byTime(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => String(a.at).localeCompare(String(b.at)));
}

function sorted<T>(values: readonly T[]): T[] {
  return values.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
