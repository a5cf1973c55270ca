import { dayOf, range } from "../platform/day.ts";
import type { Promotion } from "./promotion.entity.ts";
import { effective } from "./promotion.ts";

/** From `at` on the price is `amount`, in minor units; null: it can't be had. */
export interface Step {
  at: string;
  amount: number | null;
}

export interface DayPrice {
  day: string;
  amount: number;
}

/**
 * The lowest price of each day of Asia/Kolkata over several listings, each a step function: what held at the day's start counts,
 * and so does whatever came in its course. Days on which none had a price are left out. `steps` of each in any order.
 */
export function dailyMinimum(listings: readonly (readonly Step[])[], lastDay: string): DayPrice[] {
  const lowest = new Map<string, number>();
  for (const steps of listings) {
    for (const { day, amount } of dailyOf(steps, lastDay)) {
      const known = lowest.get(day);
      if (known === undefined || amount < known) lowest.set(day, amount);
    }
  }
  return [...lowest].map(([day, amount]) => ({ day, amount })).sort((a, b) => (a.day < b.day ? -1 : 1));
}

function dailyOf(steps: readonly Step[], lastDay: string): DayPrice[] {
  const sorted = steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const [first] = sorted;
  if (!first) return [];
  const result: DayPrice[] = [];
  let current: number | null = null;
  let next = 0;
  for (const day of range(dayOf(first.at), lastDay)) {
    let lowest = current;
    while (next < sorted.length && dayOf(sorted[next]!.at) === day) {
      current = sorted[next]!.amount;
      if (current !== null && (lowest === null || current < lowest)) lowest = current;
      next++;
    }
    if (lowest !== null) result.push({ day, amount: lowest });
  }
  return result;
}

/**
 * Steps of a listing's own price as steps of what it cost after the best promotion of its page, up to `now`. One that names no
 * begin counts from when it was first seen; what was withdrawn since is no longer known, and not counted.
 */
export function withPromotions(
  steps: readonly Step[],
  currency: string,
  promotions: readonly Promotion[],
  now: string,
): Step[] {
  const known = promotions
    .filter(({ value }) => value !== undefined)
    .map((one) => ({ ...one, validFrom: one.validFrom ?? one.createdAt }));
  if (known.length === 0) return [...steps];
  const ordered = steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  // The end itself is still valid.
  const ends = known.flatMap(({ validTo }) => (validTo ? [new Date(Date.parse(validTo) + 1)] : []));
  const turns = [...known.map(({ validFrom }) => new Date(validFrom)), ...ends].map((at) => at.toISOString());
  const moments = new Set([...ordered.map(({ at }) => at), ...turns.filter((at) => at <= now)]);
  return [...moments].sort().flatMap((at): Step[] => {
    const held = ordered.findLast((step) => step.at <= at);
    if (!held) return [];
    if (held.amount === null) return [{ at, amount: null }];
    return [{ at, amount: effective({ amount: held.amount, currency }, known, new Date(at)).amount }];
  });
}

/** Whole per cent that the price fell from the first of the days to the last; 0 when it did not. */
export function dropOf(daily: readonly DayPrice[]): number {
  const first = daily[0];
  const last = daily.at(-1);
  if (!first || !last || last.amount >= first.amount) return 0;
  return Math.floor(((first.amount - last.amount) * 100) / first.amount);
}
