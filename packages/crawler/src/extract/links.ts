import { sameSite } from "../same-site.ts";
import { canonicalise, parse } from "../url.ts";
import { meta, type Page } from "./page.ts";

const MAX_LINKS = 2000;
/** What no shopper would follow to find a product. */
const DEAD_END =
  /\/(?:cart|checkout|account|login|signin|sign-in|register|logout|wishlist|compare|search|my-?account|customer|password|privacy|terms|policies|policy|contact|help|faq|careers?|press|blogs?|news|gift-?cards?|store-?locator|track(?:ing)?|orders?|returns?|cdn-cgi|wp-(?:admin|login|json)|feed|tel:|mailto:)(?:[/?#]|$)|\.(?:jpe?g|png|gif|webp|avif|svg|pdf|zip|css|js|xml|mp4|ico|woff2?)(?:$|\?)|[?&](?:add-to-cart|sort(?:_?by)?|orderby|filter[._])/i;

/** Addresses on the same site worth a visit, canonical, without doubles, in the order of the page. */
export function linksOf(page: Page): string[] {
  const found = new Set<string>();
  const moved = page.refresh && canonicalise(page.refresh.url);
  if (moved && sameSite(moved, page.url)) found.add(moved);
  const here = canonicalise(page.url) ?? "";
  const home = `${parse(here)?.origin}/`;
  for (const element of page.elements) {
    if (found.size >= MAX_LINKS) break;
    const href = element.name === "a" ? element.attribs.href : nextPage(element.name, element.attribs);
    if (!href || href.startsWith("#") || element.attribs.rel?.includes("nofollow")) continue;
    const url = canonicalise(href, page.base);
    if (url && (url.startsWith(home) || sameSite(url, page.url)) && !DEAD_END.test(url)) found.add(url);
  }
  found.delete(here);
  return [...found];
}

/** What the page asks of crawlers: robots meta elements for all, or for us by name. */
export function robotsMeta(page: Page, agent?: string): { noindex: boolean; nofollow: boolean } {
  const product = agent?.split(/[\s/]/, 1)[0]?.toLowerCase();
  const words = [meta(page, "robots"), product ? meta(page, product) : null].join(",").toLowerCase();
  return { noindex: /\b(?:noindex|none)\b/.test(words), nofollow: /\b(?:nofollow|none)\b/.test(words) };
}

function nextPage(name: string, attributes: Record<string, string>): string | undefined {
  return name === "link" && /^next$/i.test(attributes.rel ?? "") ? attributes.href : undefined;
}
