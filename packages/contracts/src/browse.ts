import * as z from "zod/mini";
import { SearchItem } from "./search.ts";

export const Category = z.object({
  slug: z.string(),
  name: z.string(),
  parent: z.nullable(z.string()),
  count: z.int(),
});
export type Category = z.infer<typeof Category>;

export const CategoriesResponse = z.object({ items: z.array(Category) });
export type CategoriesResponse = z.infer<typeof CategoriesResponse>;

export const CategoryResponse = z.object({
  slug: z.string(),
  name: z.string(),
  path: z.array(z.object({ slug: z.string(), name: z.string() })),
  children: z.array(Category),
});
export type CategoryResponse = z.infer<typeof CategoryResponse>;

export const Brand = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  count: z.int(),
});
export type Brand = z.infer<typeof Brand>;

export const BrandsResponse = z.object({ items: z.array(Brand) });
export type BrandsResponse = z.infer<typeof BrandsResponse>;

/** What the front page shows a visitor. */
export const HomeResponse = z.object({
  trending: z.array(SearchItem),
  drops: z.array(SearchItem),
  newest: z.array(SearchItem),
  categories: z.array(Category),
  brands: z.array(Brand),
});
export type HomeResponse = z.infer<typeof HomeResponse>;

/** A page of product addresses, for the sitemap. */
export const ProductRefsResponse = z.object({
  items: z.array(z.object({ groupId: z.string(), title: z.string(), updatedAt: z.string() })),
  nextCursor: z.nullable(z.string()),
});
export type ProductRefsResponse = z.infer<typeof ProductRefsResponse>;
