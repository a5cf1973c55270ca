import type {
  CanonicalImage,
  CanonicalProduct,
  CanonicalPromotion,
  CanonicalVariant,
} from "@stylegence/crawler/product";
import { hash26 } from "../platform/hash.ts";
import type { Money } from "../platform/money.ts";
import * as Attribute from "./attribute.ts";
import * as Brand from "./brand.ts";
import * as Category from "./category.ts";
import * as Colour from "./colour.ts";
import { gtinKeyOf, optionKeyOf, pageKeyOf, styleKeyOf } from "./keys.ts";
import * as Likeness from "./likeness.ts";
import type { Sight } from "./observe.ts";
import { plain } from "./words.ts";

/** Where a product comes from. */
export interface From {
  sourceId: string;
  /** Canonical address of the page. */
  url: string;
  /** ISO 8601; also tells one crawl from the next. */
  checkedAt: string;
  via: "crawl" | "feed";
  /** The product shows only some of its options (a feed row): those it does not show are left alone. */
  partial?: boolean;
  sellerId?: string;
  /** The shop's display name, where it is known. */
  sourceName?: string | undefined;
  /** Where the shop had the page before it redirected here. */
  formerUrl?: string;
}

export interface Option {
  key: string;
  colour?: string;
  colourFamily?: string;
  size?: { system: string; label: string; raw: string };
  sku?: string;
  gtin?: string;
  mpn?: string;
  url: string;
  sight: Sight;
}

/** A shop's product in our own terms: what of it decides where it belongs and what is stored. Pure. */
export interface Reading {
  from: From;
  pageKey: string;
  title: string;
  description: string | null;
  brand: { slug: string; name: string } | null;
  category: string | null;
  gender: string | null;
  styleCode: string | null;
  attributes: Record<string, string>;
  options: Option[];
  images: { url: string; alt: string; colour?: string }[];
  promotions: CanonicalPromotion[];
  joinKeys: string[];
  /** Brand and kind; null where one is unknown, so that the title cannot join. */
  block: string | null;
  likeness: Likeness.Likeness;
}

const MAX_TITLE = 300;
const MAX_DESCRIPTION = 4000;
const MAX_OPTIONS = 400;
const MAX_IMAGES = 12;

/** Reads a shop's product. */
export function readingOf(product: CanonicalProduct, from: From): Reading {
  const title = product.name.replace(/\s+/g, " ").trim().slice(0, MAX_TITLE);
  const brand = Brand.normalise(product.brand);
  const { category, gender } = Category.place({
    title,
    breadcrumb: product.category,
    gender: product.gender,
    type: product.attributes.product_type ?? product.attributes.google_product_category ?? null,
  });
  const options = optionsOf(product, from);
  const kind = Category.kindOf(category);
  const codes = [product.styleCode, product.mpn, product.sku].filter((code) => code !== null);
  return {
    from,
    pageKey: pageKeyOf(from.url),
    title,
    description: product.description?.trim().slice(0, MAX_DESCRIPTION) || null,
    brand,
    category,
    gender,
    styleCode: product.styleCode,
    attributes: Attribute.extract(title, product.attributes),
    options,
    images: imagesOf(product, title),
    promotions: product.promotions,
    joinKeys: joinKeysOf(product, brand?.slug),
    block: brand && kind ? `${brand.slug}|${kind}` : null,
    likeness: Likeness.reduce(title, {
      brand: product.brand,
      colours: options.map((option) => option.colour ?? ""),
      codes,
      gender,
      mrp: product.mrp ?? highestMrp(options),
    }),
  };
}

function optionsOf(product: CanonicalProduct, from: From): Option[] {
  const variants = product.variants.length > 0 ? product.variants : [soleVariant(product)];
  const noPrice = variants.every((variant) => variant.price === null);
  const byKey = new Map<string, Option>();
  for (const variant of variants.slice(0, MAX_OPTIONS)) {
    const option = optionOf(
      product,
      noPrice ? { ...variant, price: product.price, mrp: variant.mrp ?? product.mrp } : variant,
      from,
    );
    const known = byKey.get(option.key);
    if (!known || isBetter(option, known)) byKey.set(option.key, option);
  }
  return [...byKey.values()];
}

function optionOf(product: CanonicalProduct, variant: CanonicalVariant, from: From): Option {
  const colour = variant.colour?.trim() || product.colour?.trim() || undefined;
  const size = variant.size ?? undefined;
  return {
    key: optionKeyOf(colour, size),
    colour,
    colourFamily: Colour.familyOf(colour),
    size,
    sku: variant.sku,
    gtin: variant.gtin,
    mpn: variant.mpn,
    url: variant.url ?? from.url,
    sight: {
      price: variant.price,
      mrp: variant.mrp ?? product.mrp,
      priceContext: product.priceContext,
      availability: variant.availability,
      at: from.checkedAt,
    },
  };
}

/** Two of a page's options with the same colour and size (they differ in what we don't keep): the one to be had is shown. */
function isBetter(option: Option, than: Option): boolean {
  const rank = (o: Option) => (o.sight.price ? 0 : 2) + (o.sight.availability === "in_stock" ? 0 : 1);
  const amount = (o: Option) => o.sight.price?.amount ?? Number.POSITIVE_INFINITY;
  return rank(option) < rank(than) || (rank(option) === rank(than) && amount(option) < amount(than));
}

function soleVariant(product: CanonicalProduct): CanonicalVariant {
  const size = product.sizes.length === 1 ? product.sizes[0] : null;
  return {
    size,
    price: product.price,
    mrp: product.mrp,
    availability: product.availability,
    gtin: product.gtin ?? undefined,
  };
}

function imagesOf(product: CanonicalProduct, title: string): Reading["images"] {
  const colours = new Map(product.variants.flatMap((v) => (v.image && v.colour ? [[v.image, v.colour] as const] : [])));
  const urls: CanonicalImage[] = [
    ...product.images,
    ...product.variants.flatMap((v) => (v.image ? [{ url: v.image }] : [])),
  ];
  const seen = new Set<string>();
  return urls
    .filter(({ url }) => /^https?:/.test(url) && !seen.has(url) && seen.add(url))
    .slice(0, MAX_IMAGES)
    .map((image) => ({ url: image.url, alt: image.alt || title, colour: colours.get(image.url) }));
}

function joinKeysOf(product: CanonicalProduct, brandSlug: string | undefined): string[] {
  const gtins = [product.gtin, ...product.variants.map((variant) => variant.gtin)].map(gtinKeyOf);
  const styles = [product.styleCode, product.mpn].map((code) => styleKeyOf(brandSlug, code));
  return [...new Set([...styles, ...gtins].filter((key) => key !== null))];
}

function highestMrp(options: readonly Option[]): Money | null {
  const all = options.flatMap((option) => (option.sight.mrp ? [option.sight.mrp] : []));
  return all.toSorted((a, b) => b.amount - a.amount)[0] ?? null;
}

/** Same offer as before, for a page's promotions. */
export function promotionKeyOf(promotion: CanonicalPromotion): string {
  const { code, description, kind, value, minSpend } = promotion;
  return hash26([code ?? plain(description), kind, value ?? "", minSpend ?? ""].join("\n"));
}
