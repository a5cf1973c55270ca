import type {
  Brand,
  BrandsResponse,
  CategoriesResponse,
  CategoryResponse,
  HomeResponse,
  ProductRefsResponse,
} from "@stylegence/contracts/browse";
import type { ItemsResponse, PricesResponse, ProductResponse } from "@stylegence/contracts/product";
import type { PageParams, SearchParams } from "@stylegence/contracts/query";
import type { ReviewParams, ReviewsResponse } from "@stylegence/contracts/review";
import type { SearchResponse, SuggestResponse } from "@stylegence/contracts/search";

/** Where a group that was merged away went. */
export interface Moved {
  mergedInto: string;
}

/** What the public API asks of the domain. Each verb throws `DomainError`, `not_found` among them. */
export interface Reads {
  search(query: SearchParams): Promise<SearchResponse>;
  suggest(q: string, limit: number): Promise<SuggestResponse>;
  /** With the prices of so many days, where they are wanted. */
  product(groupId: string, priceDays?: number): Promise<ProductResponse | Moved>;
  prices(groupId: string, days: number): Promise<PricesResponse>;
  reviews(groupId: string, query: ReviewParams): Promise<ReviewsResponse | Moved>;
  similar(groupId: string, limit: number): Promise<ItemsResponse>;
  products(page: PageParams): Promise<ProductRefsResponse>;
  home(): Promise<HomeResponse>;
  categories(): Promise<CategoriesResponse>;
  category(slug: string): Promise<CategoryResponse>;
  brands(): Promise<BrandsResponse>;
  brand(slug: string): Promise<Brand>;
  /** Throws `unavailable` when the table or the search engine does not answer. */
  health(): Promise<void>;
}
