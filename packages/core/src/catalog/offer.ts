import type { Availability, PriceContext } from "../platform/attributes.ts";
import { availability as ranks } from "../platform/attributes.ts";
import { discountPercent, type Money } from "../platform/money.ts";
import type { Listing } from "./listing.entity.ts";
import type { Product } from "./product.ts";
import type { Promotion } from "./promotion.entity.ts";
import { effective, isValid } from "./promotion.ts";
import { byText } from "./words.ts";

/** A listing as a shopper meets it at one moment. */
export interface Offer {
  listing: Listing;
  price: Money;
  mrp: Money | null;
  /** After the best public promotion valid at that moment. */
  effectivePrice: Money;
  priceContext: PriceContext;
  /** Whole per cent that the effective price lies under MRP; computed, never the shop's claim. */
  discount: number;
  availability: Availability;
  /** Those valid at that moment. */
  promotions: Promotion[];
  lastCheckedAt: string;
}

/** The offers of a group at a moment, those without a price or gone from their shop left out; best first. */
export function offersOf(product: Product, at: Date): Offer[] {
  const checked = new Map(product.pages.map((page) => [`${page.sourceId}/${page.pageKey}`, page.lastCheckedAt]));
  return product.listings
    .flatMap((listing): Offer[] => {
      if (!listing.price || listing.availability === "discontinued") return [];
      const promotions = product.promotions.filter(
        (p) => p.sourceId === listing.sourceId && p.pageKey === listing.pageKey && isValid(p, at),
      );
      const effectivePrice = effective(listing.price, promotions, at);
      return [
        {
          listing,
          price: listing.price,
          mrp: listing.mrp ?? null,
          effectivePrice,
          priceContext: listing.priceContext,
          discount: discountPercent(effectivePrice, listing.mrp),
          availability: listing.availability,
          promotions,
          lastCheckedAt: checked.get(`${listing.sourceId}/${listing.pageKey}`) ?? listing.updatedAt,
        },
      ];
    })
    .sort(compare);
}

/** By availability, then effective price, then shop: the order in which offers are shown. */
export function compare(a: Offer, b: Offer): number {
  return (
    ranks.indexOf(a.availability) - ranks.indexOf(b.availability) ||
    a.effectivePrice.amount - b.effectivePrice.amount ||
    byText(a.listing.sourceId, b.listing.sourceId) ||
    byText(a.listing.listingId, b.listing.listingId)
  );
}

const BUYABLE = new Set<Availability>(["in_stock", "back_order", "pre_order", "unknown"]);

/** Whether it can be bought, as far as is known. */
export function isBuyable(offer: Pick<Offer, "availability">): boolean {
  return BUYABLE.has(offer.availability);
}

/** The offer whose price stands for the garment, on its page and in every list: the first that everybody can buy at. */
export function bestOf(offers: readonly Offer[]): Offer | null {
  const buyable = offers.filter(isBuyable);
  return buyable.find((offer) => offer.priceContext === "public") ?? buyable[0] ?? null;
}

/** The best of several states. */
export function bestAvailability(states: readonly Availability[]): Availability {
  return ranks.find((state) => states.includes(state)) ?? "unknown";
}
