import { readCssRules } from "./extract/css-rules.ts";
import { readDataLayer } from "./extract/data-layer.ts";
import { type FieldName, type Finding, Findings } from "./extract/finding.ts";
import { finish } from "./extract/finish.ts";
import { readJsonLd } from "./extract/json-ld.ts";
import { readJson } from "./extract/lenient-json.ts";
import { linksOf, robotsMeta } from "./extract/links.ts";
import { readMicrodata } from "./extract/microdata.ts";
import { readOpenGraph } from "./extract/opengraph.ts";
import { meta, type Page, readPage } from "./extract/page.ts";
import { priceSpots } from "./extract/price-spots.ts";
import { readPromotions } from "./extract/promotions.ts";
import { readRdfa } from "./extract/rdfa.ts";
import { readSchema } from "./extract/schema-product.ts";
import { type Settled, settle } from "./extract/settle.ts";
import { addProduct, productIn, readShopify } from "./extract/shopify.ts";
import { readVisibleSizes } from "./extract/visible-choices.ts";
import { readAddressId, readLabelledFacts, readVisibleCode } from "./extract/visible-facts.ts";
import { readBreadcrumb, readVisibleBrand, readVisibleImages, readVisibleName } from "./extract/visible-identity.ts";
import { readVisiblePrice } from "./extract/visible-price.ts";
import { readVisibleAvailability } from "./extract/visible-stock.ts";
import { readWooCommerce } from "./extract/woocommerce.ts";
import type { CssRule, Extraction } from "./product.ts";
import { sameSite } from "./same-site.ts";
import { canonicalise } from "./url.ts";

export interface ExtractInput {
  url: string;
  html: string;
  /** The domain's own rules. */
  rules?: readonly CssRule[];
  /** ISO 4217 of the shop, for pages that name no currency. */
  defaultCurrency?: string | null;
  now?: Date;
}

interface Rule {
  read: (page: Page, input: ExtractInput) => Findings;
  /** The fields that it gives, and how surely at most: it is left out where all of them are known as surely. */
  gives?: readonly FieldName[];
  upTo?: number;
}

/** All the places where a product page says what it sells, the surest first. A new one is a line here and a file beside. */
const RULES: readonly Rule[] = [
  { read: readPayload },
  { read: readShopify },
  { read: (page) => readSchema(readJsonLd(page.jsonLd), page, "json-ld", 0.95) },
  { read: readWooCommerce },
  { read: (page) => readSchema(readMicrodata(page), page, "microdata", 0.9) },
  { read: (page) => readSchema(readRdfa(page), page, "rdfa", 0.86) },
  { read: readOpenGraph },
  { read: (page, { rules }) => readCssRules(page, rules ?? []) },
  { read: readDataLayer },
  { read: readLabelledFacts },
  { read: readVisibleAvailability, gives: ["availability"], upTo: 0.7 },
  { read: readVisibleName, gives: ["name"], upTo: 0.6 },
  { read: readVisibleBrand, gives: ["brand"], upTo: 0.6 },
  { read: readBreadcrumb, gives: ["category"], upTo: 0.6 },
  { read: readVisibleSizes, gives: ["sizes"], upTo: 0.55 },
  { read: readVisibleImages, gives: ["images"], upTo: 0.5 },
  { read: readVisibleCode, gives: ["sku"], upTo: 0.58 },
  { read: readAddressId, gives: ["sku"], upTo: 0.45 },
  { read: readPromotions },
];

/**
 * The product of a page, or of a Shopify JSON payload, with where each field was found. `product` is null when the page
 * does not show one product. Never throws on what a page holds.
 */
export function extract(input: ExtractInput): Extraction {
  const page = readPage(input);
  const spots = priceSpots(page);
  const findings = [...apply(RULES, page, input), ...readVisiblePrice(spots).list];
  const settlement = settle(findings, spots);
  const canonicalUrl = canonicalOf(page);
  const product = isProductPage(settlement.fields, findings, page) ? finish(settlement, page) : null;
  return {
    product: product && { ...product, url: canonicalUrl },
    amounts: { price: settlement.fields.price?.amount ?? null, mrp: settlement.fields.mrp?.amount ?? null },
    links: linksOf(page),
    canonicalUrl,
    ...robotsMeta(page),
    warnings: settlement.warnings,
  };
}

function apply(rules: readonly Rule[], page: Page, input: ExtractInput): Finding[] {
  const findings: Finding[] = [];
  const surest = new Map<FieldName, number>();
  for (const { read, gives, upTo = 1 } of rules) {
    if (gives?.every((field) => (surest.get(field) ?? 0) >= upTo)) continue;
    for (const finding of read(page, input).list) {
      findings.push(finding);
      surest.set(finding.field, Math.max(surest.get(finding.field) ?? 0, finding.confidence));
    }
  }
  return findings;
}

/** A body that is Shopify's JSON and no page. */
function readPayload(page: Page, { url, html, defaultCurrency }: ExtractInput): Findings {
  const findings = new Findings("shopify");
  const product = /^\s*\{/.test(html) ? readJson(html).map(productIn).find(Boolean) : null;
  if (product) addProduct(product, { base: page.base, url, currency: defaultCurrency ?? null }, findings);
  return findings;
}

const TELLING: ReadonlySet<FieldName> = new Set(["price", "variants", "sku", "brand", "availability"]);

/** A page shows a product when something says so that only products have. */
function isProductPage(fields: Settled, findings: readonly Finding[], page: Page): boolean {
  const sure = (confidence: number, ...names: FieldName[]) =>
    findings.some((one) => names.includes(one.field) && one.confidence >= confidence);
  const told = findings.some(
    ({ field, confidence, from }) => TELLING.has(field) && confidence >= 0.75 && !from.startsWith("visible"),
  );
  if (told) return true;
  if (fields.listing) return false;
  if (fields.price && findings.some(({ field, from }) => field === "price" && from.endsWith(":Offer"))) return true;
  if (!fields.name) return false;
  if (/product/i.test(meta(page, "og:type") ?? "")) return true;
  if (sure(0.58, "price")) return sure(0.7, "price") || sure(0.55, "availability", "sku", "brand");
  return sure(0.6, "sku", "gtin") && sure(0.55, "availability");
}

/** The page's own word on its address, if it stays on the site. */
function canonicalOf(page: Page): string {
  const own = canonicalise(page.url) ?? page.url;
  const said = page.canonical ?? meta(page, "og:url");
  const canonical = said ? canonicalise(said, page.base) : null;
  if (!canonical || !sameSite(canonical, own)) return own;
  return new URL(canonical).pathname === "/" && new URL(own).pathname !== "/" ? own : canonical;
}
