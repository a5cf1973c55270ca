import * as z from "zod/mini";
import { AVAILABILITY, SizeSystem } from "./availability.ts";
import { Sort } from "./search.ts";

const words = (max: number) => z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(max));
const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));
const Cursor = z.string().check(z.maxLength(2000));
/** Minor units; a crore of rupees is more than any garment. */
const Amount = whole(0, 1_000_000_000);

/** Query of `GET /search`. Repeat a list's parameter for OR; different parameters are AND-ed. Unknown parameters are ignored. */
export const SearchParams = z.object({
  q: z.optional(z.string().check(z.maxLength(200))),
  category: z.optional(words(20)),
  brand: z.optional(words(30)),
  colour: z.optional(words(20)),
  size: z.optional(words(20)),
  sizeSystem: z.optional(SizeSystem),
  priceMin: z.optional(Amount),
  priceMax: z.optional(Amount),
  discountMin: z.optional(whole(0, 100)),
  availability: z.optional(z.array(z.enum(AVAILABILITY)).check(z.maxLength(AVAILABILITY.length))),
  source: z.optional(words(20)),
  sort: z.optional(Sort),
  limit: z.optional(whole(1, 60)),
  cursor: z.optional(Cursor),
});
export type SearchParams = z.infer<typeof SearchParams>;

export const SuggestParams = z.object({
  q: z.string().check(z.minLength(1), z.maxLength(100)),
  limit: z.optional(whole(1, 20)),
});
export type SuggestParams = z.infer<typeof SuggestParams>;

/** Query of `GET /products/{groupId}`. */
export const ProductParams = z.object({
  /** What else the answer shall carry, so that a page needs no second request. */
  include: z.optional(z.array(z.enum(["prices"])).check(z.maxLength(1))),
});
export type ProductParams = z.infer<typeof ProductParams>;

export const PricesParams = z.object({
  /** How far back, in days. */
  days: z.optional(whole(1, 730)),
});
export type PricesParams = z.infer<typeof PricesParams>;

export const SimilarParams = z.object({ limit: z.optional(whole(1, 24)) });
export type SimilarParams = z.infer<typeof SimilarParams>;

/** The catalogue's products in equal parts, which can be walked side by side. */
export const PRODUCT_PARTS = 8;

export const PageParams = z.object({
  /** One of the parts; all of them, one after the other, without it. */
  part: z.optional(whole(0, PRODUCT_PARTS - 1)),
  limit: z.optional(whole(1, 1000)),
  cursor: z.optional(Cursor),
});
export type PageParams = z.infer<typeof PageParams>;

export const GroupId = z.string().check(z.regex(/^prd_[0-9A-HJKMNP-TV-Z]{26}$/));
export const Slug = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(100));
