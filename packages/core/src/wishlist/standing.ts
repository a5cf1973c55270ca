import type { Image } from "../catalog/image.entity.ts";
import { bestAvailability, bestOf, type Offer, offersOf } from "../catalog/offer.ts";
import type { Product } from "../catalog/product.ts";
import * as Source from "../catalog/source.ts";
import type { Variant } from "../catalog/variant.entity.ts";
import type { Availability } from "../platform/attributes.ts";
import { context } from "../platform/context.ts";
import type { ShownOffer, Subject } from "./wish.ts";

/** What holds of a variant at a moment, for everybody: prices of members and of coupons are left out, their stock is not. */
export interface Standing {
  groupId: string;
  subject: Subject;
  offer: ShownOffer | null;
  availability: Availability;
}

/** Where each of some variants of a product stands now, by the catalogue's own order of offers. */
export async function standingsOf(product: Product, variantIds: Iterable<string>): Promise<Map<string, Standing>> {
  const wanted = new Set(variantIds);
  const offers = offersOf(product, context().now()).filter(({ listing }) => wanted.has(listing.variantId));
  const nameOf = await Source.namesAmong(
    product.pages,
    offers.map(({ listing }) => listing.sourceId),
  );
  const variants = product.variants.filter(({ variantId }) => wanted.has(variantId));
  return new Map(variants.map((variant) => [variant.variantId, standing(product, variant, offers, nameOf)]));
}

function standing(
  product: Product,
  variant: Variant,
  offers: readonly Offer[],
  nameOf: (sourceId: string) => string,
): Standing {
  const own = offers.filter(({ listing }) => listing.variantId === variant.variantId);
  const best = bestOf(own.filter(({ priceContext }) => priceContext === "public"));
  return {
    groupId: product.group.groupId,
    subject: subjectOf(product, variant),
    offer: best && shown(best, nameOf(best.listing.sourceId)),
    availability: own.length > 0 ? bestAvailability(own.map((offer) => offer.availability)) : "discontinued",
  };
}

function shown({ listing, effectivePrice, mrp, discount, availability }: Offer, name: string): ShownOffer {
  return {
    listingId: listing.listingId,
    source: { id: listing.sourceId, name },
    url: listing.url,
    price: { amount: effectivePrice.amount, currency: effectivePrice.currency },
    ...(mrp && !listing.aboveMrp && { mrp: { amount: mrp.amount, currency: mrp.currency } }),
    discount,
    availability,
  };
}

function subjectOf({ group, images }: Product, variant: Variant): Subject {
  const { title, brandSlug, brandName } = group;
  const { colour, colourFamily, size } = variant;
  const image = pictureOf(images, colour);
  return {
    title,
    ...(brandSlug && brandName && { brand: { slug: brandSlug, name: brandName } }),
    ...(colour && { colour }),
    ...(colourFamily && { colourFamily }),
    ...(size && { size: { system: size.system, label: size.label } }),
    ...(image && { image: picture(image) }),
  };
}

/** Rather one of that colour, rather one that we keep. */
function pictureOf(images: readonly Image[], colour: string | undefined): Image | undefined {
  const usable = images.filter(({ status }) => status !== "failed");
  const stored = usable.filter(({ status }) => status === "stored");
  const ofColour = (image: Image) => colour !== undefined && image.colour === colour;
  return stored.find(ofColour) ?? stored[0] ?? usable.find(ofColour) ?? usable[0];
}

/** Wide enough for a row of the list on a sharp screen. */
const ENOUGH_PIXELS = 320;

function picture({ renditions = [], url, width, height, dominantColour }: Image): NonNullable<Subject["image"]> {
  const sorted = renditions.toSorted((a, b) => a.width - b.width);
  const key = (sorted.find((one) => one.width >= ENOUGH_PIXELS) ?? sorted.at(-1))?.key;
  return {
    ...(key ? { key } : { url }),
    ...(width && { width }),
    ...(height && { height }),
    ...(dominantColour && { dominantColour }),
  };
}
