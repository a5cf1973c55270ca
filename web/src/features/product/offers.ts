import { AVAILABILITY, type Availability } from "@stylegence/contracts/availability";
import type { Offer, ProductResponse, ShopOffer } from "@stylegence/contracts/product";
import { compareSizes } from "../../format/size.ts";
import { isShowable } from "./picture.ts";

export interface Selection {
  /** `SYSTEM:label`, or empty for any. */
  size: string;
  /** As in `ColourChoice`. */
  colour: string;
}

export interface SizeChoice {
  key: string;
  label: string;
  system: string;
  /** Some shop may have it. */
  buyable: boolean;
}

const BUYABLE = new Set<Availability>(["in_stock", "back_order", "pre_order", "unknown"]);
const rank = (availability: Availability) => AVAILABILITY.indexOf(availability);
const keyOf = (size: { system: string; label: string }) => `${size.system}:${size.label}`;

/** As far as is known: a page that does not say may well have it. */
export function isBuyable(availability: Availability): boolean {
  return BUYABLE.has(availability);
}

/** What the address selects, where the product has it. A size may be given by its label alone, where that means one. */
export function readSelection(search: URLSearchParams, product: ProductResponse): Selection {
  const asked = search.get("size") ?? "";
  const sizes = product.variants.flatMap((variant) => (variant.size ? [variant.size] : []));
  const labelled = new Set(sizes.filter(({ label }) => label === asked).map(keyOf));
  const size = labelled.size === 1 ? [...labelled][0]! : asked;
  const colour = search.get("colour") ?? "";
  return {
    size: product.variants.some((v) => v.size && keyOf(v.size) === size) ? size : "",
    colour: product.variants.some((v) => colourOf(v) === colour) ? colour : "",
  };
}

export interface ColourChoice {
  /** Family of the colour, or its name where it has none. */
  key: string;
  /** The name that most variants have. */
  label: string;
}

const colourOf = (option: { colour: string | null; colourFamily: string | null }) =>
  option.colourFamily ?? option.colour;

/** The colours of the garment: what one shop calls fuchsia and another rani pink is one choice. */
export function coloursOf(product: ProductResponse): ColourChoice[] {
  const byKey = Map.groupBy(product.variants, (variant) => colourOf(variant) ?? "");
  byKey.delete("");
  return [...byKey].map(([key, variants]) => ({ key, label: commonest(variants.map(({ colour }) => colour ?? key)) }));
}

function commonest(names: string[]): string {
  const counts = [...Map.groupBy(names, (name) => name)].sort(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0] ?? "";
}

/** The pictures, those in the chosen colour first. */
export function picturesFor(product: ProductResponse, colour: string): ProductResponse["images"] {
  const images = product.images.filter(({ url }) => isShowable(url));
  return images.toSorted((a, b) => Number(b.colourFamily === colour) - Number(a.colourFamily === colour));
}

/** The sizes of the garment in its colour; one that only unsure or empty shops list is not buyable. */
export function sizesOf(product: ProductResponse, colour: string): SizeChoice[] {
  const choices = new Map<string, SizeChoice>();
  for (const variant of product.variants) {
    if (!variant.size || variant.size.system === "ONE" || (colour && colourOf(variant) !== colour)) continue;
    const key = keyOf(variant.size);
    const known = choices.get(key) ?? { key, label: variant.size.label, system: variant.size.system, buyable: false };
    known.buyable ||= isBuyable(variant.availability);
    choices.set(key, known);
  }
  return [...choices.values()].sort((a, b) => a.system.localeCompare(b.system) || compareSizes(a.label, b.label));
}

/** One row a shop for what is selected, best first: what can be bought, then what is cheaper. */
export function shopsFor(product: ProductResponse, { size, colour }: Selection): ShopOffer[] {
  if (!size && !colour) return product.shops;
  const inColour = product.offers.filter((offer) => !colour || (colourOf(offer) ?? colour) === colour);
  const matching = inColour.filter((offer) => !size || (offer.size !== null && keyOf(offer.size) === size));
  const best = new Map<string, Offer>();
  for (const offer of matching) {
    const known = best.get(offer.source.id);
    if (!known || compare(offer, known) < 0) best.set(offer.source.id, offer);
  }
  const sizesAt = (shop: string) => inColour.filter((offer) => offer.source.id === shop);
  return [...best.values()].sort(compare).map((offer) => ({ ...offer, sizes: foldSizes(sizesAt(offer.source.id)) }));
}

function foldSizes(offers: Offer[]): ShopOffer["sizes"] {
  const sizes = new Map<string, ShopOffer["sizes"][number]>();
  for (const { size, availability } of offers) {
    if (!size) continue;
    const known = sizes.get(keyOf(size));
    if (!known || rank(availability) < rank(known.availability)) sizes.set(keyOf(size), { ...size, availability });
  }
  return [...sizes.values()].sort((a, b) => compareSizes(a.label, b.label));
}

function compare(a: Offer, b: Offer): number {
  return (
    Number(isBuyable(b.availability)) - Number(isBuyable(a.availability)) ||
    rank(a.availability) - rank(b.availability) ||
    a.effectivePrice.amount - b.effectivePrice.amount
  );
}

/** What the dearest shop that has it asks more than the best one; 0 with one shop. Minor units. */
export function savingOf(shops: ShopOffer[]): number {
  const prices = shops.filter((shop) => isBuyable(shop.availability)).map((shop) => shop.effectivePrice.amount);
  return prices.length < 2 ? 0 : Math.max(...prices) - Math.min(...prices);
}

export type Mark = { kind: "cheapest"; inStockOnly: boolean } | { kind: "dearer" | "cheaper"; amount: number };

/**
 * How a shop's price lies to that of the one we would send a shopper to, the first that may have it: minor units more or less. That
 * one is the cheapest, of all that may have it or of those in stock. Null where there is nothing to compare.
 */
export function markOf(shop: ShopOffer, shops: ShopOffer[]): Mark | null {
  const open = shops.filter((one) => isBuyable(one.availability));
  const [best] = open;
  if (!best || open.length < 2 || !open.includes(shop)) return null;
  const { amount, currency } = best.effectivePrice;
  if (shop === best) {
    const inStockOnly = open.some(({ effectivePrice }) => effectivePrice.amount < amount);
    return { kind: "cheapest", inStockOnly };
  }
  const apart = shop.effectivePrice.amount - amount;
  if (apart === 0 || shop.effectivePrice.currency !== currency) return null;
  return { kind: apart > 0 ? "dearer" : "cheaper", amount: Math.abs(apart) };
}
