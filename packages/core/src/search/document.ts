import * as Category from "../catalog/category.ts";
import * as Colour from "../catalog/colour.ts";
import { bestAvailability, bestOf, isBuyable, offersOf } from "../catalog/offer.ts";
import type { Product } from "../catalog/product.ts";
import type { Variant } from "../catalog/variant.entity.ts";
import type { Availability } from "../platform/attributes.ts";
import { standingOf } from "../review/tally.ts";
import { vectorKey } from "./index-definition.ts";
import { popularity } from "./popularity.ts";
import * as Prices from "./price-now.ts";
import { option } from "./query.ts";
import { sizeTokens } from "./size-tokens.ts";

/** One product group as the index holds it. Amounts are minor units, `discount` and `drop` whole per cent. */
export interface SearchDocument {
  groupId: string;
  /** Of the item collection that it was made from; the document's version too. */
  rev: number;
  title: string;
  brand?: string;
  brandSlug?: string;
  /** Leaf, and the whole path of slugs from the root to it. */
  category?: string;
  categories: string[];
  gender?: string;
  colours: string[];
  /** Of what can be bought: `EU:42`, with what it converts to, and `=42` for what a shop wrote. */
  sizes: string[];
  /** `red|EU:42`: which colours can be bought in which sizes. */
  options: string[];
  words: { category?: string; colour?: string; gender?: string; attributes?: string; codes?: string };
  price?: number;
  /** The price where it is in rupees: what is filtered, counted and sorted by. */
  priceInr?: number;
  currency?: string;
  mrp?: number;
  discount: number;
  drop: number;
  availability: Availability;
  available: boolean;
  sources: string[];
  /** `threadmill|Threadmill`: for the facet, which shows names. */
  sourceLabels: string[];
  /** Shops that sell it now. */
  offers: number;
  /** What it is sorted by among rated ones, hundredths of a star; absent without a review. */
  stars?: number;
  dealScore?: number;
  popularity: number;
  createdAt: string;
  updatedAt: string;
  image?: { url: string; width?: number; height?: number; colour?: string };
  steps?: PriceStep[];
  vectors?: Record<string, number[]>;
}

/** The price from a moment on, as far as it can be known in advance. */
export interface PriceStep {
  from: string;
  price?: number;
  mrp?: number;
  discount: number;
}

export interface Surroundings {
  now: Date;
  /** Where stored pictures are served, no trailing slash. */
  mediaBaseUrl: string;
  /** Display name of a source. */
  nameOf: (sourceId: string) => string;
  vector: { model: string; values: readonly number[] } | null;
  drop: number;
  dealScore: number | null;
}

const DAY_MS = 86_400_000;

/** What the index holds of a group; null for one that is not to be found: merged away, or with nothing that a shop ever sold. */
export function build(product: Product, around: Surroundings): SearchDocument | null {
  const { group } = product;
  const offers = offersOf(product, around.now);
  if (group.mergedInto || product.listings.length === 0) return null;
  const best = bestOf(offers);
  const steps = Prices.stepsOf(product, around.now);
  const open = offers.filter(isBuyable);
  const shops = unique(open.map((offer) => offer.listing.sourceId));
  const sources = shops.length > 0 ? shops : unique(product.listings.map((listing) => listing.sourceId));
  const drop = best ? around.drop : 0;
  const families = familiesIn(product);
  return {
    groupId: group.groupId,
    rev: group.rev,
    title: group.title,
    brand: group.brandName,
    brandSlug: group.brandSlug,
    category: group.category,
    categories: Category.path(group.category ?? "").map(({ slug }) => slug),
    gender: group.gender,
    ...optionsOf(product, new Set(open.map((offer) => offer.listing.variantId)), families),
    words: wordsOf(product, families),
    ...Prices.priceOf(best),
    priceInr: best?.effectivePrice.currency === "INR" ? best.effectivePrice.amount : undefined,
    currency: best?.effectivePrice.currency,
    drop,
    availability: offers.length > 0 ? bestAvailability(offers.map((offer) => offer.availability)) : "discontinued",
    available: best !== null,
    sources,
    sourceLabels: sources.map((id) => `${id}|${around.nameOf(id)}`),
    offers: shops.length,
    stars: standingOf(product.reviews?.tally),
    dealScore: around.dealScore ?? undefined,
    popularity: popularity({
      shops: shops.length,
      dealScore: around.dealScore,
      drop,
      ageDays: (around.now.getTime() - Date.parse(group.createdAt)) / DAY_MS,
      available: best !== null,
    }),
    createdAt: group.createdAt,
    updatedAt: group.updatedAt,
    image: imageOf(product, around.mediaBaseUrl),
    ...(steps.length > 0 ? { steps } : {}),
    ...(around.vector ? { vectors: { [vectorKey(around.vector.model)]: [...around.vector.values] } } : {}),
  };
}

/** Colour families of a variant. */
type Families = (variant: Variant) => readonly string[];

/** Colours and sizes of what can be bought, or of everything where nothing can. */
function optionsOf(
  { group, variants }: Product,
  bought: ReadonlySet<string>,
  families: Families,
): Pick<SearchDocument, "colours" | "sizes" | "options"> {
  const open = variants.filter((variant) => bought.has(variant.variantId));
  const shown = open.length > 0 ? open : variants;
  const tokens = new Map(shown.map((variant) => [variant, sizesOf(variant, group)]));
  const options = shown.flatMap((variant) =>
    families(variant).flatMap((family) => (tokens.get(variant) ?? []).map((token) => option(family, token))),
  );
  return {
    colours: unique(shown.flatMap(families)),
    sizes: unique([...tokens.values()].flat()),
    options: unique(options),
  };
}

function sizesOf(variant: Variant, group: Product["group"]): string[] {
  return variant.size ? sizeTokens(variant.size, group) : [];
}

function familiesOf(variant: Variant): string[] {
  const parsed = variant.colour ? Colour.parse(variant.colour) : null;
  return unique([variant.colourFamily, parsed?.primary, parsed?.secondary].filter((family) => family != null));
}

/** Each variant's own; where none of them has a colour, those of the title for all. */
function familiesIn({ group, variants }: Product): Families {
  if (variants.some((variant) => variant.colour || variant.colourFamily)) return familiesOf;
  const told = Colour.inTitle(group.title, group.brandName);
  return () => told;
}

function wordsOf({ group, variants }: Product, families: Families): SearchDocument["words"] {
  const colours = unique(variants.flatMap((variant) => [...families(variant), variant.colour ?? ""]));
  const codes = unique(variants.flatMap((variant) => [variant.gtin ?? "", variant.mpn ?? ""]));
  const words = {
    category: Category.path(group.category ?? "")
      .map(({ name }) => name)
      .join(" "),
    colour: colours.join(" "),
    gender: group.gender ?? "",
    attributes: Object.values(group.attributes ?? {}).join(" "),
    codes: [group.styleCode ?? "", ...codes].join(" "),
  };
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ""));
}

function imageOf({ images }: Product, mediaBaseUrl: string): SearchDocument["image"] {
  const shown = images.filter((image) => image.status !== "failed");
  const primary = shown.find((image) => image.status === "stored") ?? shown[0];
  if (!primary) return undefined;
  const card = primary.renditions?.find(({ width }) => width >= CARD_WIDTH) ?? primary.renditions?.at(-1);
  return {
    url: card ? `${mediaBaseUrl}/${card.key}` : primary.url,
    width: primary.width,
    height: primary.height,
    colour: primary.dominantColour,
  };
}

/** Pixels: what a card of a list needs on a phone with a dense screen. */
const CARD_WIDTH = 640;

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)].filter((value) => value !== "");
}
