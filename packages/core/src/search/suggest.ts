import { type Clause, oneOf } from "./clause.ts";
import * as Completion from "./completion.ts";
import { normalise } from "./query.ts";
import { searchLive } from "./request.ts";
import * as Taxonomy from "./taxonomy.ts";

export interface Suggestion {
  text: string;
  kind: "query" | "category" | "brand" | "product";
  /** Slug of the category or brand, or the group id. Absent for plain queries. */
  ref?: string;
  image?: string | null;
}

const MAX_QUERIES = 4;
const MAX_CATEGORIES = 3;
const MAX_BRANDS = 2;
const TIMEOUT_MS = 400;

/** What somebody may be about to type: queries known to find something, categories, brands and garments. */
export async function suggest(q: string, limit = 10): Promise<Suggestion[]> {
  const text = normalise(q);
  if (text === "") return [];
  const [taxonomy, products] = await Promise.all([Taxonomy.read(), garments(text, limit)]);
  const completed = Completion.complete(text, taxonomy);
  const places = [
    ...completed.queries.slice(0, MAX_QUERIES).map((query): Suggestion => ({ text: query, kind: "query" })),
    ...completed.categories
      .slice(0, MAX_CATEGORIES)
      .map(({ name, slug }): Suggestion => ({ text: name, kind: "category", ref: slug })),
    ...completed.brands
      .slice(0, MAX_BRANDS)
      .map(({ name, slug }): Suggestion => ({ text: name, kind: "brand", ref: slug })),
  ];
  // However many places there are, some garments are shown with them.
  const room = Math.max(limit - places.length, Math.min(products.length, Math.floor(limit / 3)));
  return [...places.slice(0, limit - Math.min(room, products.length)), ...products.slice(0, room)].slice(0, limit);
}

interface Garment {
  groupId: string;
  title: string;
  brand?: string;
  image?: { url: string };
}

const FIELDS = ["title.typed", "title.typed._2gram", "brand.words^2"];
/** So few as written ask for a look at what is spelt nearly so, which costs the engine several times as much. */
const FEW = 3;

/** Garments whose title or brand goes on as the text does: its last word may be unfinished. */
async function garments(text: string, limit: number): Promise<Suggestion[]> {
  const written = await beginning({ query: text }, limit);
  if (written.length >= Math.min(FEW, limit)) return written;
  const alike = await beginning({ query: text, fuzziness: "AUTO:4,7", prefix_length: 1, max_expansions: 20 }, limit);
  const known = new Set(written.map(({ ref }) => ref));
  return [...written, ...alike.filter(({ ref }) => !known.has(ref))].slice(0, limit);
}

async function beginning(match: { query: string } & Clause, limit: number): Promise<Suggestion[]> {
  const typed = { multi_match: { ...match, type: "bool_prefix", operator: "and", fields: FIELDS } };
  const response = await searchLive<{ hits: { hits: { _source: Garment }[] } }>({
    query: {
      function_score: {
        query: { bool: { must: [typed], filter: [oneOf("available", ["true"])] } },
        field_value_factor: { field: "popularity", factor: 1, missing: 0 },
        boost_mode: "sum",
      },
    },
    sort: [{ _score: "desc" }, { groupId: "asc" }],
    size: limit,
    track_total_hits: false,
    timeout: `${TIMEOUT_MS}ms`,
    _source: ["groupId", "title", "brand", "image"],
  });
  return (response?.hits.hits ?? []).map(({ _source: { groupId, title, brand, image } }) => ({
    text: brand && !title.toLowerCase().startsWith(brand.toLowerCase()) ? `${brand} ${title}` : title,
    kind: "product",
    ref: groupId,
    image: image?.url ?? null,
  }));
}
