import type { Variant } from "./variant.entity.ts";
import { slug } from "./words.ts";

/**
 * The group's variant that a shop's option is: by GTIN, else colour as named and size, else colour family and size where
 * neither side has two shades of that family; a side that names no colour means the only one there is. Null when it is new.
 */
export function variantFor(
  option: Coloured & { gtin?: string },
  variants: readonly Variant[],
  page: readonly Coloured[],
): Variant | undefined {
  const byGtin = option.gtin ? variants.find((variant) => variant.gtin === option.gtin) : undefined;
  if (byGtin) return byGtin;
  const sameSize = variants.filter((variant) => sizeOf(variant) === sizeOf(option));
  const named = sameSize.find((variant) => shade(variant) === shade(option));
  if (named) return named;
  const pageShades = shadesOf(page);
  const groupShades = shadesOf(variants);
  if (!option.colour || groupShades.size === 0 || (groupShades.size === 1 && groupShades.has(""))) {
    const oneEach = pageShades.size <= 1 && groupShades.size <= 1;
    return oneEach ? sameSize[0] : undefined;
  }
  const family = option.colourFamily;
  if (!family || countFamily(page, family) !== 1 || countFamily(variants, family) !== 1) return undefined;
  return sameSize.find((variant) => variant.colourFamily === family);
}

interface Coloured {
  colour?: string;
  colourFamily?: string;
  size?: { system: string; label: string } | null;
}

const shade = (item: Coloured): string => slug(item.colour ?? "");
const sizeOf = (item: Coloured): string => (item.size ? `${item.size.system} ${item.size.label}` : "");
const shadesOf = (items: readonly Coloured[]): Set<string> => new Set(items.map(shade));

function countFamily(items: readonly Coloured[], family: string): number {
  return new Set(items.filter((item) => item.colourFamily === family).map(shade)).size;
}
