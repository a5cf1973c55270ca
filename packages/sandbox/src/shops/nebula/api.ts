import { percentOff } from "../../money.ts";
import type { ListingView } from "../../world/catalogue.ts";
import { describe, specification } from "../../world/descriptions.ts";
import { related, urlOf } from "../browse.ts";
import { mainPicture, picturesOf, variantPicture } from "../pictures.ts";
import type { ShopContext } from "../shop.ts";

const card = (context: ShopContext, view: ListingView) => ({
  id: view.listing.number,
  path: context.shop.path(view.listing),
  title: view.listing.title,
  brand: view.listing.garment.brand.name,
  image: `${mainPicture(view, "webp").path}?w=450`,
  price: view.price,
  mrp: view.mrp,
  off: percentOff(view.price, view.mrp),
  stock: view.stock,
});

export const list = (context: ShopContext, views: readonly ListingView[]) => views.map((v) => card(context, v));

/** All that the script needs to build a product page. Prices are paise. */
export function product(context: ShopContext, view: ListingView) {
  const { listing } = view;
  return {
    ...card(context, view),
    url: urlOf(context, view),
    origin: context.origin,
    description: describe(listing.garment),
    specification: specification(listing.garment),
    styleCode: listing.gives.styleCode ? listing.garment.styleCode : null,
    categories: view.categories.map((c) => ({ name: c.name, path: `/c/${c.slug}` })),
    images: picturesOf(view, "webp").map((p) => ({ src: p.path, alt: p.alt })),
    colours: listing.garment.colours.map((c, i) => ({ name: listing.colourNames[i], hex: c.hex })),
    variants: view.variants.map((v) => ({
      sku: v.sku,
      gtin: v.gtin,
      colour: v.colourName,
      size: v.sizeName,
      price: v.price,
      mrp: v.mrp,
      stock: v.stock,
      image: variantPicture(view, v, "webp").path,
    })),
    related: list(context, related(context.catalogue.live(context.shop.id), view, 4)),
  };
}
