import type { Availability, PriceContext } from "../platform/attributes.ts";
import { context } from "../platform/context.ts";
import { discountPercent, type Money } from "../platform/money.ts";
import { ratingOf } from "../review/tally.ts";
import * as Attribute from "./attribute.ts";
import * as Category from "./category.ts";
import * as Colour from "./colour.ts";
import * as History from "./history.ts";
import type { Image } from "./image.entity.ts";
import { bestAvailability, bestOf, isBuyable, type Offer, offersOf } from "./offer.ts";
import * as Product from "./product.ts";
import * as Source from "./source.ts";
import type { Variant } from "./variant.entity.ts";
import { byText } from "./words.ts";

interface SizeName {
  system: string;
  label: string;
}

interface ShownPromotion {
  description: string;
  code: string | null;
  validTo: string | null;
}

interface Terms {
  listingId: string;
  source: { id: string; name: string };
  url: string;
  price: Money;
  mrp: Money | null;
  effectivePrice: Money;
  priceContext: PriceContext;
  discount: number;
  availability: Availability;
  promotions: ShownPromotion[];
  aboveMrp: boolean;
  lastCheckedAt: string;
}

/** A product as its page shows it; amounts are minor units, offers in the order of `offer.ts`. */
export interface ProductPage {
  groupId: string;
  title: string;
  description: string | null;
  brand: { slug: string; name: string } | null;
  categories: { slug: string; name: string }[];
  styleCode: string | null;
  attributes: { name: string; value: string }[];
  images: {
    url: string;
    width: number | null;
    height: number | null;
    dominantColour: string | null;
    /** Family of the colour that it shows, where the shop says so. */
    colourFamily: string | null;
    alt: string;
    renditions: { width: number; url: string }[];
  }[];
  variants: {
    variantId: string;
    colour: string | null;
    colourFamily: string | null;
    size: SizeName | null;
    availability: Availability;
    price: Money | null;
  }[];
  shops: (Terms & { sizes: (SizeName & { availability: Availability })[] })[];
  offers: (Terms & {
    variantId: string;
    size: SizeName | null;
    colour: string | null;
    colourFamily: string | null;
  })[];
  price: Money | null;
  mrp: Money | null;
  discount: number;
  availability: Availability;
  /** Of its published reviews: stars in hundredths. */
  rating: { average: number; count: number } | null;
  mergedInto: null;
  updatedAt: string;
  rev: number;
  /** Where they were asked for. */
  prices?: History.History;
}

/**
 * The page of a product in one table query, or where it went when it was merged; with the prices of the last `priceDays` days in
 * that same query. Throws `not_found`.
 */
export async function read(
  groupId: string,
  options: { priceDays?: number | undefined } = {},
): Promise<ProductPage | { mergedInto: string }> {
  const { priceDays } = options;
  const { product, points } = priceDays
    ? await Product.readWithPrices(groupId)
    : { product: await Product.read(groupId), points: [] };
  const { mergedInto } = product.group;
  if (mergedInto) return { mergedInto: await Product.resolve(mergedInto) };
  const page = await pageOf(product);
  return priceDays ? { ...page, prices: await History.of(product, points, { sinceDays: priceDays }) } : page;
}

async function pageOf(product: Product.Product): Promise<ProductPage> {
  const { group } = product;
  const { groupId } = group;
  const offers = offersOf(product, context().now());
  const sold = new Set(offers.map(({ listing }) => listing.sourceId));
  const nameOf = await Source.namesAmong(product.pages, sold);
  const variants = new Map(product.variants.map((item) => [item.variantId, item]));
  const best = bestOf(offers);
  return {
    groupId,
    title: group.title,
    description: group.description ?? null,
    brand: group.brandSlug && group.brandName ? { slug: group.brandSlug, name: group.brandName } : null,
    categories: Category.path(group.category ?? "").map(({ slug, name }) => ({ slug, name })),
    styleCode: group.styleCode ?? null,
    attributes: Object.entries(group.attributes ?? {}).map(([name, value]) => ({
      name: Attribute.nameOf(name),
      value: Attribute.labelOf(value),
    })),
    images: product.images.filter((image) => image.status !== "failed").map(imageOf),
    variants: product.variants.map((item) => variantOf(item, offers)).sort(bySize),
    shops: shopsOf(offers, variants, nameOf),
    offers: offers.map((offer) => ({ ...termsOf(offer, nameOf), ...optionOf(offer, variants) })),
    price: best?.effectivePrice ?? null,
    mrp: best?.listing.aboveMrp ? null : (best?.mrp ?? null),
    discount: best?.discount ?? 0,
    availability: offers.length > 0 ? bestAvailability(offers.map((o) => o.availability)) : "discontinued",
    rating: ratingOf(product.reviews?.tally),
    mergedInto: null,
    updatedAt: group.updatedAt,
    rev: Product.watchRevOf(group),
  };
}

function termsOf(offer: Offer, nameOf: (id: string) => string): Terms {
  const { listing } = offer;
  return {
    listingId: listing.listingId,
    source: { id: listing.sourceId, name: nameOf(listing.sourceId) },
    url: listing.url,
    price: offer.price,
    mrp: offer.mrp,
    effectivePrice: offer.effectivePrice,
    priceContext: offer.priceContext,
    discount: discountPercent(offer.effectivePrice, offer.mrp),
    availability: offer.availability,
    promotions: offer.promotions.map(({ description, code, validTo }) => ({
      description,
      code: code ?? null,
      validTo: validTo ?? null,
    })),
    aboveMrp: listing.aboveMrp,
    lastCheckedAt: offer.lastCheckedAt,
  };
}

function optionOf(offer: Offer, variants: ReadonlyMap<string, Variant>) {
  const { variantId } = offer.listing;
  const variant = variants.get(variantId);
  return {
    variantId,
    size: sizeOf(variant),
    colour: variant?.colour ?? null,
    colourFamily: variant?.colourFamily ?? null,
  };
}

function sizeOf(variant: Variant | undefined): SizeName | null {
  return variant?.size ? { system: variant.size.system, label: variant.size.label } : null;
}

/** One row a shop: its best offer, with the state of each size that it has. `offers` are best first. */
function shopsOf(offers: readonly Offer[], variants: ReadonlyMap<string, Variant>, nameOf: (id: string) => string) {
  return [...Map.groupBy(offers, (offer) => offer.listing.sourceId).values()].map((own) => {
    const sizes = new Map<string, SizeName & { availability: Availability }>();
    for (const offer of own) {
      const size = sizeOf(variants.get(offer.listing.variantId));
      // The first offer of a size is its best.
      if (size && !sizes.has(`${size.system} ${size.label}`)) {
        sizes.set(`${size.system} ${size.label}`, { ...size, availability: offer.availability });
      }
    }
    return { ...termsOf(own[0]!, nameOf), sizes: [...sizes.values()].sort(compareSizes) };
  });
}

function variantOf(variant: Variant, offers: readonly Offer[]): ProductPage["variants"][number] {
  const own = offers.filter((offer) => offer.listing.variantId === variant.variantId);
  return {
    variantId: variant.variantId,
    colour: variant.colour ?? null,
    colourFamily: variant.colourFamily ?? null,
    size: sizeOf(variant),
    availability: own.length > 0 ? bestAvailability(own.map((offer) => offer.availability)) : "discontinued",
    price: own.find(isBuyable)?.effectivePrice ?? null,
  };
}

function bySize(a: ProductPage["variants"][number], b: ProductPage["variants"][number]): number {
  return byText(a.colour ?? "", b.colour ?? "") || compareSizes(a.size, b.size);
}

const LETTERS = ["3XS", "XXS", "2XS", "XS", "S", "M", "L", "XL", "XXL", "2XL", "3XL", "4XL", "5XL", "6XL"];

/** Small before large: letters by their order, everything else by the number it begins with. */
function compareSizes(a: SizeName | null, b: SizeName | null): number {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  const rank = ({ label }: SizeName) => {
    const letter = LETTERS.indexOf(label.toUpperCase());
    return letter >= 0 ? letter : Number.parseFloat(label) || 0;
  };
  return byText(a.system, b.system) || rank(a) - rank(b) || byText(a.label, b.label);
}

function imageOf(image: Image): ProductPage["images"][number] {
  const { MEDIA_BASE_URL } = context().config;
  const renditions = (image.renditions ?? [])
    .map(({ width, key }) => ({ width, url: `${MEDIA_BASE_URL}/${key}` }))
    .sort((a, b) => a.width - b.width);
  return {
    url: renditions.at(-1)?.url ?? image.url,
    width: image.width ?? null,
    height: image.height ?? null,
    dominantColour: image.dominantColour ?? null,
    colourFamily: Colour.familyOf(image.colour) ?? null,
    alt: image.alt,
    renditions,
  };
}
