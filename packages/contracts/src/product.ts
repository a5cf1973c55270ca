import * as z from "zod/mini";
import { Availability, PriceContext } from "./availability.ts";
import { Money } from "./money.ts";
import { SearchItem } from "./search.ts";

export const Image = z.object({
  url: z.string(),
  /** Pixels; null until the picture has been fetched. */
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  dominantColour: z.nullable(z.string()),
  /** Family of the colour that it shows, where the shop says so. */
  colourFamily: z.nullable(z.string()),
  alt: z.string(),
  /** Smaller stored renditions, width in pixels to address; empty where the picture is only linked. */
  renditions: z.array(z.object({ width: z.int(), url: z.string() })),
});
export type Image = z.infer<typeof Image>;

export const Offer = z.object({
  listingId: z.string(),
  variantId: z.string(),
  source: z.object({ id: z.string(), name: z.string() }),
  /** Name of who sells it there, where the shop is a marketplace that says so. */
  seller: z.optional(z.string()),
  /** Where the shop sells it. */
  url: z.string(),
  price: Money,
  mrp: z.nullable(Money),
  /** After the best currently valid public offer; offers are ordered by it. */
  effectivePrice: Money,
  priceContext: PriceContext,
  discount: z.int(),
  availability: Availability,
  /** The sizes that this listing or page has, with the state of each. */
  size: z.nullable(z.object({ system: z.string(), label: z.string() })),
  /** As the shop names it, and the family that the colour facet knows it by. */
  colour: z.nullable(z.string()),
  colourFamily: z.nullable(z.string()),
  promotions: z.array(
    z.object({ description: z.string(), code: z.nullable(z.string()), validTo: z.nullable(z.string()) }),
  ),
  /** Set where the price lies above MRP: a fault at the shop, or an offence. */
  aboveMrp: z.boolean(),
  lastCheckedAt: z.string(),
});
export type Offer = z.infer<typeof Offer>;

export const Variant = z.object({
  variantId: z.string(),
  colour: z.nullable(z.string()),
  colourFamily: z.nullable(z.string()),
  size: z.nullable(z.object({ system: z.string(), label: z.string() })),
  availability: Availability,
  /** Lowest effective price over its offers; null when it can't be bought. */
  price: z.nullable(Money),
});
export type Variant = z.infer<typeof Variant>;

/** One shop's best way to buy the garment: the offers of a shop, folded over sizes and colours. */
export const ShopOffer = z.object({
  source: z.object({ id: z.string(), name: z.string() }),
  url: z.string(),
  listingId: z.string(),
  price: Money,
  mrp: z.nullable(Money),
  effectivePrice: Money,
  priceContext: PriceContext,
  discount: z.int(),
  availability: Availability,
  sizes: z.array(z.object({ system: z.string(), label: z.string(), availability: Availability })),
  promotions: z.array(
    z.object({ description: z.string(), code: z.nullable(z.string()), validTo: z.nullable(z.string()) }),
  ),
  aboveMrp: z.boolean(),
  lastCheckedAt: z.string(),
});
export type ShopOffer = z.infer<typeof ShopOffer>;

export const PricesResponse = z.object({
  groupId: z.string(),
  currency: z.string(),
  /** Daily minimum per shop, days of Asia/Kolkata, oldest first; a day without a change carries the day before. */
  series: z.array(
    z.object({
      source: z.object({ id: z.string(), name: z.string() }),
      points: z.array(z.object({ day: z.string(), amount: z.int() })),
    }),
  ),
  /** Daily minimum over all shops. */
  daily: z.array(z.object({ day: z.string(), amount: z.int() })),
  lowest: z.nullable(z.object({ amount: z.int(), day: z.string() })),
  highest: z.nullable(z.object({ amount: z.int(), day: z.string() })),
  /** The lowest price at this moment, which the score judges; null without one. */
  current: z.nullable(z.int()),
  /** 0 to 10: share of the daily history above today's price, times ten; null without a price today. */
  dealScore: z.nullable(z.number()),
  verdict: z.nullable(z.enum(["great", "good", "fair", "high", "very_high"])),
  /** Under 14 days of history. */
  lowConfidence: z.boolean(),
});
export type PricesResponse = z.infer<typeof PricesResponse>;

export const ProductResponse = z.object({
  groupId: z.string(),
  title: z.string(),
  description: z.nullable(z.string()),
  brand: z.nullable(z.object({ slug: z.string(), name: z.string() })),
  /** From the root to the leaf. */
  categories: z.array(z.object({ slug: z.string(), name: z.string() })),
  styleCode: z.nullable(z.string()),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  images: z.array(Image),
  variants: z.array(Variant),
  /** One row a shop, by availability, then effective price, lowest first. */
  shops: z.array(ShopOffer),
  /** Every listing, in the same order. */
  offers: z.array(Offer),
  price: z.nullable(Money),
  mrp: z.nullable(Money),
  discount: z.int(),
  availability: Availability,
  /** Of its published reviews: stars in hundredths, 433 is 4.33; null without one. */
  rating: z.nullable(z.object({ average: z.int(), count: z.int() })),
  /** Where the group went when it was merged; the page redirects there. */
  mergedInto: z.nullable(z.string()),
  updatedAt: z.string(),
  /** Counts changes of prices, stock, offers and pictures: what the live connection tells, too. */
  rev: z.int(),
  /** With `include=prices`. */
  prices: z.optional(PricesResponse),
});
export type ProductResponse = z.infer<typeof ProductResponse>;

export const ItemsResponse = z.object({ items: z.array(SearchItem) });
export type ItemsResponse = z.infer<typeof ItemsResponse>;
