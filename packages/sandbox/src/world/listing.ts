import type { Garment } from "./garment.ts";
import type { Size } from "./sizes.ts";

export const SHOP_IDS = ["threadmill", "vanika", "bazaar24", "nebula", "slowloom"] as const;
export type ShopId = (typeof SHOP_IDS)[number];

/** How a price moves: see `market.ts`. */
export type Behaviour = "steady" | "drift" | "markdown" | "sale" | "weekend";

/** One garment at one shop, in that shop's words. */
export interface Listing {
  id: string;
  shop: ShopId;
  garment: Garment;
  title: string;
  /** The last part of the address, unique within the shop. */
  handle: string;
  /** Addresses that the shop has left behind and redirects. */
  oldHandles: readonly string[];
  /** The shop's number for the product. */
  number: number;
  /** The shop's word for each of the garment's colours, in the same order. */
  colourNames: readonly string[];
  sizes: readonly Size[];
  gives: { gtin: boolean; styleCode: boolean };
  behaviour: Behaviour;
  /** Whole rupees. */
  mrp: number;
  usual: number;
  /** Rupees more for the two largest sizes. */
  largeSizeSurcharge: number;
  /** First and last day on sale, counted from the world's first day; null is open. */
  from: number | null;
  until: number | null;
  /** Which way the price is hidden, where the shop does so. */
  priceForm: "plain" | "range" | "on-request";
}
