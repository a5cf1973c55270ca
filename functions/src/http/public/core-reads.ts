import * as Brand from "@stylegence/core/catalog/brand";
import * as Category from "@stylegence/core/catalog/category";
import * as History from "@stylegence/core/catalog/history";
import * as Product from "@stylegence/core/catalog/product";
import * as ProductPage from "@stylegence/core/catalog/product-page";
import * as Refs from "@stylegence/core/catalog/refs";
import { notFound } from "@stylegence/core/platform/errors";
import * as Reviews from "@stylegence/core/review/page";
import * as Browse from "@stylegence/core/search/browse";
import * as Match from "@stylegence/core/search/match";
import { count } from "@stylegence/core/search/request";
import { search } from "@stylegence/core/search/search";
import { similar } from "@stylegence/core/search/similar";
import { suggest } from "@stylegence/core/search/suggest";
import type { Reads } from "./reads.ts";

const PAGE_SIZE = 200;
const NOBODY = "prd_00000000000000000000000000";

/** The reads of the public API by the domain's own verbs; its shapes are those of the contracts. */
export const reads: Reads = {
  search,
  suggest: async (q, limit) => ({ suggestions: await suggest(q, limit) }),
  product: (groupId, priceDays) => ProductPage.read(groupId, { priceDays }),
  prices: (groupId, days) => History.read(groupId, { sinceDays: days }),
  reviews: (groupId, { verified, ...query }) => Reviews.read(groupId, { ...query, verified: verified === "true" }),
  similar: async (groupId, limit) => ({ items: await similar(groupId, limit) }),
  async products({ part, cursor, limit = PAGE_SIZE }) {
    const page = await Refs.list({ part, cursor, limit });
    return { items: page.items, nextCursor: page.cursor };
  },
  home: Browse.home,
  categories: async () => ({ items: await Browse.categories() }),
  async category(slug) {
    const path = Category.path(slug);
    const own = path.at(-1);
    if (!own) throw notFound({ slug });
    const children = (await Browse.categories()).filter((category) => category.parent === slug);
    return { slug, name: own.name, path: path.map(({ slug, name }) => ({ slug, name })), children };
  },
  brands: async () => ({ items: await Browse.brands() }),
  async brand(slug) {
    const [stored, listed] = await Promise.all([Brand.get(slug), Browse.brands()]);
    const known = listed.find((brand) => brand.slug === slug);
    if (!stored && !known) throw notFound({ slug });
    return {
      slug,
      name: known?.name ?? stored!.name,
      description: stored?.description ?? null,
      count: known?.count ?? 0,
    };
  },
  async health() {
    await Promise.all([Product.find(NOBODY), count(Match.everything())]);
  },
};
