import { grouped } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { html, type Markup } from "../markup.ts";
import { variantPicture } from "../pictures.ts";
import type { ShopContext } from "../shop.ts";

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

export const amount = (paise: number): Markup =>
  html`<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol">₹</span>${grouped(paise)}</bdi></span>`;

/** A sale price beside the regular one, one price, or the range over the sizes: as the platform prints it. */
export function priceHtml(view: ListingView): Markup {
  const highest = Math.max(...view.variants.map((v) => v.price));
  if (highest > view.price) return html`${amount(view.price)} – ${amount(highest)}`;
  if (view.mrp <= view.price) return amount(view.price);
  return html`<del aria-hidden="true">${amount(view.mrp)}</del> <span class="screen-reader-text">Original price was: ₹${grouped(view.mrp)}.</span><ins aria-hidden="true">${amount(view.price)}</ins> <span class="screen-reader-text">Current price is: ₹${grouped(view.price)}.</span>`;
}

const hasColours = (view: ListingView) => view.listing.garment.colours.length > 1;

const stockHtml = (v: VariantView) =>
  ({
    in_stock: "",
    out_of_stock: '<p class="stock out-of-stock">Out of stock</p>',
    pre_order: '<p class="stock available-on-backorder">Available for pre-order</p>',
    back_order: '<p class="stock available-on-backorder">Available on backorder</p>',
  })[v.stock];

/** What the platform puts on the form as `data-product_variations`. Prices are rupees. */
export const variations = ({ origin }: ShopContext, view: ListingView) =>
  view.variants.map((v) => ({
    attributes: {
      ...(hasColours(view) && { attribute_pa_color: slug(v.colourName) }),
      attribute_pa_size: slug(v.sizeName),
    },
    availability_html: stockHtml(v),
    backorders_allowed: v.stock === "back_order",
    display_price: v.price / 100,
    display_regular_price: v.mrp / 100,
    global_unique_id: v.gtin ?? "",
    image: { url: origin + variantPicture(view, v).path, src_w: 900, src_h: 1200 },
    is_in_stock: v.stock !== "out_of_stock",
    is_purchasable: true,
    price_html: html`<span class="price">${amount(v.price)}</span>`.text,
    sku: v.sku,
    variation_id: v.id,
    variation_is_active: true,
    variation_is_visible: true,
  }));

const select = (name: string, label: string, words: readonly string[]): Markup => html`<tr>
<th class="label"><label for="pa_${name}">${label}</label></th>
<td class="value"><select id="pa_${name}" name="attribute_pa_${name}" data-attribute_name="attribute_pa_${name}"><option value="">Choose an option</option>${words.map((w) => html`<option value="${slug(w)}" class="attached enabled">${w}</option>`)}</select></td></tr>`;

export const form = (
  context: ShopContext,
  view: ListingView,
): Markup => html`<form class="variations_form cart" action="/cart" method="get" data-product_id="${view.listing.number}" data-product_variations="${JSON.stringify(variations(context, view))}">
<table class="variations"><tbody>${hasColours(view) && select("color", "Colour", view.listing.colourNames)}${select("size", "Size", [...new Set(view.variants.map((v) => v.sizeName))])}</tbody></table>
<button type="submit" class="single_add_to_cart_button button alt">Add to basket</button></form>`;
