import type { ListingView } from "../world/catalogue.ts";
import type { Listing } from "../world/listing.ts";
import type { ShopContext } from "./shop.ts";

export type Hit =
  | { kind: "live"; view: ListingView }
  | { kind: "moved"; listing: Listing }
  | { kind: "gone" }
  | { kind: "missing" };

/** Finds what an address of the shop shows today, by handle or by number. */
export function resolver({ catalogue, shop }: ShopContext): (key: string) => Hit {
  const listings = catalogue.world.at(shop.id);
  const current = new Map(listings.flatMap((l) => [[l.handle, l] as const, [String(l.number), l] as const]));
  const old = new Map(listings.flatMap((l) => l.oldHandles.map((h) => [h, l] as const)));
  return (key) => {
    const listing = current.get(key);
    if (!listing) {
      const moved = old.get(key);
      return moved ? { kind: "moved", listing: moved } : { kind: "missing" };
    }
    const view = catalogue.view(listing);
    if (view.status === "live") return { kind: "live", view };
    return { kind: view.status === "gone" ? "gone" : "missing" };
  };
}
