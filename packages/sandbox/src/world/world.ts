import type { Garment } from "./garment.ts";
import { makeGarments } from "./garments.ts";
import { type Listing, SHOP_IDS, type ShopId } from "./listing.ts";
import { makeListings } from "./listings.ts";

export interface World {
  seed: string;
  garments: readonly Garment[];
  listings: readonly Listing[];
  at(shop: ShopId): readonly Listing[];
  byId(id: string): Listing | undefined;
}

/** Builds every garment and listing from the seed; nothing here depends on the day. A `scale` of 10 makes about ten times as many. */
export function makeWorld(seed: string, scale = 1): World {
  const garments = makeGarments(seed, scale);
  const listings = makeListings(garments, seed);
  const shops = new Map(SHOP_IDS.map((id) => [id, listings.filter((l) => l.shop === id)]));
  const ids = new Map(listings.map((l) => [l.id, l]));
  return { seed, garments, listings, at: (shop) => shops.get(shop) ?? [], byId: (id) => ids.get(id) };
}
