import { rupee } from "../money.ts";
import { html } from "../shops/markup.ts";
import { mainPicture } from "../shops/pictures.ts";
import type { ListingView } from "../world/catalogue.ts";
import { describe } from "../world/descriptions.ts";
import { FEEDS, type FeedName } from "./feeds.ts";

/** Where a feed's link leads: the merchant's page, plain but whole. */
export function landing(view: ListingView, name: FeedName): string {
  const { listing } = view;
  return `<!doctype html>
${html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${listing.title} | ${FEEDS[name].merchant}</title>
<style>body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#222;background:#faf8f5}main{max-width:960px;margin:40px auto;padding:0 20px;display:grid;grid-template-columns:1fr 1fr;gap:40px}img{width:100%;height:auto}h1{font-weight:500;line-height:1.3}s{color:#888}@media(max-width:700px){main{grid-template-columns:1fr}}</style></head>
<body><main><img src="${mainPicture(view).path}" alt="${listing.title}" width="900" height="1200"><div><p>${FEEDS[name].merchant}</p><h1>${listing.title}</h1><p><b>${rupee(view.price)}</b> ${view.mrp > view.price && html`<s>${rupee(view.mrp)}</s>`}</p>${describe(listing.garment).map((p) => html`<p>${p}</p>`)}<p><small>A demonstration shop. Nothing here is for sale.</small></p></div></main></body></html>`}`;
}
