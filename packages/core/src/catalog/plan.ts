import { context } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { type Write, write } from "../platform/transaction.ts";
import { image } from "./image.entity.ts";
import { imageKeyOf } from "./keys.ts";
import { type Listing, listing } from "./listing.entity.ts";
import { observe } from "./observe.ts";
import { pricePoint } from "./price-point.entity.ts";
import type { Product } from "./product.ts";
import { promotion } from "./promotion.entity.ts";
import { boundaryOf } from "./promotion.ts";
import { type Option, promotionKeyOf, type Reading } from "./reading.ts";
import { type Variant, variant } from "./variant.entity.ts";
import { variantFor } from "./variant.ts";

/** What changes in a group's collection. Each bundle is to be written in one transaction. */
export interface Plan {
  bundles: Write[][];
  changes: Set<"price" | "availability" | "content" | "images" | "promotions">;
  /** Why parts of the page were not taken, for the summary. */
  reasons: string[];
  /** A price awaits a second crawl. */
  held: boolean;
  /** Colours of all variants as they will be. */
  colours: string[];
}

type Collection = Pick<Product, "variants" | "listings" | "images" | "promotions">;

/** Compares what a page shows with what is stored and plans the writes that make up the difference; none when all is equal. */
export function planOf(reading: Reading, current: Collection, groupId: string): Plan {
  const plan: Plan = { bundles: [], changes: new Set(), reasons: [], held: false, colours: [] };
  const variants = [...current.variants];
  const own = current.listings.filter((l) => l.sourceId === reading.from.sourceId && l.pageKey === reading.pageKey);
  for (const option of reading.options)
    planOption(plan, reading, option, { groupId, variants, own, rest: reading.options });
  if (!reading.from.partial) {
    const shown = new Set(reading.options.map((option) => option.key));
    for (const gone of own.filter((l) => !shown.has(l.optionKey))) planGone(plan, gone, reading.from.checkedAt);
  }
  planPromotions(plan, reading, current, groupId);
  planImages(plan, reading, current, groupId);
  plan.colours = [...new Set(variants.flatMap((v) => (v.colourFamily ? [v.colourFamily] : [])))].sort();
  return plan;
}

interface Place {
  groupId: string;
  variants: Variant[];
  own: Listing[];
  rest: readonly Option[];
}

function planOption(plan: Plan, reading: Reading, option: Option, place: Place): void {
  const known = place.own.find((candidate) => candidate.optionKey === option.key) ?? null;
  const seen = observe(known, option.sight);
  if (seen.reason) plan.reasons.push(`${seen.reason} ${option.key}`);
  if (seen.next.held) plan.held = true;
  const isSame = known && !seen.changed && known.url === option.url && known.sourceProductId === option.sku;
  if (isSame) return;
  const { now, newId } = context();
  const at = now().toISOString();
  const bundle: Write[] = [];
  const found = known
    ? place.variants.find((v) => v.variantId === known.variantId)
    : variantFor(option, place.variants, place.rest);
  const chosen = found ?? newVariant(option, place.groupId, at);
  if (!found) {
    place.variants.push(chosen);
    bundle.push(write(variant().create(chosen)));
    plan.changes.add("content");
  }
  const next: Listing = {
    groupId: place.groupId,
    listingId: known?.listingId ?? newId("lst"),
    variantId: known?.variantId ?? chosen.variantId,
    sourceId: reading.from.sourceId,
    sellerId: reading.from.sellerId ?? known?.sellerId,
    pageKey: reading.pageKey,
    optionKey: option.key,
    sourceProductId: option.sku,
    url: option.url,
    ...seen.next,
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
    priceChangedAt: seen.priceChanged ? reading.from.checkedAt : known?.priceChangedAt,
    discontinuedAt:
      seen.next.availability === "discontinued" ? (known?.discontinuedAt ?? reading.from.checkedAt) : undefined,
  };
  bundle.push(write(listing().put(next)));
  if (seen.priceChanged) {
    bundle.push(pointFor(next, known, reading.from.checkedAt));
    plan.changes.add("price");
  }
  if (seen.availabilityChanged) plan.changes.add("availability");
  plan.bundles.push(bundle);
}

function newVariant(option: Option, groupId: string, at: string): Variant {
  return {
    groupId,
    variantId: context().newId("var"),
    key: option.key,
    colour: option.colour,
    colourFamily: option.colourFamily,
    size: option.size,
    gtin: option.gtin,
    mpn: option.mpn,
    createdAt: at,
    updatedAt: at,
  };
}

function pointFor(next: Listing, known: Listing | null, at: string): Write {
  const gap = known?.availability === "discontinued" || known?.priceContext !== next.priceContext;
  return write(
    pricePoint().create({
      groupId: next.groupId,
      listingId: next.listingId,
      sourceId: next.sourceId,
      at,
      price: next.price,
      mrp: next.mrp,
      priceContext: next.priceContext,
      previous: gap ? undefined : known?.price,
    }),
  );
}

/** A listing that its shop no longer shows: out of the offers, its history ended but kept. */
export function planGone(plan: Plan, gone: Listing, at: string): void {
  if (gone.availability === "discontinued") return;
  const next: Listing = { ...gone, availability: "discontinued", held: undefined, discontinuedAt: at, updatedAt: at };
  const bundle = [write(listing().put(next))];
  if (gone.price) {
    const { groupId, listingId, sourceId, priceContext, price } = gone;
    bundle.push(write(pricePoint().create({ groupId, listingId, sourceId, at, priceContext, previous: price })));
  }
  plan.bundles.push(bundle);
  plan.changes.add("availability");
}

function planPromotions(plan: Plan, reading: Reading, current: Collection, groupId: string): void {
  const { now, newId } = context();
  const own = current.promotions.filter((p) => p.sourceId === reading.from.sourceId && p.pageKey === reading.pageKey);
  const shown = new Map(reading.promotions.map((found) => [promotionKeyOf(found), found]));
  for (const [key, found] of shown) {
    const known = own.find((candidate) => candidate.key === key);
    if (known && known.validFrom === found.validFrom && known.validTo === found.validTo) continue;
    const next = {
      ...found,
      groupId,
      key,
      promotionId: known?.promotionId ?? newId("ofr"),
      sourceId: reading.from.sourceId,
      pageKey: reading.pageKey,
      createdAt: known?.createdAt ?? now().toISOString(),
    };
    plan.bundles.push([write(promotion().put({ ...next, ...boundaryOf(next, now()) }))]);
    plan.changes.add("promotions");
  }
  if (reading.from.partial) return;
  for (const gone of own.filter((candidate) => !shown.has(candidate.key))) {
    plan.bundles.push([write(promotion().delete({ groupId, promotionId: gone.promotionId }))]);
    plan.changes.add("promotions");
  }
}

/** Enough of a gallery: further shops' pictures of the garment would show it twice. */
const ENOUGH_IMAGES = 3;

function planImages(plan: Plan, reading: Reading, current: Collection, groupId: string): void {
  const { now, newId } = context();
  const at = now().toISOString();
  const own = current.images.filter((i) => i.sourceId === reading.from.sourceId && i.pageKey === reading.pageKey);
  const others = current.images.length - own.length;
  if (own.length === 0 && others >= ENOUGH_IMAGES) return;
  const shown = new Set(reading.images.map((found) => imageKeyOf(found.url)));
  const known = new Set(current.images.map((stored) => imageKeyOf(stored.url)));
  reading.images.forEach((found, index) => {
    const key = imageKeyOf(found.url);
    if (known.has(key)) return;
    known.add(key);
    const imageId = newId("img");
    const item = {
      ...found,
      groupId,
      imageId,
      sourceId: reading.from.sourceId,
      pageKey: reading.pageKey,
      position: others * 100 + index,
      status: "pending" as const,
      createdAt: at,
      updatedAt: at,
    };
    plan.bundles.push([write(image().create(item)), message("media", { groupId, imageId })]);
    plan.changes.add("images");
  });
  if (reading.from.partial || shown.size === 0) return;
  for (const gone of own.filter((stored) => !shown.has(imageKeyOf(stored.url)))) {
    plan.bundles.push([write(image().delete({ groupId, imageId: gone.imageId }))]);
    plan.changes.add("images");
  }
}
