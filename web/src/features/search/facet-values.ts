import type { FacetValue } from "@stylegence/contracts/search";
import { compareSizes } from "../../format/size.ts";
import type { ListName } from "./state.ts";

const MOST = 40;
const FIRST = 8;

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
  if (name === "size") return { first: all.toSorted((a, b) => compareSizes(a.value, b.value)), rest: [] };
  const isFirst = (one: FacetValue, index: number) => index < FIRST || chosen.includes(one.value);
  const first = all.filter(isFirst);
  return { first, rest: all.filter((one) => !first.includes(one)) };
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
