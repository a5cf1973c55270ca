import type {
  Brand,
  BrandsResponse,
  CategoriesResponse,
  CategoryResponse,
  HomeResponse,
  ProductRefsResponse,
} from "@stylegence/contracts/browse";
import type { Problem } from "@stylegence/contracts/problem";
import type { ItemsResponse, ProductResponse } from "@stylegence/contracts/product";
import type { PageParams, SearchParams } from "@stylegence/contracts/query";
import type { ReviewParams, ReviewsResponse } from "@stylegence/contracts/review";
import type { SearchResponse, SuggestResponse } from "@stylegence/contracts/search";

type Values = Record<string, string | number | string[] | undefined>;

/** Sends a request to the API: `fetch` in the browser, the public app itself on the server. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** An answer that is no success. `problem` is what the API said, where it could say something. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `The API answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** The public API, typed by its contracts. Every call throws `ApiError` when the answer is no success. */
export function createClient(send: Send) {
  async function get<T>(path: string, query: Values = {}, signal?: AbortSignal): Promise<T> {
    const response = await send(`/api/v1${path}${toQuery(query)}`, signal ? { signal } : {});
    if (response.ok || response.status === 301) return (await response.json()) as T;
    const isProblem = response.headers.get("content-type")?.includes("application/problem+json");
    throw new ApiError(response.status, isProblem ? ((await response.json()) as Problem) : null);
  }

  const id = encodeURIComponent;
  return {
    search: (query: SearchParams) => get<SearchResponse>("/search", { ...query }),
    suggest: (q: string, signal?: AbortSignal) => get<SuggestResponse>("/suggest", { q }, signal),
    product: (groupId: string, include: "prices"[] = []) =>
      get<ProductResponse | { mergedInto: string }>(`/products/${id(groupId)}`, { include }),
    reviews: (groupId: string, query: ReviewParams) =>
      get<ReviewsResponse | { mergedInto: string }>(`/products/${id(groupId)}/reviews`, { ...query }),
    similar: (groupId: string, limit?: number) => get<ItemsResponse>(`/products/${id(groupId)}/similar`, { limit }),
    products: (page: PageParams) => get<ProductRefsResponse>("/products", { ...page }),
    home: () => get<HomeResponse>("/home"),
    categories: () => get<CategoriesResponse>("/categories"),
    category: (slug: string) => get<CategoryResponse>(`/categories/${id(slug)}`),
    brands: () => get<BrandsResponse>("/brands"),
    brand: (slug: string) => get<Brand>(`/brands/${id(slug)}`),
  };
}

/** `?a=1&b=x&b=y`, lists repeated, absent values left out. */
export function toQuery(values: Values): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  const text = search.toString();
  return text && `?${text}`;
}
