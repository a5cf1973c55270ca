import type { Category } from "@stylegence/contracts/browse";
import type { SearchItem } from "@stylegence/contracts/search";

import { isShowable } from "../product/picture.ts";

const MOST = 12;

export interface Tile {
  category: Category;
  picture: SearchItem | null;
}

/** The fullest leaf categories, each with the picture of a product in it where one is at hand, no picture twice. */
export function tilesOf(categories: Category[], items: SearchItem[]): Tile[] {
  const parents = new Set(categories.map(({ parent }) => parent));
  const leaves = categories.filter(({ slug, count }) => !parents.has(slug) && count > 0);
  const used = new Set<string>();
  const tiles = leaves
    .sort((a, b) => b.count - a.count)
    .map((category) => {
      const picture =
        items.find((item) => item.category === category.slug && isShowable(item.image) && !used.has(item.groupId)) ??
        null;
      if (picture) used.add(picture.groupId);
      return { category, picture };
    });
  const pictured = tiles.filter(({ picture }) => picture !== null);
  return (pictured.length >= 4 ? pictured : tiles).slice(0, MOST);
}
