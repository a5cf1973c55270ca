import type { CanonicalProduct, CanonicalVariant } from "@stylegence/crawler/product";
import { plain } from "../catalog/words.ts";

const MIN_WORDS = 2;

/** The rows of one page, each an option, as the one product that the page shows. There is at least one. */
export function combine(products: readonly CanonicalProduct[]): CanonicalProduct {
  const first = products[0]!;
  if (products.length === 1) return first;
  const variants = products.flatMap((product) =>
    product.variants.length > 0 ? product.variants : [optionOf(product)],
  );
  const same = <K extends keyof CanonicalProduct>(field: K) =>
    products.every((product) => product[field] === first[field]) ? first[field] : null;
  return {
    ...first,
    name: nameOf(products.map(({ name }) => name)),
    gtin: same("gtin"),
    sku: same("sku"),
    mpn: same("mpn"),
    colour: same("colour"),
    images: distinct(
      products.flatMap(({ images }) => images),
      ({ url }) => url,
    ),
    sizes: distinct(
      products.flatMap(({ sizes }) => sizes),
      ({ system, label }) => `${system} ${label}`,
    ),
    promotions: distinct(
      products.flatMap(({ promotions }) => promotions),
      (one) => JSON.stringify(one),
    ),
    variants,
    warnings: [...new Set(products.flatMap(({ warnings }) => warnings))],
  };
}

function optionOf(product: CanonicalProduct): CanonicalVariant {
  return {
    sku: product.sku ?? undefined,
    gtin: product.gtin ?? undefined,
    mpn: product.mpn ?? undefined,
    colour: product.colour ?? undefined,
    size: product.sizes.length === 1 ? product.sizes[0] : null,
    price: product.price,
    mrp: product.mrp,
    availability: product.availability,
    url: product.url,
    image: product.images[0]?.url,
  };
}

/** Titles of options often end in colour and size: what they begin with alike is the product's. */
function nameOf(names: readonly string[]): string {
  const [first = "", ...others] = names;
  const words = first.split(/\s+/);
  const alike = words.findIndex((word, at) => others.some((other) => other.split(/\s+/)[at] !== word));
  if (alike < 0) return first;
  const start = words
    .slice(0, alike)
    .join(" ")
    .replace(/[\s\-–—,|/(:]+$/, "");
  return plain(start).split(" ").filter(Boolean).length >= MIN_WORDS ? start : first;
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].reverse();
}
