import type { Image } from "../src/catalog/image.entity.ts";
import type { Listing } from "../src/catalog/listing.entity.ts";
import type { Product } from "../src/catalog/product.ts";
import type { Promotion } from "../src/catalog/promotion.entity.ts";
import type { Variant } from "../src/catalog/variant.entity.ts";

const AT = "2026-11-01T00:00:00.000Z";
const GROUP = "prd_01JZ0000000000000000000001";
const inr = (rupees: number) => ({ amount: rupees * 100, currency: "INR" });

/** A group as the table would hold it, put together by hand. */
export function aGroup(change: Partial<Product["group"]> = {}, parts: Partial<Omit<Product, "group">> = {}): Product {
  const variants = parts.variants ?? [aVariant("v1")];
  return {
    group: {
      groupId: GROUP,
      rev: 3,
      shard: 0,
      title: "Floral Print Straight Kurta",
      brandSlug: "vanya",
      brandName: "Vanya",
      category: "women-kurtas",
      gender: "women",
      attributes: { fabric: "cotton", pattern: "floral" },
      namedBy: "shop-a/1",
      createdAt: AT,
      updatedAt: AT,
      ...change,
    },
    variants,
    listings: parts.listings ?? variants.map((variant) => aListing(variant.variantId)),
    images: parts.images ?? [],
    promotions: parts.promotions ?? [],
    pages: parts.pages ?? [],
  };
}

export function aVariant(variantId: string, change: Partial<Variant> = {}): Variant {
  return {
    groupId: GROUP,
    variantId,
    key: variantId,
    colour: "Rani Pink",
    colourFamily: "pink",
    size: { system: "ALPHA", label: "M", raw: "Medium" },
    createdAt: AT,
    updatedAt: AT,
    ...change,
  };
}

export function aListing(variantId: string, change: Partial<Listing> = {}): Listing {
  return {
    groupId: GROUP,
    listingId: `lst_${variantId}_${change.sourceId ?? "shop-a"}`,
    variantId,
    sourceId: "shop-a",
    pageKey: "1",
    optionKey: variantId,
    url: "https://shop-a.example/1",
    price: inr(1000),
    mrp: inr(2000),
    priceContext: "public",
    aboveMrp: false,
    availability: "in_stock",
    createdAt: AT,
    updatedAt: AT,
    ...change,
  };
}

export function aPromotion(change: Partial<Promotion> = {}): Promotion {
  return {
    groupId: GROUP,
    promotionId: "ofr_1",
    sourceId: "shop-a",
    pageKey: "1",
    key: "k",
    description: "20% off",
    kind: "percent",
    value: 20,
    createdAt: AT,
    boundaryHour: "never",
    boundaryAt: "never",
    ...change,
  };
}

export function anImage(imageId: string, change: Partial<Image> = {}): Image {
  return {
    groupId: GROUP,
    imageId,
    url: `https://shop-a.example/${imageId}.jpg`,
    alt: "Kurta",
    sourceId: "shop-a",
    pageKey: "1",
    position: 0,
    status: "pending",
    createdAt: AT,
    updatedAt: AT,
    ...change,
  };
}
