import * as Category from "../catalog/category.ts";
import { all } from "./clause.ts";
import { type FilterName, filters, type SearchQuery, sizePrefix } from "./query.ts";

export interface FacetValue {
  value: string;
  label?: string;
  count: number;
}
export type Facets = Record<FilterName, FacetValue[]>;

/** Minor units of INR; a value of the facet is `from-to`, both inclusive, the last without an end. */
const PRICE_STEPS = [0, 50_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000];
const DISCOUNT_STEPS = [10, 20, 30, 40, 50, 60, 70];
const MAX_VALUES: Partial<Record<FilterName, number>> = { category: 300, brand: 60, size: 60 };
const NAMES: FilterName[] = ["category", "brand", "colour", "size", "price", "discount", "availability", "source"];

interface Bucket {
  key: string;
  doc_count: number;
}
interface Counted {
  buckets?: Bucket[];
  /** Where other facets' filters narrow what is counted, or rare values were asked for. */
  values?: { buckets: Bucket[] };
  asked?: { buckets: Bucket[] };
}
export type Aggregations = Record<string, Counted>;

/** Counts each facet over what the other facets' filters leave. */
export function aggregations(query: SearchQuery): Record<string, object> {
  return Object.fromEntries(
    NAMES.map((name) => {
      const others = filters(query, name);
      const own = counts(name, query);
      const isPlain = others.length === 0 && own.asked === undefined;
      return [name, isPlain ? own.values : { filter: all(others), aggs: own }];
    }),
  );
}

interface Counting {
  values: object;
  asked?: object;
}

function counts(name: FilterName, query: SearchQuery): Counting {
  switch (name) {
    case "category":
      return values("categories", name, query.category);
    case "brand":
      return values("brand", name, query.brand);
    case "colour":
      return query.size?.length ? { values: { terms: coloursOf(query) } } : values("colours", name, query.colour);
    case "size":
      return query.colour?.length ? { values: { terms: sizesOf(query) } } : sizeValues(query);
    case "source":
      return { values: { terms: { field: "sourceLabels", size: 100 } } };
    case "availability":
      return values("availability", name, query.availability);
    case "price":
      return { values: { range: { field: "priceInr", ranges: priceRanges() } } };
    case "discount":
      return {
        values: { range: { field: "discount", ranges: DISCOUNT_STEPS.map((from) => ({ from, key: String(from) })) } },
      };
  }
}

/** The commonest values, and those asked for even where they are rare. */
function values(field: string, name: FilterName, asked: string[] | undefined): Counting {
  const size = MAX_VALUES[name] ?? 50;
  const common = { values: { terms: { field, size } } };
  return asked?.length ? { ...common, asked: { terms: { field, size: asked.length, include: asked } } } : common;
}

function sizeValues(query: SearchQuery): Counting {
  const prefix = sizePrefix(query.sizeSystem);
  return { values: { terms: { field: "sizes", size: MAX_VALUES.size, include: `${prefix}.*` } } };
}

/** Counted from the options, so that red counts only where red comes in one of the sizes asked for. */
function coloursOf(query: SearchQuery): object {
  const source = `
    def found = [];
    for (o in doc['options']) {
      int cut = o.indexOf('|');
      if (params.sizes.contains(o.substring(cut + 1))) found.add(o.substring(0, cut));
    }
    return found;`;
  const sizes = (query.size ?? []).map((label) => sizePrefix(query.sizeSystem) + label.trim().toUpperCase());
  return { script: { source, params: { sizes } }, size: 50 };
}

function sizesOf(query: SearchQuery): object {
  const source = `
    def found = [];
    for (o in doc['options']) {
      int cut = o.indexOf('|');
      if (params.colours.contains(o.substring(0, cut)) && o.startsWith(params.prefix, cut + 1)) found.add(o.substring(cut + 1));
    }
    return found;`;
  const params = { colours: query.colour ?? [], prefix: sizePrefix(query.sizeSystem) };
  return { script: { source, params }, size: MAX_VALUES.size };
}

function priceRanges(): object[] {
  return PRICE_STEPS.map((from, at) => {
    const to = PRICE_STEPS[at + 1];
    return { from, ...(to === undefined ? {} : { to }), key: `${from}-${to === undefined ? "" : to - 1}` };
  });
}

/** What the engine counted, as facets; values nobody has are left out, except those asked for. */
export function read(counted: Aggregations, query: SearchQuery): Facets {
  return Object.fromEntries(NAMES.map((name) => [name, readOne(name, counted[name], query)])) as Facets;
}

function readOne(name: FilterName, counted: Counted | undefined, query: SearchQuery): FacetValue[] {
  const buckets = counted?.buckets ?? counted?.values?.buckets ?? [];
  const known = new Set(buckets.map(({ key }) => key));
  const rare = (counted?.asked?.buckets ?? []).filter(({ key }) => !known.has(key));
  const prefix = name === "size" ? sizePrefix(query.sizeSystem).length : 0;
  return [...buckets, ...rare]
    .filter(({ doc_count: count }) => count > 0)
    .map(({ key, doc_count: count }) => named(name, key.slice(prefix), count));
}

function named(name: FilterName, value: string, count: number): FacetValue {
  if (name === "price") return { value, label: priceLabel(value), count };
  if (name === "discount") return { value, label: `${value}% and more`, count };
  if (name === "category") return { value, label: Category.get(value)?.name ?? value, count };
  const cut = name === "source" ? value.indexOf("|") : -1;
  return cut < 0 ? { value, count } : { value: value.slice(0, cut), label: value.slice(cut + 1), count };
}

function priceLabel(value: string): string {
  const [from = "0", to = ""] = value.split("-");
  const rupees = (minor: number) => `₹${Math.round(minor / 100).toLocaleString("en-IN")}`;
  if (to === "") return `${rupees(Number(from))} and more`;
  if (from === "0") return `Under ${rupees(Number(to) + 1)}`;
  return `${rupees(Number(from))} – ${rupees(Number(to) + 1)}`;
}
