import type { Availability } from "@stylegence/contracts/availability";
import type { ProductResponse } from "@stylegence/contracts/product";
import { toDecimal } from "../../format/money.ts";
import { average } from "../reviews/words.ts";
import { isBuyable } from "./offers.ts";

const SCHEMA: Partial<Record<Availability, string>> = {
  in_stock: "https://schema.org/InStock",
  back_order: "https://schema.org/BackOrder",
  pre_order: "https://schema.org/PreOrder",
  out_of_stock: "https://schema.org/OutOfStock",
  discontinued: "https://schema.org/Discontinued",
};

/**
 * schema.org Product with an AggregateOffer over the shops, as Google asks of a page that compares sellers: offers only where
 * something can be bought, in one currency, and no availability where it is not known.
 */
export function productData(product: ProductResponse, origin: string, path: string): object {
  const colour = product.variants.find((variant) => variant.colour)?.colour;
  return {
    "@context": "https://schema.org",
    "@type": "Product",
    "@id": new URL(path, origin).href,
    name: product.title,
    url: new URL(path, origin).href,
    ...(product.description ? { description: product.description } : {}),
    ...(product.images.length > 0
      ? { image: product.images.slice(0, 6).map(({ url }) => new URL(url, origin).href) }
      : {}),
    ...(product.brand ? { brand: { "@type": "Brand", name: product.brand.name } } : {}),
    ...(product.styleCode ? { mpn: product.styleCode } : {}),
    ...(colour ? { color: colour } : {}),
    ...(product.categories.length > 0 ? { category: product.categories.map(({ name }) => name).join(" > ") } : {}),
    ...ratingData(product),
    ...offersData(product),
  };
}

function ratingData({ rating }: ProductResponse): object {
  if (!rating) return {};
  return {
    aggregateRating: {
      "@type": "AggregateRating",
      ratingValue: average(rating.average),
      reviewCount: rating.count,
      bestRating: 5,
      worstRating: 1,
    },
  };
}

function offersData(product: ProductResponse): object {
  const currency = product.price?.currency;
  const shops = product.shops.filter(
    (shop) => isBuyable(shop.availability) && shop.effectivePrice.currency === currency,
  );
  if (!currency || shops.length === 0) return {};
  const amounts = shops.map(({ effectivePrice }) => effectivePrice.amount);
  const offers = shops.map((shop) => ({
    "@type": "Offer",
    url: shop.url,
    price: toDecimal(shop.effectivePrice),
    priceCurrency: currency,
    availability: SCHEMA[shop.availability],
    itemCondition: "https://schema.org/NewCondition",
    seller: { "@type": "Organization", name: shop.source.name },
  }));
  return {
    offers: {
      "@type": "AggregateOffer",
      priceCurrency: currency,
      lowPrice: toDecimal({ amount: Math.min(...amounts), currency }),
      highPrice: toDecimal({ amount: Math.max(...amounts), currency }),
      offerCount: shops.length,
      offers,
    },
  };
}
