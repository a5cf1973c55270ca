import * as Category from "../catalog/category.ts";
import { context } from "../platform/context.ts";
import { between, type Clause, oneOf } from "./clause.ts";
import { ITEM_FIELDS, type SearchItem, type StoredItem, toItem } from "./item.ts";
import { searchLiveAll } from "./request.ts";
import * as Taxonomy from "./taxonomy.ts";

export interface CountedCategory extends Category.Category {
  count: number;
}

export interface CountedBrand {
  slug: string;
  name: string;
  description: string | null;
  count: number;
}

export interface Home {
  trending: SearchItem[];
  drops: SearchItem[];
  newest: SearchItem[];
  categories: CountedCategory[];
  brands: CountedBrand[];
}

const SHOWN = 12;
/** Looked at for one row of the front page, so that it need not show twelve of a kind. */
const CANDIDATES = 60;
const MAX_OF_A_KIND = 2;
const MIN_DROP = 5;
const HOME_BRANDS = 16;

/** The categories that have products, parents before children, each with the groups at and below it. */
export async function categories(): Promise<CountedCategory[]> {
  const { categories: counts } = await Taxonomy.read();
  return Category.all().flatMap((category) => {
    const count = counts.get(category.slug) ?? 0;
    return count > 0 ? [{ ...category, count }] : [];
  });
}

/** The brands that have products, by name. */
export async function brands(): Promise<CountedBrand[]> {
  const { brands: found } = await Taxonomy.read();
  return found
    .filter(({ slug }) => slug !== "")
    .map((brand) => ({ ...brand, description: null }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The front page: what is prominent, what became cheaper, what is new, and where to go from there. */
export async function home(): Promise<Home> {
  const available = oneOf("available", ["true"]);
  const [[trending = [], drops = [], newest = []], allCategories, allBrands] = await Promise.all([
    rows([
      { filter: [available], sort: [{ popularity: "desc" }] },
      { filter: [available, between("drop", MIN_DROP)], sort: [{ drop: "desc" }, { popularity: "desc" }] },
      { filter: [available], sort: [{ createdAt: "desc" }, { popularity: "desc" }] },
    ]),
    categories(),
    brands(),
  ]);
  return {
    trending,
    drops,
    newest,
    categories: allCategories,
    brands: allBrands.toSorted((a, b) => b.count - a.count).slice(0, HOME_BRANDS),
  };
}

/** Each row's products, all asked for in one request; none where nothing was indexed yet. */
async function rows(asked: readonly { filter: Clause[]; sort: Clause[] }[]): Promise<SearchItem[][]> {
  const answers = await searchLiveAll<{ hits: { hits: { _source: StoredItem }[] } }>(
    asked.map(({ filter, sort }) => ({
      query: { bool: { filter } },
      sort: [...sort, { groupId: "asc" }],
      size: CANDIDATES,
      track_total_hits: false,
      _source: ITEM_FIELDS,
    })),
  );
  const now = context().now().toISOString();
  return answers.map((answer) => {
    const found = (answer?.hits.hits ?? []).map((hit) => hit._source);
    return varied(found).map((stored) => toItem(stored, now));
  });
}

/** The first of a list without a third of any kind, filled up with the others where there are too few kinds. */
export function varied<T extends { category?: string; image?: unknown }>(ranked: readonly T[]): T[] {
  const seen = new Map<string, number>();
  const first = ranked.filter(({ category = "" }) => {
    const count = seen.get(category) ?? 0;
    seen.set(category, count + 1);
    return count < MAX_OF_A_KIND;
  });
  const taken = new Set(first.slice(0, SHOWN));
  for (const item of ranked) if (taken.size < SHOWN) taken.add(item);
  return ranked.filter((item) => taken.has(item));
}
