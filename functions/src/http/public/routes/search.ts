import { SearchParams, SuggestParams } from "@stylegence/contracts/query";
import { SearchResponse, SuggestResponse } from "@stylegence/contracts/search";
import { DomainError } from "@stylegence/core/platform/errors";
import { shared } from "../../api/route.ts";
import { type Route, route } from "../route.ts";

export const searchRoutes: Route[] = [
  route({
    path: "/search",
    id: "search",
    summary: "Products that match words and filters, with facets",
    params: undefined,
    query: SearchParams,
    response: SearchResponse,
    responseName: "SearchResponse",
    cacheControl: shared(30),
    answer: async ({ query, reads }) => {
      if ((query.priceMin ?? 0) > (query.priceMax ?? Number.POSITIVE_INFINITY)) {
        const fields = [{ field: "priceMin", message: "must not be above priceMax" }];
        throw new DomainError("invalid", "The query has parameters that can't be read.", { fields });
      }
      return { body: await reads.search(query) };
    },
  }),
  route({
    path: "/suggest",
    id: "suggest",
    summary: "Completions of what somebody is typing",
    params: undefined,
    query: SuggestParams,
    response: SuggestResponse,
    responseName: "SuggestResponse",
    cacheControl: shared(300),
    answer: async ({ query, reads }) => ({ body: await reads.suggest(query.q, query.limit ?? 8) }),
  }),
];
