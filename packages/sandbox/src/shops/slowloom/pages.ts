import { decimal, percentOff, rupee } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { fullName } from "../../world/categories.ts";
import { describe, specification } from "../../world/descriptions.ts";
import { inCategory, menuOf, type Page, related, urlOf } from "../browse.ts";
import { buyPath } from "../checkout/pages.ts";
import { html, type Markup, raw } from "../markup.ts";
import { mainPicture, picturesOf } from "../pictures.ts";
import { SCHEMA_STOCK } from "../schema-org.ts";
import type { ShopContext } from "../shop.ts";
import { mannerOf, structuredData } from "./structured.ts";

export const categoryPath = (slug: string): string => `/shelf/${slug}`;

function layout(context: ShopContext, head: { title: string; path: string }, main: Markup): string {
  const { shop, origin } = context;
  const shelves = menuOf(context).filter((c) => c.parent === null || (c.parent.includes("-") && c.count > 3));
  return `<!DOCTYPE html>
${html`<html lang="en-IN"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head.title} | ${shop.name}</title>
<link rel="canonical" href="${origin}${head.path}">
<link rel="stylesheet" href="/assets/theme.css">
</head><body>
<header><a href="/" class="name">Slow Loom</a><p>${shop.tagline}</p><nav>${shelves.slice(0, 9).map((c) => html`<a href="${categoryPath(c.slug)}">${fullName(c)}</a>`)}</nav></header>
<main>${main}</main>
<footer><p>We are five people and an old server. Thank you for waiting.</p><p class="fine">A demonstration shop. Nothing here is for sale.</p></footer>
</body></html>`}`;
}

const entry = (
  context: ShopContext,
  view: ListingView,
): Markup => html`<li><a href="${context.shop.path(view.listing)}">
<img src="${mainPicture(view, "webp").path}?w=450" alt="${view.listing.title}" width="450" height="600" loading="lazy">
<b>${view.listing.title}</b></a><span>${rupee(view.price)}${view.stock === "out_of_stock" && " · all gone"}</span></li>`;

const shelf = (context: ShopContext, views: readonly ListingView[]): Markup =>
  html`<ul class="shelf">${views.map((v) => entry(context, v))}</ul>`;

export function home(context: ShopContext): string {
  const live = context.catalogue.live("slowloom");
  const cloth = [...inCategory(live, "sarees"), ...inCategory(live, "kurtas")].slice(0, 6);
  return layout(
    context,
    { title: "Cloth, made slowly", path: "/" },
    html`<section class="letter"><h1>Cloth takes the time it takes.</h1><p>Forty-one looms, nine villages, no hurry. Everything on these shelves was woven, dyed or stitched by somebody whose name we know.</p></section>
<h2>From the looms</h2>${shelf(context, cloth)}<h2>Lately on the shelves</h2>${shelf(context, live.slice(0, 9))}`,
  );
}

export function list(context: ShopContext, page: Page<ListingView>, of: { title: string; path: string }): string {
  const link = (n: number) => `${of.path}?p=${n}`;
  return layout(
    context,
    { title: of.title, path: page.page > 1 ? link(page.page) : of.path },
    html`<h1>${of.title}</h1>${shelf(context, page.items)}
<nav class="turn">${page.page > 1 && html`<a rel="prev" href="${link(page.page - 1)}">back</a>`}<span>${page.page} of ${page.pages}</span>${page.page < page.pages && html`<a rel="next" href="${link(page.page + 1)}">on</a>`}</nav>`,
  );
}

/** Microdata attributes on pages of that manner, nothing on the others. */
const isMarked = (view: ListingView): boolean => ["microdata", "broken"].includes(mannerOf(view));
const marked = (view: ListingView, attributes: string): Markup => raw(isMarked(view) ? attributes : "");

const offerRow = (view: ListingView, v: VariantView): Markup => {
  const state = v.stock === "in_stock" ? "on the shelf" : v.stock.replaceAll("_", " ");
  const colour = view.listing.garment.colours.length > 1 ? `${v.colourName}, ` : "";
  if (!isMarked(view)) return html`<tr><td>${colour}${v.sizeName}</td><td>${rupee(v.price)}</td><td>${state}</td></tr>`;
  return html`<tr itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<td itemprop="itemOffered" itemscope itemtype="https://schema.org/Product"><meta itemprop="color" content="${v.colourName}">${colour}<span itemprop="size">${v.sizeName}</span></td>
<td><meta itemprop="sku" content="${v.sku}">${v.gtin && html`<meta itemprop="gtin13" content="${v.gtin}">`}<meta itemprop="priceCurrency" content="INR"><span itemprop="price" content="${decimal(v.price)}">${rupee(v.price)}</span></td>
<td><link itemprop="availability" href="${SCHEMA_STOCK[v.stock]}">${state}</td></tr>`;
};

export function product(context: ShopContext, view: ListingView): string {
  const { listing } = view;
  const off = percentOff(view.price, view.mrp);
  const crumbs = view.categories.map(
    (c, i) =>
      html`<span itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><a itemprop="item" href="${categoryPath(c.slug)}"><span itemprop="name">${c.name}</span></a><meta itemprop="position" content="${i + 1}"></span> · `,
  );
  return layout(
    context,
    { title: listing.title, path: context.shop.path(listing) },
    html`<p class="where" itemscope itemtype="https://schema.org/BreadcrumbList">${crumbs}</p>
<article ${marked(view, 'itemscope itemtype="https://schema.org/Product"')}>
<div class="plates">${picturesOf(view, "webp").map((p) => html`<img ${marked(view, 'itemprop="image"')} src="${p.path}" alt="${p.alt}" width="900" height="1200">`)}</div>
<div class="words"><p class="maker" ${marked(view, 'itemprop="brand"')}>${listing.garment.brand.name}</p>
<h1 ${marked(view, 'itemprop="name"')}>${listing.title}</h1>
<p class="cost">${rupee(view.price)}${off > 0 && html` <small>instead of <s class="mrp">${rupee(view.mrp)}</s></small>`}</p>
<div ${marked(view, 'itemprop="description"')}>${describe(listing.garment).map((p) => html`<p>${p}</p>`)}</div>
<table class="offers">${view.variants.map((v) => offerRow(view, v))}</table>
<p class="take"><a class="button" href="/cart">Write to us to order</a>${view.stock !== "out_of_stock" && html` <a class="button" rel="nofollow" href="${buyPath(view)}">Buy now</a>`}</p>
<dl>${listing.gives.styleCode && html`<dt>Maker's code</dt><dd ${marked(view, 'itemprop="mpn"')}>${listing.garment.styleCode}</dd>`}<dt>Colour</dt><dd ${marked(view, 'itemprop="color"')}>${listing.colourNames.join(", ")}</dd>${Object.entries(specification(listing.garment)).map(([k, v]) => html`<dt>${k}</dt><dd>${v}</dd>`)}</dl>
</div></article>
<h2>Beside it on the shelf</h2>${shelf(context, neighbours(context, view))}
${structuredData(context, view)}<link href="${urlOf(context, view)}">`,
  );
}

export const neighbours = (context: ShopContext, view: ListingView): ListingView[] =>
  related(context.catalogue.live("slowloom"), view, 3);

export const message = (context: ShopContext, title: string, text: string): string =>
  layout(
    context,
    { title, path: "/" },
    html`<section class="letter"><h1>${title}</h1><p>${text}</p><p><a href="/">Back to the shelves</a></p></section>`,
  );
