import fc from "fast-check";
import { expect, it } from "vitest";
import { extended, refreshed } from "./load.ts";

interface Item {
  key: string;
  at: number;
}
const keyOf = ({ key }: Item) => key;
const isBelow = (item: Item, last: Item) => item.at < last.at;
const item = (at: number): Item => ({ key: `k${at}`, at });

/** A list on the server, newest first, given out by pages. */
function pageOf(all: Item[], from: number, limit: number) {
  const items = all.slice(from, from + limit);
  return { items, nextCursor: from + limit < all.length ? String(from + limit) : null };
}

it("what is shown after a change is what the server has, as far down as was shown", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), (given, limit, news) => {
      const all = given.toSorted((a, b) => b - a).map(item);
      let shown = pageOf(all, 0, limit);
      if (shown.nextCursor) shown = extended(shown, pageOf(all, limit, limit), keyOf);
      const after = [...Array.from({ length: news }, (_, at) => item(100 - at)), ...all];
      const { items } = refreshed(shown, pageOf(after, 0, Math.max(limit, news)), keyOf, isBelow);
      expect(items).toEqual(after.slice(0, items.length));
      expect(new Set(items.map(keyOf)).size).toBe(items.length);
      expect(items.length).toBeGreaterThanOrEqual(Math.min(shown.items.length, after.length));
    }),
  );
});

it("a list that is whole again loses what is no longer on it", () => {
  const before = { items: [3, 2, 1].map(item), nextCursor: null };
  expect(refreshed(before, { items: [item(3)], nextCursor: null }, keyOf, isBelow).items).toEqual([item(3)]);
  expect(refreshed(null, before, keyOf, isBelow)).toBe(before);
});

it("a page that overlaps adds only what is new", () => {
  const both = extended(
    { items: [item(3), item(2)], nextCursor: "2" },
    { items: [item(2), item(1)], nextCursor: null },
    keyOf,
  );
  expect(both).toEqual({ items: [item(3), item(2), item(1)], nextCursor: null });
});
