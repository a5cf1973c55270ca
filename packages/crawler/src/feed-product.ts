import { availabilityOf } from "./extract/availability.ts";
import { gtinOf } from "./extract/gtin.ts";
import { plainText } from "./extract/page.ts";
import type { FeedItem } from "./feed-rows.ts";
import { parsePrice, toMoney } from "./price.ts";
import type { CanonicalProduct, CanonicalVariant, FieldSource, Money } from "./product.ts";
import { keepSize } from "./size.ts";
import { absolute, canonicalise } from "./url.ts";

export interface FeedContext {
  /** ISO 4217 for prices that name no currency; without it such rows are refused. */
  defaultCurrency?: string | null;
  /** What relative addresses are relative to. */
  baseUrl?: string;
  now?: Date;
}

interface FeedPrices {
  price: Money;
  mrp: Money | null;
}

/** The product of one row, or why it is none. */
export function productOf(item: FeedItem, context: FeedContext): CanonicalProduct | string[] {
  const text = (name: string) => item.fields.get(name)?.[0] ?? null;
  const reasons: string[] = [];
  const name = plainText(text("title") ?? "", 500);
  if (!name) reasons.push("no title");
  const link = text("link") ?? text("canonical_link");
  const url = link ? canonicalise(link, context.baseUrl) : null;
  if (!url) reasons.push(link ? "link is no address" : "no link");
  const prices = pricesOf(text, context, reasons);
  if (!url || !prices || reasons.length > 0) return reasons;
  return assemble(item, { name, url, prices, warnings: [] }, context);
}

/** A product with the variants of another row of its group. */
export function withVariant(product: CanonicalProduct, row: CanonicalProduct): CanonicalProduct {
  const variants = [...product.variants, ...row.variants];
  const images = [
    ...product.images,
    ...row.images.filter(({ url }) => !product.images.some((known) => known.url === url)),
  ];
  const sizes = [
    ...product.sizes,
    ...row.sizes.filter(
      ({ system, label }) => !product.sizes.some((known) => known.system === system && known.label === label),
    ),
  ];
  const same = <F extends "sku" | "gtin" | "mpn" | "colour">(field: F) =>
    product[field] === row[field] ? product[field] : null;
  return {
    ...product,
    name: commonName(product.name, row.name),
    sku: same("sku"),
    gtin: same("gtin"),
    mpn: same("mpn"),
    colour: same("colour"),
    availability: variants.some(({ availability }) => availability === "in_stock") ? "in_stock" : product.availability,
    images: images.slice(0, 40),
    sizes,
    variants,
    warnings: [...new Set([...product.warnings, ...row.warnings])],
  };
}

/** What two titles begin with, up to a whole word; the first where that is too little. */
function commonName(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  if (length === left.length) return left;
  const shared = left
    .slice(0, length)
    .replace(/[\s,;:|(/–-]*\S*$/, "")
    .replace(/[\s,;:|(/–-]+$/, "");
  return shared.split(/\s+/).length >= 2 && shared.length >= left.length / 3 ? shared : left;
}

type Read = (name: string) => string | null;

function pricesOf(text: Read, context: FeedContext, reasons: string[]): FeedPrices | null {
  const money = (written: string | null) => toMoney(parsePrice(written, { currencyHint: context.defaultCurrency }));
  const written = text("price");
  const regular = money(written);
  if (!regular) {
    reasons.push(unpriced(written, context));
    return null;
  }
  const sale = money(text("sale_price"));
  const mrp = money(text("mrp") ?? text("maximum_retail_price"));
  const above = mrp && mrp.currency === regular.currency && mrp.amount > regular.amount ? mrp : null;
  if (!sale || sale.currency !== regular.currency || sale.amount >= regular.amount)
    return { price: regular, mrp: above };
  // Rows of one group may be on sale at different rates, so a sale is the price while it lasts and no offer of the product.
  const at = (context.now ?? new Date()).getTime();
  const window = windowOf(text("sale_price_effective_date"));
  const running = !window || (window.from <= at && at <= window.to);
  return running ? { price: sale, mrp: above ?? regular } : { price: regular, mrp: above };
}

function unpriced(written: string | null, context: FeedContext): string {
  const price = parsePrice(written, { currencyHint: context.defaultCurrency });
  if (!price) return written ? "price cannot be read" : "no price";
  if (Number(price.amount) === 0) return "price is zero";
  return price.currency ? "price has too many decimals" : "price without a currency";
}

/** "2026-11-01T00:00+0530/2026-11-30T23:59+0530"; an end that is only a date is the end of that day in India. */
function windowOf(written: string | null): { from: number; to: number } | null {
  const [start, end] = (written ?? "").split("/").map((text) => text.trim());
  if (!start || !end) return null;
  const from = instant(start, "00:00:00");
  const to = instant(end, "23:59:59");
  return Number.isNaN(from) || Number.isNaN(to) ? null : { from, to };
}

function instant(written: string, time: string): number {
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(written)
    ? `${written}T${time}`
    : written.replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  return Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/i.test(dated) ? dated : `${dated}+05:30`);
}

function assemble(
  item: FeedItem,
  { name, url, prices, warnings }: { name: string; url: string; prices: FeedPrices; warnings: string[] },
  context: FeedContext,
): CanonicalProduct {
  const text = (field: string) => item.fields.get(field)?.[0] ?? null;
  const category = categoryOf(text);
  const gender = genderOf(text("gender"), text("age_group"));
  const colour = text("color") ?? text("colour");
  const gtin = gtinOf(text("gtin"));
  if (text("gtin") && !gtin) warnings.push("gtin has a wrong check digit");
  const size = keepSize(text("size"), {
    category: [...category, name],
    gender,
    country: countryOf(text("size_system")),
  });
  const availability = availabilityOf(text("availability"));
  const images = imagesOf(item, context.baseUrl ?? url);
  const sku = text("id");
  const mpn = text("mpn");
  const variant: CanonicalVariant = {
    ...(sku && { sku }),
    ...(gtin && { gtin }),
    ...(mpn && { mpn }),
    ...(colour && { colour }),
    size,
    price: prices.price,
    mrp: prices.mrp,
    availability,
    url,
    ...(images[0] && { image: images[0].url }),
  };
  return {
    url,
    name,
    description: plainText(text("description") ?? "") || null,
    brand: text("brand"),
    sku,
    mpn,
    gtin,
    styleCode: text("style_code") ?? text("style_number"),
    category,
    colour,
    gender,
    ...prices,
    promotions: [],
    priceContext: "public",
    availability,
    images,
    sizes: size ? [size] : [],
    variants: [variant],
    attributes: attributesOf(item),
    currency: prices.price.currency,
    sources: SOURCES,
    warnings,
  };
}

const FEED: FieldSource = { from: "feed", confidence: 0.98 };
const SOURCES: CanonicalProduct["sources"] = Object.fromEntries(
  [
    "name",
    "description",
    "brand",
    "sku",
    "mpn",
    "gtin",
    "category",
    "colour",
    "gender",
    "price",
    "mrp",
    "availability",
    "images",
    "sizes",
    "variants",
  ].map((field) => [field, FEED]),
);

function categoryOf(text: Read): string[] {
  const split = (written: string | null) =>
    (written ?? "").split(/\s*>\s*|\s*\/\s+/).filter((part) => part && !/^\d+$/.test(part));
  const own = split(text("product_type"));
  return (own.length > 0 ? own : split(text("google_product_category"))).filter(
    (part, index) => index > 0 || !/^home$/i.test(part),
  );
}

function genderOf(gender: string | null, ageGroup: string | null): string | null {
  const young = /kids|toddler|infant|newborn/i.test(ageGroup ?? "");
  const word = gender?.toLowerCase();
  if (word === "male" || word === "men") return young ? "boys" : "men";
  if (word === "female" || word === "women") return young ? "girls" : "women";
  return young ? "kids" : word === "unisex" ? "unisex" : null;
}

/** Google's list of systems has no IN: a feed without one is of the shop's own country, here India. */
function countryOf(system: string | null): string {
  return (
    { AU: "AU", DE: "DE", EU: "EU", FR: "FR", IT: "IT", UK: "UK", US: "US", JP: "JP" }[system?.toUpperCase() ?? ""] ??
    "IN"
  );
}

function imagesOf(item: FeedItem, base: string): { url: string }[] {
  const written = [
    item.fields.get("image_link") ?? [],
    item.fields.get("additional_image_link") ?? [],
    item.fields.get("additional_image_links") ?? [],
  ].flat();
  const urls = written.flatMap((list) => list.split(/,(?=\s*https?:)/)).flatMap((url) => absolute(url, base) ?? []);
  return [...new Set(urls)].slice(0, 20).map((url) => ({ url }));
}

const ATTRIBUTES = [
  "material",
  "pattern",
  "condition",
  "age_group",
  "size_type",
  "occasion",
  "season",
  "fit",
  "fabric",
  "care",
];

function attributesOf(item: FeedItem): Record<string, string> {
  const plain = ATTRIBUTES.flatMap((name) => {
    const value = item.fields.get(name)?.[0];
    return value ? [[name, value.slice(0, 300)] as const] : [];
  });
  const details = item.details.map(([name, value]) => [name.slice(0, 60), value.slice(0, 300)] as const);
  return Object.fromEntries([...plain, ...details].slice(0, 60));
}
