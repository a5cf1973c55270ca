import { percentOff, rupee } from "../../money.ts";
import type { ListingView } from "../../world/catalogue.ts";
import { fullName } from "../../world/categories.ts";
import { describe, specification } from "../../world/descriptions.ts";
import { found, inCategory, menuOf, type Page, related, stocked, urlOf } from "../browse.ts";
import { buyPath } from "../checkout/pages.ts";
import { html, json, type Markup, raw } from "../markup.ts";
import { mainPicture, picturesOf } from "../pictures.ts";
import { breadcrumbList } from "../schema-org.ts";
import type { ShopContext } from "../shop.ts";
import { structuredData } from "./structured.ts";

const MENU = ["women", "men", "kids", "sarees", "dresses", "handbags"];

interface Head {
  title: string;
  path: string;
  extra?: Markup;
}

function layout(context: ShopContext, head: Head, main: Markup): string {
  const { shop, origin } = context;
  const menu = menuOf(context).filter((c) => MENU.includes(c.slug));
  return `<!doctype html>
${html`<html class="no-js" lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${head.title} – ${shop.name}</title>
<link rel="canonical" href="${origin}${head.path}">
<link rel="stylesheet" href="/assets/theme.css">
<meta property="og:site_name" content="${shop.name}">
${head.extra}
</head>
<body>
<div class="announcement-bar">Free shipping above ₹999 · Easy returns for 15 days</div>
<header class="header">
<nav class="header__menu">${menu.map((c) => html`<a href="/collections/${c.slug}">${c.name}</a>`)}</nav>
<a class="header__logo" href="/">${shop.name}</a>
<form class="header__search" action="/search"><input name="q" placeholder="Search" aria-label="Search"></form>
<a class="header__cart" href="/cart">Bag (0)</a>
</header>
<main id="MainContent">${main}</main>
<footer class="footer"><p class="footer__logo">${shop.name}</p><p>${shop.tagline}</p>
<p><a href="/pages/shipping">Shipping</a> <a href="/pages/returns">Returns</a> <a href="/collections/all">All products</a></p>
<p class="fine">A demonstration shop. Nothing here is for sale.</p></footer>
</body></html>`}`;
}

const priceBlock = (view: ListingView): Markup => {
  const off = percentOff(view.price, view.mrp);
  return off > 0
    ? html`<div class="price price--on-sale"><span class="price-item price-item--sale">${rupee(view.price)}</span> <s class="price-item price-item--regular">${rupee(view.mrp)}</s> <span class="badge">${off}% off</span></div>`
    : html`<div class="price"><span class="price-item price-item--regular">${rupee(view.price)}</span></div>`;
};

const card = (context: ShopContext, view: ListingView, from: string): Markup => html`<li class="card">
<a href="${context.shop.path(view.listing)}?utm_source=${from}&amp;utm_medium=grid">
<img src="${mainPicture(view).path}?w=450" alt="${mainPicture(view).alt}" width="450" height="600" loading="lazy">
${view.stock === "out_of_stock" && html`<span class="card__flag">Sold out</span>`}${view.isNew && html`<span class="card__flag">New</span>`}
<span class="card__vendor">${view.listing.garment.brand.name}</span>
<span class="card__title">${view.listing.title}</span></a>
${priceBlock(view)}</li>`;

const grid = (context: ShopContext, views: readonly ListingView[], from: string) =>
  html`<ul class="product-grid">${views.map((v) => card(context, v, from))}</ul>`;

export function home(context: ShopContext): string {
  const live = context.catalogue.live(context.shop.id);
  const sale = [...live].sort((a, b) => percentOff(b.price, b.mrp) - percentOff(a.price, a.mrp)).slice(0, 8);
  const hero = inCategory(live, "lehengas")[0] ?? live[0];
  const tiles = stocked(live)
    .filter((c) => c.count > 5 && c.parent && c.parent !== "women" && c.parent !== "men" && c.parent !== "kids")
    .slice(0, 8);
  return layout(
    context,
    { title: context.shop.tagline, path: "/" },
    html`<section class="banner"><div><h1>${context.shop.tagline}</h1><p>Fabric first. Four hundred makers, one mill.</p><a class="button" href="/collections/women">Shop women</a> <a class="button button--ghost" href="/collections/men">Shop men</a></div>
${hero && html`<img src="${mainPicture(hero).path}" alt="" width="900" height="1200">`}</section>
<section><h2>Shop by category</h2><ul class="tiles">${tiles.map((c) => {
      const first = inCategory(live, c.slug)[0] as ListingView;
      return html`<li><a href="/collections/${c.slug}"><img src="${mainPicture(first).path}?w=450" alt="" width="450" height="600" loading="lazy"><span>${fullName(c)}</span></a></li>`;
    })}</ul></section>
<section><h2>Just in</h2>${grid(context, live.slice(0, 8), "home")}</section>
<section><h2>Marked down</h2>${grid(context, sale, "home")}</section>`,
  );
}

export function collection(
  context: ShopContext,
  page: Page<ListingView>,
  of: { title: string; path: string; query?: string },
): string {
  const link = (n: number) => `${of.path}?${of.query ?? ""}page=${n}`;
  const pager = html`<nav class="pagination">${page.page > 1 && html`<a rel="prev" href="${link(page.page - 1)}">← Previous</a>`}<span>${page.page} / ${page.pages}</span>${page.page < page.pages && html`<a rel="next" href="${link(page.page + 1)}">Next →</a>`}</nav>`;
  return layout(
    context,
    { title: of.title, path: page.page > 1 ? link(page.page) : of.path },
    html`<section><h1>${of.title}</h1><p class="count">${page.total} products</p>${grid(context, page.items, "collection")}${page.pages > 1 && pager}</section>`,
  );
}

export const search = (context: ShopContext, query: string): ListingView[] =>
  found(context.catalogue.live(context.shop.id), query);

const pick = (view: ListingView, chosen: string | undefined) =>
  view.variants.find((v) => String(v.id) === chosen) ??
  view.variants.find((v) => v.stock === "in_stock") ??
  view.variants[0];

function options(view: ListingView, chosen: string | undefined): Markup {
  const current = pick(view, chosen);
  const colours = view.listing.garment.colours;
  const shown = view.variants.filter((v) => v.colour === current?.colour);
  const first = (id: string) => view.variants.find((v) => v.colour.id === id)?.id;
  return html`${
    colours.length > 1 &&
    html`<fieldset class="options"><legend>Color: ${current?.colourName}</legend>${colours.map((c, i) => html`<a class="swatch" style="background:${c.hex}" title="${view.listing.colourNames[i]}" href="?variant=${first(c.id)}"></a>`)}</fieldset>`
  }
<fieldset class="options"><legend>Size</legend>${shown.map((v) => html`<a class="option ${v === current && "is-chosen"} ${v.stock === "out_of_stock" && "is-out"}" href="?variant=${v.id}">${v.sizeName}</a>`)}</fieldset>`;
}

const openGraph = (context: ShopContext, view: ListingView): Markup => html`<meta property="og:type" content="product">
<meta property="og:title" content="${view.listing.title}">
<meta property="og:url" content="${urlOf(context, view)}">
<meta property="og:image" content="${context.origin}${mainPicture(view).path}">
<meta property="og:description" content="${describe(view.listing.garment)[0]}">
<meta property="og:price:amount" content="${(view.price / 100).toLocaleString("en-IN", { minimumFractionDigits: 2 })}">
<meta property="og:price:currency" content="INR">`;

export function product(context: ShopContext, view: ListingView, chosen: string | undefined): string {
  const { listing } = view;
  const crumbs = [
    ...view.categories.map((c) => ({ name: c.name, url: `${context.origin}/collections/${c.slug}` })),
    { name: listing.title, url: urlOf(context, view) },
  ];
  const colour = pick(view, chosen)?.colour.id;
  const pictures = picturesOf(view).sort((a, b) => Number(b.colour === colour) - Number(a.colour === colour));
  return layout(
    context,
    { title: listing.title, path: context.shop.path(listing), extra: openGraph(context, view) },
    html`<nav class="breadcrumb">${crumbs.slice(0, -1).map((c) => html`<a href="${c.url}">${c.name}</a> / `)}<span>${listing.title}</span></nav>
<div class="product">
<div class="product__media">${pictures.map((p) => html`<img src="${p.path}" alt="${p.alt}" width="900" height="1200">`)}</div>
<div class="product__info">
<p class="product__vendor">${listing.garment.brand.name}</p>
<h1 class="product__title">${listing.title}</h1>
${priceBlock(view)}<p class="tax">MRP inclusive of all taxes</p>
${options(view, chosen)}
<form action="/cart" method="get"><button class="button button--full" ${raw(view.stock === "out_of_stock" ? "disabled" : "")}>${view.stock === "out_of_stock" ? "Sold out" : view.stock === "pre_order" ? "Pre-order" : "Add to bag"}</button></form>
${view.stock !== "out_of_stock" && html`<p><a class="button button--full button--ghost" rel="nofollow" href="${buyPath(view)}">Buy now</a></p>`}
${view.coupon && html`<p class="coupon">${view.coupon.text}</p>`}
<div class="product__description">${describe(listing.garment).map((p) => html`<p>${p}</p>`)}</div>
<table class="specification">${Object.entries(specification(listing.garment)).map(([k, v]) => html`<tr><th>${k}</th><td>${v}</td></tr>`)}${listing.gives.styleCode && html`<tr><th>Style code</th><td>${listing.garment.styleCode}</td></tr>`}</table>
</div></div>
<section><h2>You may also like</h2><ul class="tiles">${related(context.catalogue.live(context.shop.id), view, 4).map((v) => html`<li><a href="${context.shop.path(v.listing)}?pr_prod_strat=use_description&amp;pr_seq=uniform"><img src="${mainPicture(v).path}?w=450" alt="" width="450" height="600" loading="lazy"><span>${v.listing.title}</span></a></li>`)}</ul></section>
<script type="application/ld+json">${json(structuredData(context, view))}</script>
<script type="application/ld+json">${json(breadcrumbList(crumbs))}</script>`,
  );
}

export const notFound = (context: ShopContext): string =>
  layout(
    context,
    { title: "Page not found", path: "/404" },
    html`<section class="empty"><h1>Page not found</h1><p>The thread ends here.</p><a class="button" href="/collections/all">Continue shopping</a></section>`,
  );

export const plain = (context: ShopContext, title: string, path: string): string =>
  layout(
    context,
    { title, path },
    html`<section class="page"><h1>${title}</h1><p>Orders leave our Tiruppur warehouse within two working days and reach most pin codes in five. Returns are free for fifteen days, unworn and with tags.</p></section>`,
  );
