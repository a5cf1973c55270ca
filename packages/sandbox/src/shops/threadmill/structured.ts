import { decimal } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { describe } from "../../world/descriptions.ts";
import { urlOf } from "../browse.ts";
import { picturesOf, variantPicture } from "../pictures.ts";
import { SCHEMA_STOCK } from "../schema-org.ts";
import type { ShopContext } from "../shop.ts";

const offer = (context: ShopContext, view: ListingView, v: VariantView) => ({
  "@type": "Offer",
  url: `${urlOf(context, view)}?variant=${v.id}`,
  price: decimal(v.price),
  priceCurrency: "INR",
  availability: SCHEMA_STOCK[v.stock],
  itemCondition: "https://schema.org/NewCondition",
  ...(v.mrp > v.price && {
    priceSpecification: {
      "@type": "UnitPriceSpecification",
      priceType: "https://schema.org/StrikethroughPrice",
      price: decimal(v.mrp),
      priceCurrency: "INR",
    },
  }),
});

const variant = (context: ShopContext, view: ListingView, v: VariantView) => ({
  "@type": "Product",
  "@id": `${context.shop.path(view.listing)}?variant=${v.id}#variant`,
  name: `${view.listing.title} - ${optionTitle(view, v)}`,
  sku: v.sku,
  ...(v.gtin && { gtin13: v.gtin }),
  ...(view.listing.gives.styleCode && { mpn: view.listing.garment.styleCode }),
  size: v.sizeName,
  color: v.colourName,
  image: context.origin + variantPicture(view, v).path,
  offers: offer(context, view, v),
});

/** "M" or "Maroon / M", as the platform names a variant. */
export const optionTitle = (view: ListingView, v: VariantView): string =>
  view.listing.garment.colours.length > 1 ? `${v.colourName} / ${v.sizeName}` : v.sizeName;

/** The platform's own JSON-LD: a ProductGroup with its variants, or one Product where nothing can be chosen. */
export function structuredData(context: ShopContext, view: ListingView): Record<string, unknown> {
  const { listing } = view;
  const shared = {
    "@context": "http://schema.org/",
    name: listing.title,
    url: urlOf(context, view),
    description: describe(listing.garment).join(" "),
    brand: { "@type": "Brand", name: listing.garment.brand.name },
    category: view.categories.map((c) => c.name).join(" > "),
  };
  const first = view.variants[0] as VariantView;
  if (view.variants.length === 1) {
    const { name, ...only } = variant(context, view, first);
    return { ...shared, ...only, "@id": `${context.shop.path(listing)}#product` };
  }
  return {
    ...shared,
    "@type": "ProductGroup",
    "@id": `${context.shop.path(listing)}#product`,
    productGroupID: String(listing.number),
    ...(listing.gives.styleCode && { mpn: listing.garment.styleCode }),
    image: picturesOf(view).map((p) => context.origin + p.path),
    variesBy: ["https://schema.org/size", ...(listing.garment.colours.length > 1 ? ["https://schema.org/color"] : [])],
    hasVariant: view.variants.map((v) => variant(context, view, v)),
  };
}
