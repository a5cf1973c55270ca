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

interface Ranked<T> {
  value: T;
  count: number;
}

/** What the words typed so far may become: every word of them begins one of the completion's own. */
export function complete(text: string, taxonomy: Taxonomy): Completed {
  const typed = plain(text)
    .split(" ")
    .filter((word) => word !== "" && word !== "for");
  if (typed.length === 0) return { queries: [], categories: [], brands: [] };
  return {
    queries: best(queries(typed, taxonomy)),
    categories: best(
      Category.all().flatMap((category) => {
        const count = taxonomy.categories.get(category.slug) ?? 0;
        return count > 0 && begins(typed, wordsOf(category)) ? [{ value: category, count }] : [];
      }),
    ),
    brands: best(
      taxonomy.brands
        .filter(({ name, slug }) => slug !== "" && begins(typed, plain(name).split(" ")))
        .map((brand) => ({ value: brand, count: brand.count })),
    ),
  };
}

/** A kind of garment for somebody, plain or in a colour that it can be bought in. */
function queries(typed: readonly string[], taxonomy: Taxonomy): Ranked<string>[] {
  return [...taxonomy.colours].flatMap(([slug, colours]) => {
    const kind = Category.kindOf(slug);
    const leaf = Category.get(slug);
    const wearer = slug.slice(0, slug.indexOf("-"));
    if (!kind || !leaf) return [];
    const name = kind.replaceAll("-", " ");
    const words = wordsOf(leaf);
    const tail = wearer === "unisex" ? "" : ` for ${wearer}`;
    const all = { value: name + tail, count: taxonomy.categories.get(slug) ?? 0, words };
    const coloured = colours.map(({ colour, count }) => ({
      value: `${colour} ${name}${tail}`,
      count,
      words: [colour, ...words],
    }));
    return [all, ...coloured].filter((candidate) => begins(typed, candidate.words));
  });
}

const aliases = new Map(
  Object.values(GROUPS).flatMap(({ kinds }) =>
    Object.entries(kinds).map(
      ([slug, kind]) => [slug, `${plain(kind.name)} ${kind.also.replaceAll(",", "")}`] as const,
    ),
  ),
);

/** The words of a category and other words for it. */
function wordsOf({ slug, name }: Category.Category): string[] {
  const kind = Category.kindOf(slug);
  return [...new Set(`${plain(name)} ${slug.replaceAll("-", " ")} ${kind ? aliases.get(kind) : ""}`.split(" "))];
}

function begins(typed: readonly string[], words: readonly string[]): boolean {
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}

function best<T>(ranked: Ranked<T>[]): T[] {
  return ranked.toSorted((a, b) => b.count - a.count).map(({ value }) => value);
}
