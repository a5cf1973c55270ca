/** What the common suite asks of one route. `{groupId}` stands for a product that is there. */
export interface RouteCase {
  /** Answers 200. */
  good: string;
  /** Answer 400; the field that the problem must name. */
  bad: { path: string; field: string }[];
  /** Answer the one 404. */
  missing: string[];
}

const NOBODY = "prd_00000000000000000000000000";
const LONG = "a".repeat(300);
const NOT_IDS = ["prd_x", "..%2F..%2Fetc", "%27%20OR%201%3D1", `prd_${LONG}`, "prd_0000000000000000000000000i"];

const missingProduct = (tail: string) => [NOBODY, ...NOT_IDS].map((id) => `/products/${id}${tail}`);
const missingSlug = (folder: string) =>
  ["no-such-slug", "Kurtas", "a--b", "%00", LONG].map((slug) => `/${folder}/${slug}`);

/** A row for every operation of the public API, by its id. */
export const routeCases: Record<string, RouteCase> = {
  search: {
    good: "/search?q=kurta&availability=in_stock&sort=price_asc&limit=2",
    bad: [
      { path: `/search?q=${LONG}`, field: "q" },
      { path: "/search?limit=0", field: "limit" },
      { path: "/search?priceMin=ten", field: "priceMin" },
      { path: "/search?priceMin=200&priceMax=100", field: "priceMin" },
      { path: "/search?discountMin=101", field: "discountMin" },
      { path: "/search?sort=best", field: "sort" },
      { path: "/search?sizeSystem=FR", field: "sizeSystem" },
      { path: "/search?cursor=bm90IG91cnM", field: "cursor" },
      { path: `/search?${"brand=x&".repeat(31)}`, field: "brand" },
    ],
    missing: [],
  },
  suggest: {
    good: "/suggest?q=ku",
    bad: [
      { path: "/suggest", field: "q" },
      { path: "/suggest?q=%20", field: "q" },
      { path: `/suggest?q=${LONG}`, field: "q" },
      { path: "/suggest?q=a&limit=21", field: "limit" },
    ],
    missing: [],
  },
  listProducts: {
    good: "/products?limit=1",
    bad: [
      { path: "/products?limit=1001", field: "limit" },
      { path: "/products?part=8", field: "part" },
      { path: "/products?cursor=zzz", field: "cursor" },
    ],
    missing: [],
  },
  getProduct: {
    good: "/products/{groupId}?include=prices",
    bad: [{ path: "/products/{groupId}?include=all", field: "include" }],
    missing: missingProduct(""),
  },
  getReviews: {
    good: "/products/{groupId}/reviews?sort=helpful&verified=true",
    bad: [
      { path: "/products/{groupId}/reviews?sort=best", field: "sort" },
      { path: "/products/{groupId}/reviews?rating=6", field: "rating" },
      { path: "/products/{groupId}/reviews?verified=no", field: "verified" },
      { path: "/products/{groupId}/reviews?limit=31", field: "limit" },
      { path: "/products/{groupId}/reviews?cursor=AAAA", field: "cursor" },
    ],
    missing: missingProduct("/reviews"),
  },
  getPrices: {
    good: "/products/{groupId}/prices?days=30",
    bad: [{ path: "/products/{groupId}/prices?days=0", field: "days" }],
    missing: missingProduct("/prices"),
  },
  getSimilar: {
    good: "/products/{groupId}/similar",
    bad: [{ path: "/products/{groupId}/similar?limit=many", field: "limit" }],
    missing: missingProduct("/similar"),
  },
  getHome: { good: "/home", bad: [], missing: [] },
  listCategories: { good: "/categories", bad: [], missing: [] },
  getCategory: { good: "/categories/women-kurtas", bad: [], missing: missingSlug("categories") },
  listBrands: { good: "/brands", bad: [], missing: [] },
  getBrand: { good: "/brands/vanya", bad: [], missing: missingSlug("brands") },
  getHealth: { good: "/health", bad: [], missing: [] },
};
