import { oneOf } from "./clause.ts";
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

/** Garments whose title or brand goes on as the text does: its last word may be unfinished. */
async function garments(text: string, limit: number): Promise<Suggestion[]> {
  const fields = ["title.typed", "title.typed._2gram", "brand.words^2"];
  const exact = { multi_match: { query: text, type: "bool_prefix", operator: "and", fields } };
  const misspelt = {
    multi_match: {
      query: text,
      type: "bool_prefix",
      operator: "and",
      fields,
      fuzziness: "AUTO:4,7",
      prefix_length: 1,
      boost: 0.1,
    },
  };
  const response = await searchLive<{ hits: { hits: { _source: Garment }[] } }>({
    query: {
      function_score: {
        query: { bool: { should: [exact, misspelt], minimum_should_match: 1, filter: [oneOf("available", ["true"])] } },
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
