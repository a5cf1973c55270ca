import type { DayPrice } from "./price-series.ts";

export type Verdict = "great" | "good" | "fair" | "high" | "very_high";

export interface Deal {
  /** 0 to 10, one decimal; null without a price today. */
  score: number | null;
  verdict: Verdict | null;
  lowConfidence: boolean;
}

const CONFIDENT_FROM_DAYS = 14;
const ALL_TIME_LOW = 9.5;
const FLAT = 5;
const CUTS: [number, Verdict][] = [
  [8, "great"],
  [6, "good"],
  [4, "fair"],
  [2, "high"],
];

/**
 * How good today's price is: the share of the days before on which it was higher, times ten. The lowest price there ever was
 * scores 9.5 at least; a price that never moved is neither low nor high.
 */
export function dealOf(history: readonly DayPrice[], today: number | null): Deal {
  const lowConfidence = history.length < CONFIDENT_FROM_DAYS;
  if (today === null || history.length === 0) return { score: null, verdict: null, lowConfidence };
  const amounts = history.map((day) => day.amount);
  const above = amounts.filter((amount) => amount > today).length;
  const isFlat = amounts.every((amount) => amount === today);
  const isLowest = amounts.every((amount) => amount >= today);
  const share = Math.round((above / amounts.length) * 100) / 10;
  const score = isFlat ? FLAT : isLowest ? Math.max(share, ALL_TIME_LOW) : share;
  return { score, verdict: CUTS.find(([cut]) => score >= cut)?.[1] ?? "very_high", lowConfidence };
}
