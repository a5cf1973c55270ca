import { ProductRefsResponse } from "@stylegence/contracts/browse";
import { ItemsResponse, PricesResponse, ProductResponse } from "@stylegence/contracts/product";
import { GroupId, PageParams, PricesParams, ProductParams, SimilarParams } from "@stylegence/contracts/query";
import { ReviewParams, ReviewsResponse } from "@stylegence/contracts/review";
import * as z from "zod/mini";
import { shared } from "../../api/route.ts";
import { type Route, route } from "../route.ts";

const Params = z.object({ groupId: GroupId });
/** How far back prices go where nobody says. */
const PRICE_DAYS = 180;

export const productRoutes: Route[] = [
  route({
    path: "/products",
    id: "listProducts",
    summary: "Every product's id, title and time of change, page by page",
    params: undefined,
    query: PageParams,
    response: ProductRefsResponse,
    responseName: "ProductRefsResponse",
    cacheControl: shared(600),
    answer: async ({ query, reads }) => ({ body: await reads.products(query) }),
  }),
  route({
    path: "/products/{groupId}",
    id: "getProduct",
    summary: "A product with its variants and the offers of every shop; 301 where it was merged into another",
    params: Params,
    query: ProductParams,
    response: ProductResponse,
    responseName: "ProductResponse",
    cacheControl: shared(30),
    answer: async ({ params, query, reads }) => {
      const product = await reads.product(params.groupId, query.include?.includes("prices") ? PRICE_DAYS : undefined);
      return "title" in product ? { body: product } : { moved: `/products/${product.mergedInto}`, body: product };
    },
  }),
  route({
    path: "/products/{groupId}/prices",
    id: "getPrices",
    summary: "Daily lowest price by shop, with the all-time low and a deal score",
    params: Params,
    query: PricesParams,
    response: PricesResponse,
    responseName: "PricesResponse",
    cacheControl: shared(60),
    answer: async ({ params, query, reads }) => ({
      body: await reads.prices(params.groupId, query.days ?? PRICE_DAYS),
    }),
  }),
  route({
    path: "/products/{groupId}/reviews",
    id: "getReviews",
    summary: "A product's reviews and what they come to; 301 where it was merged into another",
    params: Params,
    query: ReviewParams,
    response: ReviewsResponse,
    responseName: "ReviewsResponse",
    // Who takes a name or measurements back is not shown with them a moment longer.
    cacheControl: "no-store",
    answer: async ({ params, query, reads }) => {
      const found = await reads.reviews(params.groupId, query);
      return "items" in found ? { body: found } : { moved: `/products/${found.mergedInto}/reviews`, body: found };
    },
  }),
  route({
    path: "/products/{groupId}/similar",
    id: "getSimilar",
    summary: "Products that look or read alike",
    params: Params,
    query: SimilarParams,
    response: ItemsResponse,
    responseName: "ItemsResponse",
    cacheControl: shared(300),
    answer: async ({ params, query, reads }) => ({ body: await reads.similar(params.groupId, query.limit ?? 12) }),
  }),
];
