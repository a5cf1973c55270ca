import { AVAILABILITY, type Availability, SizeSystem } from "@stylegence/contracts/availability";
import type { SearchParams } from "@stylegence/contracts/query";
import { SORTS, type Sort } from "@stylegence/contracts/search";

/** Facets that are lists of values in the address. */
export const LISTS = ["category", "brand", "colour", "size", "availability", "source"] as const;
export type ListName = (typeof LISTS)[number];

/** What a results page shows, as its address says it. Prices are whole rupees, as people type them. */
export interface SearchState extends Record<ListName, string[]> {
  q: string;
  sizeSystem: string;
  min: number | null;
  max: number | null;
  discount: number | null;
  sort: Sort;
  cursor: string;
}

const MAX_VALUES = 20;
const PAISE = 100;
export const PAGE_SIZE = 24;

/** Reads an address. What makes no sense is dropped: a page always shows something. */
export function readState(search: URLSearchParams): SearchState {
  const text = (name: string, max: number) => (search.get(name) ?? "").trim().slice(0, max);
  const whole = (name: string, max: number) => {
    const value = text(name, 12);
    return /^\d+$/.test(value) && Number(value) <= max ? Number(value) : null;
  };
  const list = (name: string) => [...new Set(search.getAll(name).filter((v) => v !== "" && v.length <= 80))];
  const [min, max] = [whole("min", 10_000_000), whole("max", 10_000_000)];
  const swapped = min !== null && max !== null && min > max;
  const sort = text("sort", 20) as Sort;
  const sizeSystem = text("sizeSystem", 10);
  return {
    q: text("q", 200),
    category: list("category").slice(0, MAX_VALUES),
    brand: list("brand").slice(0, MAX_VALUES),
    colour: list("colour").slice(0, MAX_VALUES),
    size: list("size").slice(0, MAX_VALUES),
    availability: list("availability").filter((v) => AVAILABILITY.includes(v as Availability)),
    source: list("source").slice(0, MAX_VALUES),
    sizeSystem: SizeSystem.safeParse(sizeSystem).success ? sizeSystem : "",
    min: swapped ? max : min,
    max: swapped ? min : max,
    discount: whole("discount", 100),
    sort: SORTS.includes(sort) ? sort : "relevance",
    cursor: text("cursor", 2000),
  };
}

/** What the API is asked; prices become paise. A facet that the page itself stands for is added by `preset`. */
export function toParams(state: SearchState, preset: Partial<SearchParams> = {}): SearchParams {
  const params: SearchParams = { limit: PAGE_SIZE };
  if (state.q) params.q = state.q;
  for (const name of ["category", "brand", "colour", "size", "source"] as const) {
    if (state[name].length > 0) params[name] = state[name];
  }
  if (state.availability.length > 0) params.availability = state.availability as Availability[];
  if (state.sizeSystem) params.sizeSystem = state.sizeSystem as SizeSystem;
  if (state.min !== null) params.priceMin = state.min * PAISE;
  if (state.max !== null) params.priceMax = state.max * PAISE;
  if (state.discount !== null) params.discountMin = state.discount;
  if (state.sort !== "relevance") params.sort = state.sort;
  if (state.cursor) params.cursor = state.cursor;
  return { ...preset, ...params };
}

/** The address of a state under a path: defaults are left out, so that one state has one address. */
export function hrefOf(path: string, state: SearchState): string {
  const search = new URLSearchParams();
  if (state.q) search.set("q", state.q);
  for (const name of LISTS) for (const value of state[name]) search.append(name, value);
  if (state.sizeSystem) search.set("sizeSystem", state.sizeSystem);
  for (const name of ["min", "max", "discount"] as const)
    if (state[name] !== null) search.set(name, String(state[name]));
  if (state.sort !== "relevance") search.set("sort", state.sort);
  if (state.cursor) search.set("cursor", state.cursor);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The same search with something else, from its first page on. */
export function changed(state: SearchState, change: Partial<SearchState>): SearchState {
  return { ...state, cursor: "", ...change };
}

/** Without one value of a facet. */
export function dropped(state: SearchState, name: ListName, value: string): SearchState {
  return changed(state, { [name]: state[name].filter((one) => one !== value) });
}

/** Everything but the words. */
export function cleared(state: SearchState): SearchState {
  return { ...readState(new URLSearchParams()), q: state.q, sort: state.sort };
}

export function filterCount(state: SearchState): number {
  const lists = LISTS.reduce((sum, name) => sum + state[name].length, 0);
  return lists + (state.min === null && state.max === null ? 0 : 1) + (state.discount === null ? 0 : 1);
}
