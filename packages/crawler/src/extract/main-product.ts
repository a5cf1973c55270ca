import { canonicalise } from "../url.ts";
import { offersOf } from "./offer.ts";
import { meta, type Page } from "./page.ts";
import { isA, type Thing, text, things, within } from "./thing.ts";

const PRODUCTS = [
  "product",
  "productgroup",
  "individualproduct",
  "productmodel",
  "someproducts",
  "vehicle",
  "car",
  "book",
  "course",
];
/** Pages about these sell no garment, whatever prices they show. */
const OTHERS = [
  "event",
  "musicevent",
  "theaterevent",
  "article",
  "newsarticle",
  "blogposting",
  "recipe",
  "jobposting",
  "restaurant",
  "hotel",
  "localbusiness",
];
/** What an item holds of others: recommendations, reviews, lists. */
const ASIDE =
  /^(?:is(?:relatedto|similarto|accessoryorsparepartfor|consumablefor)|itemlistelement|reviews?|hasvariant|isvariantof|haspart|mentions|about|author|publisher|seller|offeredby|itemoffered|itemreviewed)$/;

/** The one product that a page is about; "listing" when it is about several or something else; null when no item tells. */
export function mainProduct(roots: readonly Thing[], page: Page): Thing | "listing" | null {
  const products = candidates(roots);
  if (products.length === 0) return listed(roots) > 1 || roots.some((root) => isA(root, ...OTHERS)) ? "listing" : null;
  const groups = products.filter((product) => isA(product, "productgroup"));
  const own = products.filter((product) => isHere(product, page));
  const pool = own.length > 0 ? own : products;
  if (pool.length === 1) return pool[0]!;
  const named = pool.filter((product) => isHeadline(product, page));
  const group = groups.find((one) => pool.includes(one)) ?? groups[0];
  if (group && (groups.length === 1 || named.includes(group))) return group;
  const rest = named.length > 0 ? named : pool;
  if (rest.length === 1) return rest[0]!;
  const offered = rest.filter((product) => product.properties.has("offers"));
  if (offered.length === 1) return offered[0]!;
  return sameName(rest) ? joined(rest) : own.length > 0 || named.length > 0 ? richest(rest) : "listing";
}

function candidates(roots: readonly Thing[]): Thing[] {
  const found = new Set<Thing>();
  for (const root of roots) {
    for (const thing of within(root, (property) => ASIDE.test(property))) {
      if (isA(thing, ...PRODUCTS) && thing.properties.size > 0) found.add(thing);
    }
    // An offer that names what it offers.
    if (isA(root, "offer")) for (const item of things(root, "itemoffered")) found.add(withOffer(item, root));
  }
  return [...found].filter(
    (product) => text(product, "name") || product.properties.has("offers") || text(product, "sku", "price"),
  );
}

function withOffer(item: Thing, offer: Thing): Thing {
  return item.properties.has("offers")
    ? item
    : { ...item, properties: new Map([...item.properties, ["offers", [offer]]]) };
}

function listed(roots: readonly Thing[]): number {
  return roots.filter((root) => isA(root, "itemlist")).flatMap((list) => things(list, "itemlistelement")).length;
}

/** Says itself that this is its page. */
function isHere(product: Thing, page: Page): boolean {
  const here = new Set([page.url, page.canonical].map((url) => (url ? pathOf(url) : null)));
  const offer = things(product, "offers")[0];
  const addresses = [
    text(product, "url"),
    product.id,
    text(product, "mainentityofpage"),
    offer ? text(offer, "url") : null,
  ];
  return addresses.some((url) => url && /^(?:https?:)?\//.test(url) && here.has(pathOf(url, page.base)));
}

function pathOf(url: string, base?: string): string | null {
  return canonicalise(url, base)?.replace(/\?.*/, "").replace(/\/$/, "") ?? null;
}

function isHeadline(product: Thing, page: Page): boolean {
  const name = words(text(product, "name") ?? "");
  const heads = [page.title, meta(page, "og:title", "twitter:title") ?? ""].map(words);
  return name.length > 3 && heads.some((head) => head !== "" && (head.includes(name) || name.includes(head)));
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function sameName(products: readonly Thing[]): boolean {
  return new Set(products.map((product) => words(text(product, "name") ?? ""))).size === 1;
}

/** Several items of one name are the variants of one product, or one product told twice. */
function joined(products: readonly Thing[]): Thing {
  const best = richest(products);
  const skus = new Set(products.map((product) => text(product, "sku", "size", "color")));
  const several =
    skus.size === products.length && products.length > 1 && products.every((product) => offersOf(product).length > 0);
  if (!several || best.properties.has("hasvariant")) return best;
  return { ...best, properties: new Map([...best.properties, ["hasvariant", [...products]]]) };
}

function richest(products: readonly Thing[]): Thing {
  const weight = (product: Thing) => product.properties.size + (offersOf(product).some(({ price }) => price) ? 10 : 0);
  return products.reduce((best, product) => (weight(product) > weight(best) ? product : best));
}
