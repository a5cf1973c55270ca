import { decimal } from "../../money.ts";
import type { ListingView, VariantView } from "../../world/catalogue.ts";
import { describe } from "../../world/descriptions.ts";
import { hash } from "../../world/random.ts";
import { urlOf } from "../browse.ts";
import { html, json, type Markup, raw } from "../markup.ts";
import { picturesOf } from "../pictures.ts";
import { SCHEMA_STOCK } from "../schema-org.ts";
import type { ShopContext } from "../shop.ts";

/** How a page tells its data: it was built by different hands over the years. */
export type Manner = "microdata" | "broken" | "graph" | "offers";

const MANNERS: Manner[] = ["microdata", "microdata", "broken", "graph", "offers"];

export const mannerOf = (view: ListingView): Manner =>
  MANNERS[hash(view.listing.id, "manner") % MANNERS.length] as Manner;

const offer = (context: ShopContext, view: ListingView, v: VariantView) => ({
  "@type": "Offer",
  name: v.sizeName,
  sku: v.sku,
  ...(v.gtin && { gtin13: v.gtin }),
  url: `${urlOf(context, view)}#${encodeURIComponent(v.sizeName)}`,
  price: v.price / 100,
  priceCurrency: "INR",
  availability: SCHEMA_STOCK[v.stock].replace("https:", "http:"),
  itemOffered: { "@type": "Product", size: v.sizeName, color: v.colourName, sku: v.sku },
});

const base = (context: ShopContext, view: ListingView) => ({
  "@type": "Product",
  name: view.listing.title,
  description: describe(view.listing.garment).join("\n"),
  brand: view.listing.garment.brand.name,
  sku: `SL${view.listing.number}`,
  ...(view.listing.gives.styleCode && { mpn: view.listing.garment.styleCode }),
  color: view.listing.colourNames.join("/"),
  image: picturesOf(view, "webp").map((p) => ({
    "@type": "ImageObject",
    contentUrl: context.origin + p.path,
    url: context.origin + p.path,
  })),
});

const graph = (context: ShopContext, view: ListingView) => ({
  "@context": "https://schema.org",
  "@graph": [
    { "@type": "WebSite", name: context.shop.name, url: context.origin },
    {
      ...base(context, view),
      offers: {
        "@type": "AggregateOffer",
        lowPrice: decimal(view.price),
        highPrice: decimal(Math.max(...view.variants.map((v) => v.price))),
        priceCurrency: "INR",
        offerCount: view.variants.length,
        offers: view.variants.map((v) => offer(context, view, v)),
      },
    },
  ],
});

/** JSON as a theme author pastes it together: a trailing comma, and raw line breaks inside a string. */
const broken = (view: ListingView): Markup =>
  raw(`{
  "@context": "http://schema.org/",
  "@type": "Product",
  "name": ${json(view.listing.title)},
  "description": "${describe(view.listing.garment).join("\n").replace(/"/g, "")}",
  "brand": {"@type": "Brand", "name": ${json(view.listing.garment.brand.name)}},
}`);

/** The page's JSON-LD, where its manner has any. */
export function structuredData(context: ShopContext, view: ListingView): Markup | null {
  const script = (content: Markup) => html`<script type="application/ld+json">${content}</script>`;
  switch (mannerOf(view)) {
    case "microdata":
      return null;
    case "broken":
      return script(broken(view));
    case "graph":
      return script(json(graph(context, view)));
    case "offers":
      return script(
        json([
          {
            "@context": "https://schema.org",
            ...base(context, view),
            offers: view.variants.map((v) => offer(context, view, v)),
          },
        ]),
      );
  }
}
