import { decimal } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { describe } from "../../world/descriptions.ts";
import { startOf } from "../../world/festivals.ts";
import { html } from "../markup.ts";
import { picturesOf } from "../pictures.ts";
import type { ShopContext } from "../shop.ts";
import { optionTitle } from "./structured.ts";

const bodyHtml = (view: ListingView): string =>
  describe(view.listing.garment)
    .map((p) => html`<p>${p}</p>`)
    .join("\n");

const hasColours = (view: ListingView) => view.listing.garment.colours.length > 1;

const options = (view: ListingView) => {
  const sizes = { name: "Size", values: view.listing.sizes.map((_, i) => view.variants[i]?.sizeName) };
  const all = hasColours(view) ? [{ name: "Color", values: [...view.listing.colourNames] }, sizes] : [sizes];
  return all.map((o, i) => ({ ...o, position: i + 1 }));
};

const variantOptions = (view: ListingView, v: VariantView) =>
  hasColours(view)
    ? { option1: v.colourName, option2: v.sizeName, option3: null }
    : { option1: v.sizeName, option2: null, option3: null };

const publishedAt = (context: ShopContext, view: ListingView) =>
  startOf(context.catalogue.state.epoch + (view.listing.from ?? -200 - (view.listing.number % 300))).toISOString();

/** One product as `/products.json` and `/products/<handle>.json` show it: prices are strings in rupees. */
export function productJson(context: ShopContext, view: ListingView) {
  const { listing } = view;
  const updated = view.changedAt.toISOString();
  return {
    id: 7_000_000_000 + listing.number,
    title: listing.title,
    handle: listing.handle,
    body_html: bodyHtml(view),
    published_at: publishedAt(context, view),
    created_at: publishedAt(context, view),
    updated_at: updated,
    vendor: listing.garment.brand.name,
    product_type: view.categories.at(-1)?.name,
    tags: [listing.garment.occasion, listing.garment.fabric, ...view.categories.map((c) => c.name)],
    variants: view.variants.map((v, i) => ({
      id: v.id,
      title: optionTitle(view, v),
      ...variantOptions(view, v),
      sku: v.sku,
      requires_shipping: true,
      taxable: true,
      featured_image: null,
      available: v.stock !== "out_of_stock",
      price: decimal(v.price),
      compare_at_price: v.mrp > v.price ? decimal(v.mrp) : null,
      grams: 0,
      position: i + 1,
      product_id: 7_000_000_000 + listing.number,
      updated_at: updated,
    })),
    images: picturesOf(view).map((p, i) => ({
      id: listing.number * 10 + i,
      position: i + 1,
      src: `${context.origin}${p.path}`,
      alt: p.alt,
      width: 900,
      height: 1200,
    })),
    options: options(view),
  };
}

/** One product as `/products/<handle>.js` shows it: prices are whole paise. */
export function productJs(context: ShopContext, view: ListingView) {
  const { listing } = view;
  return {
    id: 7_000_000_000 + listing.number,
    title: listing.title,
    handle: listing.handle,
    description: bodyHtml(view),
    published_at: publishedAt(context, view),
    vendor: listing.garment.brand.name,
    type: view.categories.at(-1)?.name,
    tags: [listing.garment.occasion, listing.garment.fabric],
    price: view.price,
    price_min: view.price,
    price_max: Math.max(...view.variants.map((v) => v.price)),
    available: view.stock !== "out_of_stock",
    compare_at_price: view.mrp > view.price ? view.mrp : null,
    variants: view.variants.map((v) => ({
      id: v.id,
      title: optionTitle(view, v),
      ...variantOptions(view, v),
      sku: v.sku,
      barcode: v.gtin ?? "",
      available: v.stock !== "out_of_stock",
      price: v.price,
      compare_at_price: v.mrp > v.price ? v.mrp : null,
    })),
    images: picturesOf(view).map((p) => context.origin + p.path),
    options: options(view),
    url: context.shop.path(listing),
  };
}
