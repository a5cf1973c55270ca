import { hash26 } from "../platform/hash.ts";
import { between, type Clause, oneOf } from "./clause.ts";
import { ALL_PARTS, type Parts } from "./match.ts";
import { literally, type Understood, understand } from "./understanding.ts";

export const SORTS = ["relevance", "price_asc", "price_desc", "discount", "newest", "price_drop", "rating"] as const;
export type Sort = (typeof SORTS)[number];

/** What a search asks for. Lists are OR-ed within, different fields AND-ed. Amounts are minor units of INR, discounts whole per cent. */
export interface SearchQuery {
  q?: string;
  category?: string[];
  brand?: string[];
  colour?: string[];
  size?: string[];
  sizeSystem?: string;
  priceMin?: number;
  priceMax?: number;
  discountMin?: number;
  availability?: string[];
  source?: string[];
  sort?: Sort;
  limit?: number;
  cursor?: string;
}

export interface Plan {
  /** Normalised; empty when everything is asked for. */
  text: string;
  asked: Understood;
  parts: Parts;
  query: SearchQuery;
  sort: Sort;
  limit: number;
  /** Of everything but the cursor and page length: a cursor is good for one query only. */
  fingerprint: string;
}

const MAX_TEXT = 200;
const DEFAULT_LIMIT = 24;
const MAX_LIMIT = 60;

/** Reads a query into what the engine is asked. */
export function plan(query: SearchQuery, parts: Parts = ALL_PARTS): Plan {
  const text = normalise(query.q ?? "");
  const sort = query.sort ?? "relevance";
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const told = Object.entries({ ...asked, q: text, sort }).filter(([, value]) => value !== undefined);
  return {
    text,
    asked: parts.understanding ? understand(text) : literally(text),
    parts,
    query,
    sort,
    limit: Math.min(MAX_LIMIT, Math.max(1, query.limit ?? DEFAULT_LIMIT)),
    fingerprint: hash26(JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1)))),
  };
}

/** Two spellings of a query that mean the same have one form: it keys caches and cursors. */
export function normalise(q: string): string {
  return q
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_TEXT)
    .trim();
}

export type FilterName = "category" | "brand" | "colour" | "size" | "price" | "discount" | "availability" | "source";

/** What a document must fulfil, leaving out the filter of one facet where that facet is counted. */
export function filters(query: SearchQuery, except?: FilterName): Clause[] {
  const clauses: Partial<Record<FilterName, Clause>> = {
    category: some(query.category, (slugs) => oneOf("categories", slugs)),
    brand: some(query.brand, (names) => oneOf("brand", names)),
    ...colourAndSize(query, except),
    price: priceFilter(query),
    discount: query.discountMin ? between("discount", query.discountMin) : undefined,
    availability: some(query.availability, (states) => oneOf("availability", states)),
    source: some(query.source, (ids) => oneOf("sources", ids)),
  };
  if (except) delete clauses[except];
  return Object.values(clauses).filter((clause) => clause !== undefined);
}

function some(values: string[] | undefined, make: (values: string[]) => Clause): Clause | undefined {
  return values?.length ? make(values) : undefined;
}

function priceFilter({ priceMin, priceMax }: SearchQuery): Clause | undefined {
  if (priceMin === undefined && priceMax === undefined) return undefined;
  return between("priceInr", priceMin, priceMax);
}

/** Red in L means that the red one can be bought in L: together the two ask for one of the garment's options. */
function colourAndSize(query: SearchQuery, except?: FilterName): { colour?: Clause; size?: Clause } {
  const { colour = [], size = [] } = query;
  const sizes = sizeTokens(query);
  if (colour.length > 0 && size.length > 0 && except !== "colour" && except !== "size") {
    return {
      colour: oneOf(
        "options",
        colour.flatMap((family) => sizes.map((token) => option(family, token))),
      ),
    };
  }
  return {
    ...(colour.length > 0 ? { colour: oneOf("colours", colour) } : {}),
    ...(size.length > 0 ? { size: oneOf("sizes", sizes) } : {}),
  };
}

/** How an option is written in the index. */
export function option(colour: string, sizeToken: string): string {
  return `${colour}|${sizeToken}`;
}

/** What stands before a size label in the index: the system asked for, converted sizes included, or `=` for what shops wrote. */
export function sizePrefix(system: string | undefined): string {
  return system ? `${system}:` : "=";
}

export function sizeTokens({ size = [], sizeSystem }: SearchQuery): string[] {
  return size.map((label) => sizePrefix(sizeSystem) + label.trim().toUpperCase());
}
