import { percentOff } from "../../money.ts";
import type { ListingView } from "../../world/catalogue.ts";
import { fullName } from "../../world/categories.ts";
import { describe, specification } from "../../world/descriptions.ts";
import { menuOf, type Page, related, urlOf } from "../browse.ts";
import { buyPath } from "../checkout/pages.ts";
import { html, type Markup } from "../markup.ts";
import { mainPicture, picturesOf } from "../pictures.ts";
import type { ShopContext } from "../shop.ts";
import { cardPrice, distractions, priceBlock } from "./prices.ts";

export const categoryPath = (slug: string): string => `/c/${slug}`;

const STOCK: Record<ListingView["stock"], string> = {
  in_stock: "In stock",
  out_of_stock: "Currently out of stock",
  pre_order: "Pre-order now",
  back_order: "Available on backorder",
};

function layout(context: ShopContext, head: { title: string; path: string; extra?: Markup }, main: Markup): string {
  const { shop, origin } = context;
  const menu = menuOf(context)
    .filter((c) => c.parent?.includes("-") && c.count > 4)
    .slice(0, 12);
  return `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Buy ${head.title} Online at Best Price in India | ${shop.name}</title>
<link rel="canonical" href="${origin}${head.path}">
<link rel="stylesheet" href="/assets/theme.css">
${head.extra}
</head>
<body>
<header><div class="bar"><a class="logo" href="/">bazaar<b>24</b></a>
<form action="/search"><input name="q" placeholder="Search for products, brands and more" aria-label="Search"><button>Search</button></form>
<a href="/account">Login</a><a href="/cart">Cart</a></div>
<nav>${menu.map((c) => html`<a href="${categoryPath(c.slug)}">${fullName(c)}</a>`)}</nav></header>
<main>${main}</main>
<footer><p><b>bazaar24</b> ${shop.tagline}</p><p class="fine">A demonstration shop. Nothing here is for sale.</p></footer>
</body></html>`}`;
}

const card = (
  context: ShopContext,
  view: ListingView,
  from: string,
): Markup => html`<a class="tile" href="${context.shop.path(view.listing)}?pid=B24${view.listing.number}&amp;ref=${from}">
<img src="${mainPicture(view).path}?w=300" alt="${view.listing.title}" width="300" height="400" loading="lazy">
<span class="tile-brand">${view.listing.garment.brand.name}</span><span class="tile-name">${view.listing.title}</span>
<span class="tile-price">${cardPrice(view)}</span></a>`;

const rail = (context: ShopContext, title: string, views: readonly ListingView[], from: string): Markup =>
  html`<section class="rail"><h2>${title}</h2><div class="tiles">${views.map((v) => card(context, v, from))}</div></section>`;

export function home(context: ShopContext): string {
  const live = context.catalogue.live(context.shop.id);
  const deals = [...live].sort((a, b) => percentOff(b.price, b.mrp) - percentOff(a.price, a.mrp)).slice(0, 12);
  const ethnic = live.filter((v) => v.listing.garment.kind.line === "ethnic").slice(0, 12);
  const under = live.filter((v) => v.price < 100_000).slice(0, 12);
  return layout(
    context,
    { title: "Fashion", path: "/" },
    html`<section class="splash"><div><h1>Sabse sasta,<br>sabse jaldi.</h1><p>Lakhs of styles from thousands of sellers</p></div>${deals.slice(0, 3).map((v) => html`<img src="${mainPicture(v).path}?w=300" alt="" width="300" height="400">`)}</section>
${rail(context, "Deals of the day", deals, "home_deals")}${rail(context, "Tyohaar ready", ethnic, "home_ethnic")}${rail(context, "Under ₹999", under, "home_under")}`,
  );
}

export function category(
  context: ShopContext,
  page: Page<ListingView>,
  of: { title: string; path: string; query?: string },
): string {
  const link = (n: number) => `${of.path}?${of.query ?? ""}page=${n}`;
  return layout(
    context,
    { title: of.title, path: page.page > 1 ? link(page.page) : of.path },
    html`<h1 class="list-title">${of.title} <small>(${page.total} items)</small></h1>
<div class="tiles">${page.items.map((v) => card(context, v, "list"))}</div>
<nav class="pages">${page.page > 1 && html`<a rel="prev" href="${link(page.page - 1)}">Previous</a>`}<span>Page ${page.page} of ${page.pages}</span>${page.page < page.pages && html`<a rel="next" href="${link(page.page + 1)}">Next</a>`}</nav>`,
  );
}

const openGraph = (context: ShopContext, view: ListingView): Markup => html`<meta property="og:type" content="product">
<meta property="og:title" content="${view.listing.title}">
<meta property="og:description" content="${describe(view.listing.garment)[0]}">
<meta property="og:url" content="${urlOf(context, view)}">
<meta property="og:site_name" content="bazaar24">
${picturesOf(view).map((p) => html`<meta property="og:image" content="${context.origin}${p.path}">`)}
<meta property="product:brand" content="${view.listing.garment.brand.name}">
<meta property="product:retailer_item_id" content="B24${view.listing.number}">`;

const facts = (view: ListingView): Markup => {
  const { listing } = view;
  const rows: Record<string, string> = { Colour: listing.colourNames.join(", "), ...specification(listing.garment) };
  return html`<table class="pdp-facts">${Object.entries(rows).map(([k, v]) => html`<tr class="fact-${k.toLowerCase().replaceAll(" ", "-")}"><td>${k}</td><td class="value">${v}</td></tr>`)}${listing.gives.styleCode && html`<tr class="fact-style-code"><td>Style Code</td><td class="value">${listing.garment.styleCode}</td></tr>`}</table>`;
};

export const neighbours = (context: ShopContext, view: ListingView): ListingView[] =>
  related(context.catalogue.live(context.shop.id), view, 6);

export function product(context: ShopContext, view: ListingView): string {
  const { listing } = view;
  return layout(
    context,
    { title: listing.title, path: context.shop.path(listing), extra: openGraph(context, view) },
    html`<div class="crumbs"><a href="/">Home</a> › ${view.categories.map((c) => html`<a class="crumb" href="${categoryPath(c.slug)}">${c.name}</a> › `)}<span>${listing.garment.brand.name}</span></div>
<div class="pdp"><div class="pdp-pics">${picturesOf(view).map((p) => html`<img src="${p.path}" alt="${p.alt}" width="900" height="1200">`)}</div>
<div class="pdp-info">
<p class="pdp-brand">${listing.garment.brand.name}</p>
<h1 class="pdp-title">${listing.title}</h1>
${priceBlock(view)}
<p class="pdp-stock ${view.stock}">${STOCK[view.stock]}</p>
${view.coupon && html`<div class="pdp-offers"><b>Available offers</b><p class="offer">${view.coupon.text}</p></div>`}
<div class="pdp-sizes"><b>Select size</b>${view.variants.map((v) => html`<button class="size ${v.stock === "out_of_stock" && "na"}">${v.sizeName}</button>`)}</div>
<div class="pdp-buy"><a class="cta" href="/cart">Add to cart</a><a class="cta buy" rel="nofollow" href="${view.stock === "out_of_stock" ? "/cart?now=1" : buyPath(view)}">Buy now</a></div>
${distractions(view)}
<h2>Product details</h2>${facts(view)}
<div class="pdp-description">${describe(listing.garment).map((p) => html`<p>${p}</p>`)}</div>
</div></div>
${rail(context, "Similar products", neighbours(context, view), "pdp_similar")}`,
  );
}

export const message = (context: ShopContext, title: string): string =>
  layout(
    context,
    { title, path: "/" },
    html`<section class="oops"><h1>${title}</h1><a class="cta" href="/">Go to home page</a></section>`,
  );
