import { context } from "../platform/context.ts";
import { names } from "./engine.ts";
import { searchLive } from "./request.ts";

export interface Taxonomy {
  /** Groups at and below each category, by slug. */
  categories: Map<string, number>;
  brands: { slug: string; name: string; count: number }[];
  /** Colours that a leaf category can be bought in, the commonest first, by slug. */
  colours: Map<string, { colour: string; count: number }[]>;
}

interface Bucket {
  key: string;
  doc_count: number;
}
interface Response {
  aggregations: {
    categories: { buckets: Bucket[] };
    brands: { buckets: (Bucket & { slug: { buckets: Bucket[] } })[] };
    leaves: { leaf: { buckets: (Bucket & { colours: { buckets: Bucket[] } })[] } };
  };
}

const KEPT_MS = 60_000;
const MAX_BRANDS = 5000;

const kept = new Map<string, { taxonomy: Promise<Taxonomy>; at: number }>();

/** What the index holds of which category, brand and colour, counted once a minute in a running function. */
export function read(): Promise<Taxonomy> {
  const { live } = names();
  const key = `${context().config.SEARCH_ENDPOINT} ${live}`;
  const now = context().now().getTime();
  const known = kept.get(key);
  if (known && now - known.at < KEPT_MS) return known.taxonomy;
  const taxonomy = count();
  kept.set(key, { taxonomy, at: now });
  // What could not be counted is counted anew by the next caller.
  taxonomy.catch(() => kept.delete(key));
  return taxonomy;
}

async function count(): Promise<Taxonomy> {
  const response = await searchLive<Response>({
    size: 0,
    track_total_hits: false,
    aggs: {
      categories: { terms: { field: "categories", size: 1000 } },
      brands: {
        terms: { field: "brand", size: MAX_BRANDS },
        aggs: { slug: { terms: { field: "brandSlug", size: 1 } } },
      },
      leaves: {
        filter: { term: { available: true } },
        aggs: {
          leaf: {
            terms: { field: "category", size: 500 },
            aggs: { colours: { terms: { field: "colours", size: 12 } } },
          },
        },
      },
    },
  });
  const { categories, brands, leaves } = response?.aggregations ?? {};
  return {
    categories: new Map((categories?.buckets ?? []).map(({ key, doc_count }) => [key, doc_count])),
    brands: (brands?.buckets ?? []).map(({ key, doc_count, slug }) => ({
      slug: slug.buckets[0]?.key ?? "",
      name: key,
      count: doc_count,
    })),
    colours: new Map(
      (leaves?.leaf.buckets ?? []).map(({ key, colours }) => [
        key,
        colours.buckets.map(({ key: colour, doc_count }) => ({ colour, count: doc_count })),
      ]),
    ),
  };
}
