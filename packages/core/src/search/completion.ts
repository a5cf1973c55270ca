import { GROUPS } from "../catalog/category.data.ts";
import * as Category from "../catalog/category.ts";
import { plain } from "../catalog/words.ts";
import type { Taxonomy } from "./taxonomy.ts";

export interface Completed {
  /** Each finds something. */
  queries: string[];
  categories: { slug: string; name: string }[];
  brands: { slug: string; name: string }[];
}

interface Candidate<T> {
  value: T;
  count: number;
  /** Plain words of its own, any of which may be what was begun. */
  words: readonly string[];
  /** Other words for the same; what they complete comes after. */
  also?: readonly string[];
}

interface Candidates {
  queries: Candidate<string>[];
  categories: Candidate<Category.Category>[];
  brands: Candidate<Taxonomy["brands"][number]>[];
}

/** What the words typed so far may become: every word of them begins one of the completion's own. */
export function complete(text: string, taxonomy: Taxonomy): Completed {
  const typed = plain(text)
    .split(" ")
    .filter((word) => word !== "" && word !== "for");
  if (typed.length === 0) return { queries: [], categories: [], brands: [] };
  const { queries, categories, brands } = candidatesOf(taxonomy);
  return { queries: pick(queries, typed), categories: pick(categories, typed), brands: pick(brands, typed) };
}

function pick<T>(candidates: readonly Candidate<T>[], typed: readonly string[]): T[] {
  const byName = candidates.filter(({ words }) => begins(typed, words));
  const byOthers = candidates.filter(
    ({ words, also }) => also && !begins(typed, words) && begins(typed, [...words, ...also]),
  );
  return [...byName, ...byOthers].map(({ value }) => value);
}

function begins(typed: readonly string[], words: readonly string[]): boolean {
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}

const made = new WeakMap<Taxonomy, Candidates>();

/** Made once for what was counted: there are some thousand. */
function candidatesOf(taxonomy: Taxonomy): Candidates {
  const known = made.get(taxonomy);
  if (known) return known;
  const candidates: Candidates = {
    queries: queriesOf(taxonomy).sort(byCount),
    categories: Category.all()
      .map((category) => ({
        value: category,
        count: taxonomy.categories.get(category.slug) ?? 0,
        words: wordsOf(category),
        also: alsoOf(category.slug),
      }))
      .filter(({ count }) => count > 0)
      .sort(byCount),
    brands: taxonomy.brands
      .filter(({ slug }) => slug !== "")
      .map((brand) => ({ value: brand, count: brand.count, words: plain(brand.name).split(" ") }))
      .sort(byCount),
  };
  made.set(taxonomy, candidates);
  return candidates;
}

const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count;

/** A kind of garment for somebody, plain or in a colour that it can be bought in. */
function queriesOf(taxonomy: Taxonomy): Candidate<string>[] {
  return [...taxonomy.colours].flatMap(([slug, colours]) => {
    const kind = Category.kindOf(slug);
    const leaf = Category.get(slug);
    if (!kind || !leaf) return [];
    const wearer = slug.slice(0, slug.indexOf("-"));
    const tail = wearer === "unisex" ? "" : ` for ${wearer}`;
    const name = kind.replaceAll("-", " ");
    const words = wordsOf(leaf);
    const also = alsoOf(slug);
    const coloured = colours.map(({ colour, count }) => ({
      value: `${colour} ${name}${tail}`,
      count,
      words: [colour, ...words],
      also,
    }));
    return [{ value: name + tail, count: taxonomy.categories.get(slug) ?? 0, words, also }, ...coloured];
  });
}

const aliases = new Map(
  Object.values(GROUPS).flatMap(({ kinds }) =>
    Object.entries(kinds).map(
      ([slug, kind]) => [slug, [...new Set(kind.also.replaceAll(",", "").split(" "))]] as const,
    ),
  ),
);

function wordsOf({ slug, name }: Category.Category): string[] {
  return [...new Set(`${plain(name)} ${slug.replaceAll("-", " ")}`.split(" "))];
}

function alsoOf(slug: string): readonly string[] {
  return aliases.get(Category.kindOf(slug) ?? "") ?? [];
}
