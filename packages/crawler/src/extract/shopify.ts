import { currencyCode } from "../currency.ts";
import { absolute, parse } from "../url.ts";
import { distinct } from "./distinct.ts";
import { Findings, type FoundPrice, type FoundVariant } from "./finding.ts";
import { gtinOf } from "./gtin.ts";
import { readJson } from "./lenient-json.ts";
import { shortest } from "./offer.ts";
import { type Page, plainText } from "./page.ts";

export interface ShopifyProduct {
  [key: string]: unknown;
}

/** The product that a Shopify page carries for its own scripts. */
export function readShopify(page: Page): Findings {
  const findings = new Findings("shopify");
  const product = embedded(page);
  const currency = currencyOf(page);
  if (product) addProduct(product, { base: page.base, url: page.url, currency }, findings);
  findings.add("currency", product || currency ? currency : null, 0.9);
  return findings;
}

/** Adds what a Shopify product object says: /products/x.js (minor units), /products/x.json or products.json (decimals). */
export function addProduct(
  product: ShopifyProduct,
  where: { base: string; url: string; currency: string | null },
  findings: Findings,
): void {
  const confidence = 0.96;
  const options = optionNames(product);
  const variants = list(product.variants).filter(isRecord);
  const image = firstOf(product.image, product.featured_image);
  findings.add("name", string(product.title), confidence);
  findings.add("brand", string(product.vendor), confidence - 0.15);
  findings.add(
    "description",
    plainText(string(product.body_html) ?? string(product.description) ?? ""),
    confidence - 0.1,
  );
  findings.add("images", imagesOf(product, image, where.base), confidence - 0.1);
  const type = string(product.product_type) ?? string(product.type);
  findings.add("category", type ? type.split(/\s*(?:>|\/)\s*/) : [], 0.5);
  const found = variants.slice(0, 500).map((variant) => readVariant(variant, options, product, where));
  findings.add("variants", found, confidence);
  const chosen = chosenVariant(found, where.url);
  if (chosen) {
    findings.add("price", chosen.price, confidence);
    findings.add("mrp", chosen.mrp, confidence);
    findings.add("sku", chosen.sku, confidence - 0.05);
    if (found.length === 1) findings.add("gtin", chosen.gtin, confidence);
  }
  const states = new Set(found.map(({ availability }) => availability));
  if (states.has("in_stock")) findings.add("availability", "in_stock", confidence);
  else if (states.size === 1 && !states.has("unknown")) findings.add("availability", chosen?.availability, confidence);
}

/** The variant that the address names, else the first that can be had. */
export function chosenVariant(variants: readonly FoundVariant[], url: string): FoundVariant | undefined {
  const parameters = parse(url)?.searchParams;
  const named =
    parameters?.get("variant") ?? parameters?.get("sku") ?? parameters?.get("variation_id") ?? parameters?.get("pid");
  const byId = named ? variants.find(({ id, sku }) => id === named || sku === named) : undefined;
  return byId ?? variants.find(({ availability }) => availability === "in_stock") ?? variants[0];
}

function readVariant(
  variant: Record<string, unknown>,
  options: readonly string[],
  product: ShopifyProduct,
  where: { base: string; url: string; currency: string | null },
): FoundVariant {
  const id = variant.id === undefined ? undefined : String(variant.id);
  const currency = currencyCode(string(variant.price_currency)) ?? where.currency;
  const price = money(variant.price, currency);
  const compare = money(variant.compare_at_price, currency);
  const sku = string(variant.sku);
  const gtin = gtinOf(string(variant.barcode));
  const image = imageAddress(firstOf(variant.featured_image, variant.image), where.base);
  const colour = optionValue(variant, options, /colou?r|shade|farbe/i);
  const size = optionValue(variant, options, /size|größe|taille|waist|length/i);
  return {
    ...(id && { id, url: variantAddress(product, id, where.url) }),
    ...(sku && { sku }),
    ...(gtin && { gtin }),
    ...(colour && { colour }),
    ...(size && { size }),
    ...(image && { image }),
    price,
    mrp: compare && price && Number(compare.amount) > Number(price.amount) ? compare : null,
    availability:
      typeof variant.available === "boolean" ? (variant.available ? "in_stock" : "out_of_stock") : "unknown",
  };
}

function variantAddress(product: ShopifyProduct, id: string, url: string): string {
  const here = parse(url);
  if (!here) return url;
  const handle = string(product.handle);
  const path =
    handle && !here.pathname.includes("/products/") ? `/products/${handle}` : here.pathname.replace(/\.js(?:on)?$/, "");
  return `${here.origin}${path}?variant=${id}`;
}

/** Whole numbers are minor units, strings are decimals in major units. */
function money(value: unknown, currency: string | null): FoundPrice | null {
  if (typeof value === "number" && Number.isInteger(value) && value > 0) {
    const digits = String(value).padStart(3, "0");
    return { amount: shortest(`${digits.slice(0, -2)}.${digits.slice(-2)}`), currency };
  }
  const decimal = typeof value === "number" ? value.toFixed(2) : string(value);
  return decimal && /^\d+(?:\.\d+)?$/.test(decimal) && Number(decimal) > 0
    ? { amount: shortest(decimal), currency }
    : null;
}

function optionNames(product: ShopifyProduct): string[] {
  return list(product.options).map((option) => (isRecord(option) ? (string(option.name) ?? "") : String(option)));
}

function optionValue(variant: Record<string, unknown>, options: readonly string[], name: RegExp): string | null {
  const named = list(variant.option_values)
    .filter(isRecord)
    .find((option) => name.test(string(option.name) ?? ""));
  if (named) return string(named.value);
  const index = options.findIndex((option) => name.test(option));
  if (index < 0) return null;
  return string(variant[`option${index + 1}`]) ?? string(list(variant.options)[index]);
}

function imagesOf(product: ShopifyProduct, first: unknown, base: string): { url: string; alt?: string }[] {
  const all = [first, ...list(product.images), ...list(product.media)];
  const found = all.flatMap((image) => {
    const url = imageAddress(image, base);
    const alt = isRecord(image) ? string(image.alt) : null;
    return url ? [{ url, ...(alt && { alt }) }] : [];
  });
  return distinct(found, ({ url }) => url).slice(0, 40);
}

function imageAddress(image: unknown, base: string): string | null {
  const written = isRecord(image) ? (string(image.src) ?? string(image.url)) : string(image);
  return written ? absolute(written, base) : null;
}

/** JSON in a script of the theme, or the object that the shop's own analytics get. */
function embedded(page: Page): ShopifyProduct | null {
  const { pathname } = parse(page.url) ?? { pathname: "" };
  const handle = /\/products\/([^/?]+)/.exec(pathname)?.[1];
  for (const { type, text, id, attributes } of page.scripts) {
    const isJson = type.includes("json") && text.includes('"variants"');
    const marked =
      /product/i.test(id) || Object.keys(attributes).some((name) => /product|section/.test(name)) || isJson;
    if (!isJson || !marked) continue;
    const found = readJson(text).map(productIn).find(Boolean);
    if (found && (!handle || !found.handle || found.handle === decode(handle))) return found;
  }
  const analytics = page.scripts.find(
    ({ text }) => /\bvar meta\s*=\s*\{"product"/.test(text) || text.includes("ShopifyAnalytics.meta"),
  );
  const start = analytics?.text.search(/\{"product"\s*:/) ?? -1;
  const value = start < 0 ? undefined : readJson(analytics!.text.slice(start))[0];
  const product = isRecord(value) && isRecord(value.product) ? value.product : null;
  return product && list(product.variants).length > 0 ? fromAnalytics(product) : null;
}

/** The product in a JSON value: itself, or under "product". Public since the payload may be the whole body. */
export function productIn(value: unknown): ShopifyProduct | null {
  if (!isRecord(value)) return null;
  const inner = isRecord(value.product) ? value.product : value;
  const variants = list(inner.variants);
  const fits =
    variants.some((variant) => isRecord(variant) && "price" in variant) && ("title" in inner || "handle" in inner);
  return fits ? inner : null;
}

/** Its variants have one name for all options ("S / Red") and no title of the product. */
function fromAnalytics(product: Record<string, unknown>): ShopifyProduct {
  return { ...product, title: undefined, type: product.type, vendor: product.vendor };
}

/** `Shopify.currency = {"active":"INR"}`. */
function currencyOf(page: Page): string | null {
  for (const { text } of page.scripts) {
    const found = /Shopify\.currency\s*=\s*\{\s*"active"\s*:\s*"([A-Z]{3})"/.exec(text);
    if (found) return currencyCode(found[1]);
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function firstOf(...candidates: unknown[]): unknown {
  return candidates.find((candidate) => candidate !== null && candidate !== undefined);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
