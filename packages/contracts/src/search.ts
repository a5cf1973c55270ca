import * as z from "zod/mini";
import { Availability } from "./availability.ts";
import { Money } from "./money.ts";

export const SORTS = ["relevance", "price_asc", "price_desc", "discount", "newest", "price_drop", "rating"] as const;
export const Sort = z.enum(SORTS);
export type Sort = z.infer<typeof Sort>;

/** The facets, in the order the page shows them. Values of one are OR-ed, different ones are AND-ed. */
export const FACETS = ["category", "brand", "colour", "size", "price", "discount", "availability", "source"] as const;
export type FacetName = (typeof FACETS)[number];

/** What a search asks for. Lists come from repeated parameters. Prices are minor units of INR, discount whole per cent. */
export interface SearchQuery {
  q?: string;
  /** Category slugs; a slug also finds everything below it in the tree. */
  category?: string[];
  brand?: string[];
  colour?: string[];
  size?: string[];
  sizeSystem?: string;
  priceMin?: number;
  priceMax?: number;
  discountMin?: number;
  availability?: string[];
  source?: string[];
  sort?: Sort;
  limit?: number;
  cursor?: string;
}

/** One product group in a list of results. */
export const SearchItem = z.object({
  groupId: z.string(),
  title: z.string(),
  /** Display name, the value of the brand facet; null when no shop named one. */
  brand: z.nullable(z.string()),
  /** Slug of the leaf category, the value of the category facet. */
  category: z.nullable(z.string()),
  /** Address of the primary picture, same-origin where we store it. */
  image: z.nullable(z.string()),
  imageWidth: z.nullable(z.int()),
  imageHeight: z.nullable(z.int()),
  /** `#rrggbb` of the picture's dominant colour, shown until it has loaded. */
  imageColour: z.nullable(z.string()),
  colours: z.array(z.string()),
  /** The lowest effective price among offers that can be bought; null when there is none. */
  price: z.nullable(Money),
  mrp: z.nullable(Money),
  /** Whole per cent under MRP, computed. */
  discount: z.int(),
  /** How many shops sell it now. */
  offers: z.int(),
  sources: z.array(z.string()),
  availability: Availability,
  /** Whole per cent that the price fell in the last 30 days; 0 when it did not. */
  drop: z.int(),
});
export type SearchItem = z.infer<typeof SearchItem>;

export const FacetValue = z.object({
  value: z.string(),
  /** For people; the value itself where a facet needs no other. */
  label: z.optional(z.string()),
  count: z.int(),
});
export type FacetValue = z.infer<typeof FacetValue>;

export const SearchResponse = z.object({
  items: z.array(SearchItem),
  /** Counted per product group; each facet ignores its own filter, so that OR can be widened. */
  facets: z.record(z.string(), z.array(FacetValue)),
  total: z.int(),
  nextCursor: z.nullable(z.string()),
  /** "Did you mean": a spelling that would find more, or null. */
  suggestion: z.nullable(z.string()),
  /** Words that were left out, as nothing has them all; absent or empty where every word counted. */
  relaxed: z.optional(z.array(z.string())),
});
export type SearchResponse = z.infer<typeof SearchResponse>;

export const SuggestResponse = z.object({
  suggestions: z.array(
    z.object({
      text: z.string(),
      kind: z.enum(["query", "category", "brand", "product"]),
      /** Slug of the category or brand, or the group id. Absent for plain queries. */
      ref: z.optional(z.string()),
      image: z.optional(z.nullable(z.string())),
    }),
  ),
});
export type SuggestResponse = z.infer<typeof SuggestResponse>;
