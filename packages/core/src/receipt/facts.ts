import type { PricePoint } from "../catalog/price-point.entity.ts";
import type { Product } from "../catalog/product.ts";
import * as Source from "../catalog/source.ts";
import { context } from "../platform/context.ts";
import { dayOf, shift, startOf } from "../platform/day.ts";
import type { Claimed, Seller } from "./match.ts";

/** A price that was seen changed may be hours older, and a bill may be written a day after the order. */
const BEFORE_DAYS = 3;
const AFTER_DAYS = 2;
/** Where no day is known, what was asked lately. */
const LATELY_DAYS = 60;

/** What the catalogue knows that a receipt of a garment can be held against, around a day of Asia/Kolkata. */
export async function claimedOf(
  product: Product,
  points: readonly PricePoint[],
  { day, variantId }: { day: string | null; variantId?: string | undefined },
): Promise<Claimed> {
  const today = dayOf(context().now());
  const sources = new Map((await Source.list()).map((source) => [source.sourceId, source]));
  const bySource = Map.groupBy(product.pages, (page) => page.sourceId);
  const currency = product.listings.find(({ price }) => price)?.price?.currency ?? "INR";
  const from = startOf(day ? shift(day, -BEFORE_DAYS) : shift(today, -LATELY_DAYS)).toISOString();
  const to = startOf(shift(day ?? today, AFTER_DAYS)).toISOString();
  const sellers = [...bySource].map(([sourceId, pages]): Seller => {
    const own = product.listings.filter((one) => one.sourceId === sourceId);
    const named = variantId ? own.filter((one) => one.variantId === variantId) : [];
    const ids = new Set((named.length > 0 ? named : own).map(({ listingId }) => listingId));
    const known = points.filter(({ listingId }) => ids.has(listingId));
    const source = sources.get(sourceId);
    return {
      sourceId,
      name: source?.name ?? pages[0]?.sourceName ?? sourceId,
      host: new URL(source?.baseUrl ?? pages[0]!.url).hostname,
      titles: [...new Set([...pages.map(({ title }) => title), product.group.title])],
      prices: pricesBetween(known, currency, from, to),
    };
  });
  return { currency, sellers, today };
}

/** What was asked at any time in between; the first that is known where all are later. */
export function pricesBetween(points: readonly PricePoint[], currency: string, from: string, to: string): number[] {
  const prices = new Set<number>();
  for (const own of Map.groupBy(points, ({ listingId }) => listingId).values()) {
    const byTime = own.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const held = byTime.findLast(({ at }) => at <= from);
    const within = byTime.filter(({ at }) => at > from && at <= to);
    const found = [...(held ? [held] : []), ...within];
    for (const { price, mrp } of found.length > 0 ? found : byTime.slice(0, 1)) {
      if (price?.currency === currency) prices.add(price.amount);
      if (mrp?.currency === currency) prices.add(mrp.amount);
    }
  }
  return [...prices];
}
