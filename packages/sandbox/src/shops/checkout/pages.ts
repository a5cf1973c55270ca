import { rupee } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { html, type Markup, raw } from "../markup.ts";
import { mainPicture } from "../pictures.ts";
import type { ShopContext } from "../shop.ts";
import type { Order } from "./orders.ts";
import { about, dayOf } from "./receipt.ts";

export const PAYMENTS = ["UPI", "Card", "Cash on delivery"] as const;

/** Where a listing is bought at once. */
export const buyPath = (view: ListingView): string => `/checkout?product=${view.listing.number}`;

export const inStock = (view: ListingView): VariantView[] => view.variants.filter((v) => v.stock !== "out_of_stock");

const STYLE = raw(`<style>
:root{color-scheme:light}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#222;background:#faf8f5}main{max-width:640px;margin:0 auto;padding:24px 20px 60px}
header{padding:18px 20px;background:#fff;border-bottom:1px solid #ddd}header a{font-weight:700;font-size:1.3rem;color:inherit;text-decoration:none}
form.pay{display:grid;gap:14px}label{display:grid;gap:4px;font-weight:600}label.tick{display:flex;font-weight:400}select,input{font:inherit;padding:10px;border:1px solid #999;border-radius:6px;background:#fff}
button,a.get{display:inline-block;font:inherit;font-weight:600;padding:12px 18px;border:0;border-radius:6px;background:#222;color:#fff;text-decoration:none;cursor:pointer}
.item{display:grid;grid-template-columns:90px 1fr;gap:16px;align-items:center}.item img{width:90px;height:auto}table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:8px 0;border-bottom:1px solid #ddd}td:last-child,th:last-child{text-align:right}
:focus-visible{outline:3px solid #b4552d;outline-offset:2px}.note{color:#666;font-size:.9rem}
</style>`);

const layout = ({ shop }: ShopContext, title: string, main: Markup): string => `<!doctype html>
${html`<html lang="en-IN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><title>${title} | ${shop.name}</title>${STYLE}</head>
<body><header><a href="/">${shop.name}</a></header><main>${main}<p class="note">A demonstration shop. Nothing here is for sale, and nobody is charged.</p></main></body></html>`}`;

const option = (v: VariantView): Markup =>
  html`<option value="${v.id}">${v.colourName}, ${v.sizeName}: ${rupee(v.price)}</option>`;

/** One page to buy a listing: which, how many, who, how paid. */
export function checkout(context: ShopContext, view: ListingView): string {
  const variants = inStock(view);
  const picture = mainPicture(view);
  if (variants.length === 0) return message(context, "Sold out", "Nothing of this is left today.");
  return layout(
    context,
    "Checkout",
    html`<h1>Checkout</h1>
<div class="item"><img src="${picture.path}?w=300" alt="${picture.alt}" width="300" height="400"><p>${view.listing.garment.brand.name}<br><b>${view.listing.title}</b></p></div>
<form class="pay" method="post" action="/checkout">
<input type="hidden" name="product" value="${view.listing.number}">
<label>Colour and size<select name="item">${variants.map(option)}</select></label>
<label>Quantity<select name="quantity">${[1, 2, 3].map((n) => html`<option>${n}</option>`)}</select></label>
<label>Also take<select name="also"><option value="">Nothing else</option>${variants.map(option)}</select></label>
<label>Your name<input name="name" autocomplete="name" required maxlength="60"></label>
<label>E-mail<input name="email" type="email" autocomplete="email" maxlength="120"></label>
<label class="tick"><input type="checkbox" name="confirm" value="1"> Send me the order confirmation</label>
<label>Payment<select name="payment">${PAYMENTS.map((name) => html`<option>${name}</option>`)}</select></label>
<button>Pay now</button></form>`,
  );
}

/** What one sees after paying, and comes back to for the receipt. */
export function thanks(context: ShopContext, order: Order): string {
  const at = `/checkout/orders/${order.id}`;
  return layout(
    context,
    "Thank you",
    html`<h1>Thank you, ${order.name}</h1>
<p>Your order <b data-order-id="${order.id}">${order.id}</b> of ${dayOf(order)} is placed.</p>
<table><tr><th>Item</th><th>Amount</th></tr>${order.lines.map((line) => html`<tr><td>${line.quantity} × ${line.title}<br><span class="note">${about(line)}, SKU ${line.sku}</span></td><td>${rupee(line.price * line.quantity)}</td></tr>`)}
<tr><th>Total</th><th>${rupee(order.total)}</th></tr></table>
<p>Paid by ${order.payment}.${order.email && html` We wrote to ${order.email}.`}</p>
<p><a class="get" href="${at}/receipt.pdf" download>Receipt as PDF</a> <a class="get" href="${at}/receipt.png" download>Receipt as a picture</a></p>`,
  );
}

export const message = (context: ShopContext, title: string, text: string): string =>
  layout(context, title, html`<h1>${title}</h1><p>${text}</p><p><a class="get" href="/">Back to the shop</a></p>`);
