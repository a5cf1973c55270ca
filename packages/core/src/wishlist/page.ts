import { pageKeyOf } from "../catalog/keys.ts";
import { bestOf, offersOf } from "../catalog/offer.ts";
import * as Product from "../catalog/product.ts";
import { sourceItem } from "../catalog/source-item.entity.ts";
import { byText } from "../catalog/words.ts";
import * as Domain from "../crawl/domain.ts";
import { type Frontier, frontier } from "../crawl/frontier.entity.ts";
import * as Frontiers from "../crawl/frontier.ts";
import { context } from "../platform/context.ts";
import { type Standing, standingsOf } from "./standing.ts";

const MAX_HOPS = 5;

/** The crawl's entry that an address is read by, behind what the shop redirects. */
async function entryOf(url: string): Promise<Frontier | null> {
  let id = Frontiers.idOf(url);
  let entry: Frontier | null = null;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const { data } = await frontier().get({ frontierId: id }).go({ consistent: true });
    if (!data) return entry;
    entry = data;
    if (!data.foldedInto) return entry;
    id = data.foldedInto;
  }
  return entry;
}

/** What an address of a shop's page shows, where the catalogue knows the page: the option that it names, else the best offer of the page. */
export async function standingAt(url: string): Promise<(Standing & { variantId: string }) | null> {
  const config = await Domain.forUrl(url);
  if (!config) return null;
  const { sourceId } = config;
  const entry = await entryOf(url);
  const pageKey = pageKeyOf(entry?.url ?? url);
  const { data } = await sourceItem().get({ sourceId, pageKey }).go({ consistent: true });
  const product = data && (await Product.find(data.groupId, { consistent: true }));
  const variantId = product && variantAt(product, { sourceId, pageKey, url });
  const standing = product && variantId && (await standingsOf(product, [variantId])).get(variantId);
  return standing ? { ...standing, variantId } : null;
}

function variantAt(product: Product.Product, at: { sourceId: string; pageKey: string; url: string }): string | null {
  const own = product.listings.filter((one) => one.sourceId === at.sourceId && one.pageKey === at.pageKey);
  const values = new Set(new URL(at.url).searchParams.values());
  const named = own.find((one) => one.url === at.url || (one.sourceProductId && values.has(one.sourceProductId)));
  const ids = new Set(own.map(({ listingId }) => listingId));
  const best = bestOf(offersOf(product, context().now()).filter(({ listing }) => ids.has(listing.listingId)));
  const any = own.toSorted((a, b) => byText(a.listingId, b.listingId))[0];
  // Where all options are the same page, only one that stands out is named by its address.
  const isPicked = named && (own.length === 1 || own.filter((one) => one.url === named.url).length === 1);
  return (isPicked ? named : (best?.listing ?? named ?? any))?.variantId ?? null;
}
