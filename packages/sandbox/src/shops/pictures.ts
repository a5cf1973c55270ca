import type { View } from "../pictures/view.ts";
import type { ListingView, VariantView } from "../world/catalogue.ts";
import { hash } from "../world/random.ts";

export interface PictureLink {
  path: string;
  alt: string;
  colour: string;
}

const ORDERS: View[][] = [
  ["front", "detail", "flat"],
  ["front", "flat", "detail"],
  ["flat", "front", "detail"],
];

const ALT: Record<View, string> = { front: "front", detail: "close-up of the fabric", flat: "laid flat" };

/** The pictures of the listing, colour by colour, in the shop's order; the first is the main one. */
export function picturesOf(view: ListingView, format: "jpg" | "webp" = "jpg"): PictureLink[] {
  const { listing } = view;
  const order = ORDERS[hash(listing.id, "order") % ORDERS.length] as View[];
  return listing.garment.colours.flatMap((colour, c) =>
    order.map((name) => ({
      path: `/img/${listing.garment.id}-${colour.id}-${name}.${format}`,
      alt: `${listing.title} in ${listing.colourNames[c]}, ${ALT[name]}`,
      colour: colour.id,
    })),
  );
}

export const mainPicture = (view: ListingView, format?: "jpg" | "webp"): PictureLink =>
  picturesOf(view, format)[0] as PictureLink;

export const variantPicture = (view: ListingView, variant: VariantView, format?: "jpg" | "webp"): PictureLink =>
  picturesOf(view, format).find((p) => p.colour === variant.colour.id) as PictureLink;
