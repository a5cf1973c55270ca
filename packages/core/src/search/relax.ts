import type { Understood } from "./understanding.ts";

/** A query with less asked for. */
export interface Way {
  asked: Understood;
  /** What is no longer asked for, in words. */
  given: string[];
}

type Part = (asked: Understood) => Way | null;

const describing: Part = (asked) => {
  const free = asked.slots.filter(({ means }) => Object.keys(means).length === 0);
  if (free.length === 0) return null;
  const slots = asked.slots.filter((slot) => !free.includes(slot));
  return { asked: { ...asked, slots }, given: free.map(({ words }) => words) };
};

const colour: Part = (asked) => {
  const slots = asked.slots.filter(({ means }) => !means.colour);
  if (slots.length === asked.slots.length) return null;
  const given = asked.slots.flatMap(({ words, means }) => (means.colour ? [words] : []));
  return { asked: { ...asked, slots, colour: null }, given };
};

const size: Part = (asked) => {
  const [first] = asked.sizes;
  return first ? { asked: { ...asked, sizes: [] }, given: [`size ${first.replace(/^=|^ALPHA:/, "")}`] } : null;
};

const price: Part = (asked) =>
  asked.price || asked.discount ? { asked: { ...asked, price: null, discount: null }, given: ["price"] } : null;

/**
 * What may be let go of where nothing has all that was asked for, the least first: words that only describe, the colour, the size,
 * the price; then several of them. None without a kind of garment that we know: the rest would be everything.
 */
export function ways(asked: Understood): Way[] {
  if (asked.categories.length === 0) return [];
  const parts = [describing, colour, size, price].filter((part) => part(asked) !== null);
  const several = parts.map((_, at) => parts.slice(0, at + 1)).slice(1);
  return [...parts.map((part) => [part]), ...several].map((chosen) =>
    chosen.reduce<Way>(
      (way, part) => {
        const less = part(way.asked);
        return less ? { asked: less.asked, given: [...way.given, ...less.given] } : way;
      },
      { asked, given: [] },
    ),
  );
}
