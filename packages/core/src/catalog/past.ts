import { DomainError, notFound } from "../platform/errors.ts";
import type { Money } from "../platform/money.ts";
import { MAX_ACTIONS, type Write, write } from "../platform/transaction.ts";
import { pageKeyOf } from "./keys.ts";
import type { Listing } from "./listing.entity.ts";
import { type PricePoint, pricePoint } from "./price-point.entity.ts";
import * as Product from "./product.ts";
import { sourceItem } from "./source-item.entity.ts";

/** What a page cost from a moment on, as somebody else recorded it: a partner, or our own archive. */
export interface PastPrice {
  /** ISO 8601 UTC. */
  at: string;
  price: Money;
  mrp?: Money;
}

/** Prices that one call takes: they commit together with the group's write. */
export const MAX_PAST = MAX_ACTIONS - 1;

/**
 * Adds what a page cost before we first saw it, on its cheapest option. Our own observations are left alone, equal prices that
 * follow each other are one point, and a second call with the same prices changes nothing. Returns how many points were added.
 * Throws `not_found` for a page that was never taken in, `invalid` for more than `MAX_PAST` prices or one that is not above zero.
 */
export async function add(sourceId: string, url: string, prices: readonly PastPrice[]): Promise<number> {
  if (prices.length > MAX_PAST) throw new DomainError("invalid", `At most ${MAX_PAST} past prices at a time.`);
  if (prices.some(({ price }) => price.amount <= 0)) throw new DomainError("invalid", "A past price is above zero.");
  const pageKey = pageKeyOf(url);
  const { data: item } = await sourceItem().get({ sourceId, pageKey }).go();
  if (!item) throw notFound({ sourceId, url });
  const { data: points } = await pricePoint().query.primary({ groupId: item.groupId }).go({ pages: "all" });
  let added = 0;
  await Product.change(item.groupId, ({ listings }) => {
    const ofPage = listings.filter((one) => one.sourceId === sourceId && one.pageKey === pageKey);
    const listing = bearerOf(ofPage, points);
    const writes = listing ? writesOf(listing, prices, points) : [];
    added = writes.length;
    return writes.length > 0 ? writes : null;
  });
  return added;
}

/** The option that bears the page's past: the one that already does, else the cheapest. */
function bearerOf(listings: readonly Listing[], points: readonly PricePoint[]): Listing | undefined {
  const bears = (listing: Listing) =>
    points.some(({ listingId, at }) => listingId === listing.listingId && at < listing.createdAt);
  const priced = listings.filter((listing) => listing.price);
  const cheapestFirst = priced.toSorted((a, b) => a.price!.amount - b.price!.amount);
  return cheapestFirst.find(bears) ?? cheapestFirst[0];
}

function writesOf(listing: Listing, prices: readonly PastPrice[], points: readonly PricePoint[]): Write[] {
  const { groupId, listingId, sourceId, priceContext, createdAt } = listing;
  const own = points.filter((point) => point.listingId === listingId);
  const firstSeen = own.map(({ at }) => at).find((at) => at >= createdAt) ?? createdAt;
  const stored = new Set(own.map(({ at }) => at));
  const steps = prices
    .map((past) => ({ ...past, at: new Date(past.at).toISOString() }))
    .filter(({ at }) => at < firstSeen)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map((past, i, all) => ({ ...past, previous: all[i - 1]?.price }))
    .filter(({ price, previous }) => price.amount !== previous?.amount || price.currency !== previous.currency);
  return steps
    .filter(({ at }) => !stored.has(at))
    .map((past) => write(pricePoint().create({ groupId, listingId, sourceId, priceContext, ...past })));
}
