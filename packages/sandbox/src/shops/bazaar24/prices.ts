import { grouped, percentOff, rupee } from "../../money.ts";
import type { ListingView } from "../../world/catalogue.ts";
import { hash } from "../../world/random.ts";
import { html, type Markup } from "../markup.ts";

/** The ways in which the sellers of a bazaar write the same number. */
const FORMS: ((paise: number) => string)[] = [
  (p) => `₹${grouped(p)}`,
  (p) => `₹ ${grouped(p)}`,
  (p) => `Rs. ${grouped(p)}/-`,
  (p) => `Rs.${grouped(p)}.00`,
  (p) => `INR ${grouped(p)}`,
  (p) => `₹${grouped(p)}/-`,
];

const written = (view: ListingView, paise: number): string =>
  (FORMS[hash(view.listing.id, "form") % FORMS.length] as (p: number) => string)(paise);

/** The block of the product page that tells the price: in words only, as this shop marks nothing up. */
export function priceBlock(view: ListingView): Markup {
  const { priceForm } = view;
  if (priceForm === "on-request") return html`<div class="pdp-price"><span class="now">Price on request</span></div>`;
  if (priceForm === "range") {
    return html`<div class="pdp-price"><span class="now">${rupee(view.price)} - ${rupee(view.mrp)}</span></div>`;
  }
  const now = written(view, view.price);
  const off = percentOff(view.price, view.mrp);
  if (off === 0) return html`<div class="pdp-price"><span class="now">${now}</span></div>`;
  return html`<div class="pdp-price"><span class="mrp">MRP ${written(view, view.mrp)}</span> <span class="now">${now}</span> <span class="off">(${off}% off)</span></div>`;
}

/** The same in one line, as cards of the listing pages print it. */
export function cardPrice(view: ListingView): Markup {
  if (view.priceForm === "on-request") return html`<span class="deal">Ask for price</span>`;
  if (view.priceForm === "range") return html`<span class="deal">${rupee(view.price)} onwards</span>`;
  const off = percentOff(view.price, view.mrp);
  return html`<span class="deal">${rupee(view.price)}</span>${off > 0 && html` <s>${rupee(view.mrp)}</s> <em>${off}% off</em>`}`;
}

/** What else on the page looks like a price and is none of the product's. */
export const distractions = (view: ListingView): Markup =>
  view.priceForm === "on-request"
    ? html`<ul class="pdp-extras"><li>Call our fashion desk between 10 and 7</li></ul>`
    : html`<ul class="pdp-extras"><li>EMI from ${rupee(Math.ceil(view.price / 600) * 100)}/month</li><li>Delivery ₹49, free above ₹499</li><li>Pay with BazaarCard and get ₹75 back</li></ul>`;
