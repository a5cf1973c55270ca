import { decimal, percentOff } from "../../money.ts";
import type { ListingView } from "../../world/catalogue.ts";
import { fullName } from "../../world/categories.ts";
import { describe, specification } from "../../world/descriptions.ts";
import { inCategory, menuOf, type Page, related, stocked, urlOf } from "../browse.ts";
import { buyPath } from "../checkout/pages.ts";
import { html, type Markup } from "../markup.ts";
import { mainPicture, picturesOf } from "../pictures.ts";
import { SCHEMA_STOCK } from "../schema-org.ts";
import type { ShopContext } from "../shop.ts";
import { form, priceHtml } from "./variations.ts";

const LEAF: Record<string, string> = { kurtas: "Kurtas & Kurtis", lehengas: "Lehengas", "mens-tshirts": "T-shirts" };

const HEADINGS = new Set(["Ethnic Wear", "Western Wear", "Footwear", "Accessories", "Play"]);

/** The shop's own names for some categories. */
export const nameOf = (c: { slug: string; name: string }): string => LEAF[c.slug] ?? c.name;

export const categoryPath = (slug: string): string => `/product-category/${slug}/`;

function layout(context: ShopContext, head: { title: string; path: string; extra?: Markup }, main: Markup): string {
  const { shop, origin } = context;
  const menu = menuOf(context)
    .filter((c) => c.parent && !c.slug.includes("-"))
    .slice(0, 7);
  return `<!DOCTYPE html>
${html`<html lang="en-GB">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head.title} – ${shop.name}</title>
<meta name="generator" content="WooCommerce 9.4.1">
<link rel="canonical" href="${origin}${head.path}">
<link rel="stylesheet" href="/assets/theme.css">
${head.extra}
</head>
<body class="woocommerce">
<header class="site-header"><div class="col-full">
<a class="site-title" href="/"><b>${shop.name}</b><small>${shop.tagline}</small></a>
<nav class="main-navigation"><a href="/shop/">Shop</a>${menu.map((c) => html`<a href="${categoryPath(c.slug)}">${nameOf(c)}</a>`)}</nav>
<form class="woocommerce-product-search" action="/search/"><input name="s" placeholder="Search products…" aria-label="Search"></form>
</div></header>
<div id="content" class="col-full">${main}</div>
<footer class="site-footer"><div class="col-full"><p><b>${shop.name}</b> · ${shop.tagline}</p><p>Cash on delivery in 19,000 pin codes · Blouse stitching in Chennai</p><p class="fine">A demonstration shop. Nothing here is for sale.</p></div></footer>
</body></html>`}`;
}

const loopItem = (context: ShopContext, view: ListingView): Markup => {
  const off = percentOff(view.price, view.mrp);
  return html`<li class="product type-product ${view.stock === "out_of_stock" ? "outofstock" : "instock"}">
<a href="${context.shop.path(view.listing)}" class="woocommerce-LoopProduct-link">${off > 0 && html`<span class="onsale">Sale!</span>`}
<img src="${mainPicture(view).path}?w=450" alt="${mainPicture(view).alt}" width="450" height="600" loading="lazy">
<h2 class="woocommerce-loop-product__title">${view.listing.title}</h2>
<span class="price">${priceHtml(view)}</span></a></li>`;
};

const loop = (context: ShopContext, views: readonly ListingView[]): Markup =>
  html`<ul class="products columns-4">${views.map((v) => loopItem(context, v))}</ul>`;

export function home(context: ShopContext): string {
  const live = context.catalogue.live(context.shop.id);
  const sale = [...live].sort((a, b) => percentOff(b.price, b.mrp) - percentOff(a.price, a.mrp)).slice(0, 8);
  const saree = inCategory(live, "sarees")[0] ?? live[0];
  return layout(
    context,
    { title: context.shop.tagline, path: "/" },
    html`<section class="hero"><div><p class="eyebrow">The festive room</p><h1>Silks that remember<br>who wove them</h1><a class="button alt" href="${categoryPath("sarees")}">See the sarees</a></div>${saree && html`<img src="${mainPicture(saree).path}" alt="" width="900" height="1200">`}</section>
<ul class="chips">${stocked(live)
      .filter((c) => c.parent && c.count > 3 && !HEADINGS.has(c.name))
      .map(
        (c) =>
          html`<li><a href="${categoryPath(c.slug)}">${fullName({ ...c, name: nameOf(c) })} <small>${c.count}</small></a></li>`,
      )}</ul>
<h2>New in store</h2>${loop(context, live.slice(0, 8))}<h2>On sale</h2>${loop(context, sale)}`,
  );
}

export function archive(context: ShopContext, page: Page<ListingView>, of: { title: string; path: string }): string {
  const link = (n: number) => (n === 1 ? of.path : `${of.path}page/${n}/`);
  const numbers = Array.from({ length: page.pages }, (_, i) => i + 1);
  return layout(
    context,
    { title: of.title, path: link(page.page) },
    html`<nav class="woocommerce-breadcrumb"><a href="/">Home</a> / ${of.title}</nav><h1 class="page-title">${of.title}</h1>
<p class="woocommerce-result-count">Showing ${page.items.length} of ${page.total} results</p>
${loop(context, page.items)}
${page.pages > 1 && html`<nav class="woocommerce-pagination"><ul>${numbers.map((n) => html`<li>${n === page.page ? html`<span class="current">${n}</span>` : html`<a href="${link(n)}">${n}</a>`}</li>`)}</ul></nav>`}`,
  );
}

const offers = (context: ShopContext, view: ListingView): Markup => {
  const highest = Math.max(...view.variants.map((v) => v.price));
  const shared = html`<meta itemprop="priceCurrency" content="INR"><link itemprop="availability" href="${SCHEMA_STOCK[view.stock]}"><link itemprop="url" href="${urlOf(context, view)}">`;
  return highest > view.price
    ? html`<div itemprop="offers" itemscope itemtype="http://schema.org/AggregateOffer"><meta itemprop="lowPrice" content="${decimal(view.price)}"><meta itemprop="highPrice" content="${decimal(highest)}"><meta itemprop="offerCount" content="${view.variants.length}">${shared}</div>`
    : html`<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="price" content="${decimal(view.price)}">${shared}</div>`;
};

const attributes = (view: ListingView): Markup => {
  const rows = { ...specification(view.listing.garment), Colour: view.listing.colourNames.join(", ") };
  return html`<table class="woocommerce-product-attributes shop_attributes">${Object.entries(rows).map(([k, v]) => html`<tr class="woocommerce-product-attributes-item"><th class="woocommerce-product-attributes-item__label">${k}</th><td class="woocommerce-product-attributes-item__value"><p>${v}</p></td></tr>`)}</table>`;
};

const meta = (view: ListingView): Markup => {
  const { listing } = view;
  const gtin = view.variants.length === 1 ? view.variants[0]?.gtin : null;
  return html`<div class="product_meta">
<span class="sku_wrapper">SKU: <span class="sku" itemprop="sku">VN${listing.number}</span></span>
${gtin && html`<span class="gtin_wrapper">EAN: <span itemprop="gtin13">${gtin}</span></span>`}
${listing.gives.styleCode && html`<span class="mpn_wrapper">Style code: <span itemprop="mpn">${listing.garment.styleCode}</span></span>`}
<span class="posted_in">Categories: ${view.categories.map((c, i) => html`${i > 0 && ", "}<a href="${categoryPath(c.slug)}" rel="tag">${nameOf(c)}</a>`)}</span></div>`;
};

const crumbs = (view: ListingView): Markup =>
  html`<nav class="woocommerce-breadcrumb" aria-label="Breadcrumb"><a href="/">Home</a> / ${view.categories.map((c) => html`<a href="${categoryPath(c.slug)}">${nameOf(c)}</a> / `)}${view.listing.title}</nav>`;

export const neighbours = (context: ShopContext, view: ListingView): ListingView[] =>
  related(context.catalogue.live(context.shop.id), view, 4);

export function product(context: ShopContext, view: ListingView): string {
  const { listing } = view;
  const [first, ...others] = picturesOf(view);
  return layout(
    context,
    { title: listing.title, path: context.shop.path(listing) },
    html`${crumbs(view)}
<div id="product-${listing.number}" class="product type-product ${view.stock === "out_of_stock" ? "outofstock" : "instock"} product-type-variable" itemscope itemtype="http://schema.org/Product">
<link itemprop="url" href="${urlOf(context, view)}">
<div class="woocommerce-product-gallery">${first && html`<img class="wp-post-image" itemprop="image" src="${first.path}" alt="${first.alt}" width="900" height="1200">`}<div class="flex-control-thumbs">${others.map((p) => html`<a href="${p.path}"><img itemprop="image" src="${p.path}" alt="${p.alt}" width="900" height="1200"></a>`)}</div></div>
<div class="summary entry-summary">
<p class="brand" itemprop="brand" itemscope itemtype="http://schema.org/Brand"><span itemprop="name">${listing.garment.brand.name}</span></p>
<h1 class="product_title entry-title" itemprop="name">${listing.title}</h1>
<p class="price">${priceHtml(view)}</p>
<p class="tax">Inclusive of all taxes</p>
<div class="woocommerce-product-details__short-description"><p>${describe(listing.garment)[0]}</p></div>
${view.coupon && html`<p class="coupon-note">${view.coupon.text}</p>`}
${view.stock === "out_of_stock" ? html`<p class="stock out-of-stock">Out of stock</p>` : ""}
${form(context, view)}${view.stock !== "out_of_stock" && html`<p><a class="button alt" rel="nofollow" href="${buyPath(view)}">Buy now</a></p>`}${meta(view)}</div>
${offers(context, view)}
<div class="woocommerce-tabs"><h2>Description</h2><div itemprop="description">${describe(listing.garment).map((p) => html`<p>${p}</p>`)}</div>
<h2>Additional information</h2>${attributes(view)}</div></div>
<section class="related products"><h2>Related products</h2>${loop(context, neighbours(context, view))}</section>`,
  );
}

export const message = (context: ShopContext, title: string, text: string): string =>
  layout(
    context,
    { title, path: "/" },
    html`<section class="empty"><h1>${title}</h1><p>${text}</p><a class="button alt" href="/shop/">Back to the shop</a></section>`,
  );
