import type { FacetValue } from "@stylegence/contracts/search";
import type { ListName } from "./state.ts";

const MOST = 40;
const FIRST = 8;
const LETTERS = ["3XS", "XXS", "2XS", "XS", "S", "M", "L", "XL", "XXL", "2XL", "3XL", "4XL", "5XL", "6XL"];

export interface Shown {
  /** Seen at once. */
  first: FacetValue[];
  /** Behind "more". */
  rest: FacetValue[];
}

/** What a facet shows: the commonest and everything chosen first, sizes by size; what is chosen stays also where nothing of it is left. */
export function shownValues(name: ListName, values: FacetValue[], chosen: string[]): Shown {
  const missing = chosen.filter((value) => !values.some((one) => one.value === value));
  const all = [...values.slice(0, MOST), ...values.slice(MOST).filter(({ value }) => chosen.includes(value))];
  all.push(...missing.map((value) => ({ value, count: 0 })));
  if (name === "size") return { first: all.toSorted(bySize), rest: [] };
  const isFirst = (one: FacetValue, index: number) => index < FIRST || chosen.includes(one.value);
  const first = all.filter(isFirst);
  return { first, rest: all.filter((one) => !first.includes(one)) };
}

/** Letters from small to large, then numbers, then words. */
function bySize(a: FacetValue, b: FacetValue): number {
  const [left, right] = [rankOf(a.value), rankOf(b.value)];
  return left[0] - right[0] || left[1] - right[1] || a.value.localeCompare(b.value, "en-IN", { numeric: true });
}

function rankOf(label: string): [kind: number, place: number] {
  const letter = LETTERS.indexOf(label.toUpperCase());
  if (letter >= 0) return [0, letter];
  const number = Number.parseFloat(label);
  return Number.isNaN(number) ? [2, 0] : [1, number];
}

export interface PriceRange {
  label: string;
  /** Whole rupees; null where it is open. */
  min: number | null;
  max: number | null;
  count: number;
}

/** The ranges that the price facet offers, from paise: `50000-99999` is ₹500 to ₹1,000. */
export function priceRanges(values: FacetValue[] = []): PriceRange[] {
  return values.flatMap(({ value, label, count }) => {
    const match = /^(\d+)-(\d*)$/.exec(value);
    if (!match || count === 0) return [];
    const min = Number(match[1]) / 100;
    const max = match[2] ? (Number(match[2]) + 1) / 100 : null;
    return [{ label: label ?? value, min: min === 0 ? null : min, max, count }];
  });
}
