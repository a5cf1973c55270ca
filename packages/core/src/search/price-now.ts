import type { Listing } from "../catalog/listing.entity.ts";
import type { Product } from "../catalog/product.ts";
import * as Promotion from "../catalog/promotion.ts";
import type { Availability } from "../platform/attributes.ts";
import { discountPercent, type Money } from "../platform/money.ts";
import type { PriceStep } from "./document.ts";

const GONE = new Set<Availability>(["out_of_stock", "discontinued"]);
const MAX_STEPS = 6;
/** Rather a price in rupees, whatever else a shop abroad may ask. */
const HOME_CURRENCY = "INR";

export function canBeBought(listing: Pick<Listing, "availability" | "price">): boolean {
  return listing.price !== undefined && !GONE.has(listing.availability);
}

/** The listings whose price a list may show: those that can be bought, at a price for everybody where there is one. */
export function offered(product: Product): Listing[] {
  const open = product.listings.filter(canBeBought);
  const home = open.filter((listing) => listing.price?.currency === HOME_CURRENCY);
  const shown = home.length > 0 ? home : open.filter((l) => l.price?.currency === open[0]?.price?.currency);
  const everybody = shown.filter((listing) => listing.priceContext === "public");
  return everybody.length > 0 ? everybody : shown;
}

export interface BestPrice {
  price: Money;
  mrp: Money | null;
  discount: number;
}

/** The lowest effective price among the listings at that time. */
export function best(product: Product, listings: readonly Listing[], at: Date): BestPrice | null {
  let lowest: BestPrice | null = null;
  for (const listing of listings) {
    if (!listing.price) continue;
    const own = product.promotions.filter((p) => p.sourceId === listing.sourceId && p.pageKey === listing.pageKey);
    const price = Promotion.effective(listing.price, own, at);
    if (lowest && lowest.price.amount <= price.amount) continue;
    const mrp = listing.mrp && !listing.aboveMrp ? listing.mrp : null;
    lowest = { price, mrp, discount: discountPercent(price, mrp) };
  }
  return lowest;
}

/** How the price goes on from now as offers begin and end; empty when nothing lies ahead. */
export function steps(product: Product, listings: readonly Listing[], now: Date): PriceStep[] {
  const times = product.promotions
    .flatMap(({ validFrom, validTo }) => [validFrom ? Date.parse(validFrom) : 0, validTo ? Date.parse(validTo) + 1 : 0])
    .filter((time) => time > now.getTime());
  const moments = [...new Set([now.getTime(), ...times])].sort((a, b) => a - b).slice(0, MAX_STEPS);
  const all = moments.map((time): PriceStep => {
    const then = best(product, listings, new Date(time));
    return {
      from: new Date(time).toISOString(),
      price: then?.price.amount,
      mrp: then?.mrp?.amount,
      discount: then?.discount ?? 0,
    };
  });
  const changing = all.filter((step, at) => at === 0 || step.price !== all[at - 1]?.price);
  return changing.length > 1 ? changing : [];
}
