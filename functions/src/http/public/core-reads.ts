import * as History from "@stylegence/core/catalog/history";
import * as ProductPage from "@stylegence/core/catalog/product-page";
import { DomainError } from "@stylegence/core/platform/errors";
import * as Search from "@stylegence/core/search/search";
import type { Reads } from "./reads.ts";

const soon = () => Promise.reject(new DomainError("unavailable", "Not built yet."));

/** The reads of the public API, by the domain's own verbs: its shapes are those of the contracts. */
export const reads: Reads = {
  search: Search.search,
  suggest: soon,
  product: ProductPage.read,
  prices: (groupId, days) => History.read(groupId, { sinceDays: days }),
  similar: soon,
  products: soon,
  home: soon,
  categories: soon,
  category: soon,
  brands: soon,
  brand: soon,
  health: soon,
};
