import {
  Brand,
  BrandsResponse,
  CategoriesResponse,
  CategoryResponse,
  HomeResponse,
} from "@stylegence/contracts/browse";
import { Slug } from "@stylegence/contracts/query";
import * as z from "zod/mini";
import { shared } from "../../api/route.ts";
import { type Route, route } from "../route.ts";

const Params = z.object({ slug: Slug });

export const browseRoutes: Route[] = [
  route({
    path: "/home",
    id: "getHome",
    summary: "What the front page shows: trending, price drops, new, categories and brands",
    params: undefined,
    query: undefined,
    response: HomeResponse,
    responseName: "HomeResponse",
    cacheControl: shared(60),
    answer: async ({ reads }) => ({ body: await reads.home() }),
  }),
  route({
    path: "/categories",
    id: "listCategories",
    summary: "The tree of categories with the number of products in each",
    params: undefined,
    query: undefined,
    response: CategoriesResponse,
    responseName: "CategoriesResponse",
    cacheControl: shared(300),
    answer: async ({ reads }) => ({ body: await reads.categories() }),
  }),
  route({
    path: "/categories/{slug}",
    id: "getCategory",
    summary: "A category, the way to it from the root, and what is below it",
    params: Params,
    query: undefined,
    response: CategoryResponse,
    responseName: "CategoryResponse",
    cacheControl: shared(300),
    answer: async ({ params, reads }) => ({ body: await reads.category(params.slug) }),
  }),
  route({
    path: "/brands",
    id: "listBrands",
    summary: "The brands with the number of products of each",
    params: undefined,
    query: undefined,
    response: BrandsResponse,
    responseName: "BrandsResponse",
    cacheControl: shared(300),
    answer: async ({ reads }) => ({ body: await reads.brands() }),
  }),
  route({
    path: "/brands/{slug}",
    id: "getBrand",
    summary: "A brand",
    params: Params,
    query: undefined,
    response: Brand,
    responseName: "Brand",
    cacheControl: shared(300),
    answer: async ({ params, reads }) => ({ body: await reads.brand(params.slug) }),
  }),
];
