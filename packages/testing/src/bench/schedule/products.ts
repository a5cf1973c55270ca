/** Pages that change alike. */
export interface Kind {
  name: string;
  share: number;
  /** Changes an hour. */
  rate: number;
  /** On sale days, where it has any. */
  saleRate?: number;
}

export const KINDS: readonly Kind[] = [
  { name: "never", share: 0.35, rate: 1 / (5 * 365 * 24) },
  { name: "monthly", share: 0.3, rate: 1 / (30 * 24) },
  { name: "weekly", share: 0.15, rate: 1 / (7 * 24) },
  { name: "daily", share: 0.08, rate: 1 / 24 },
  { name: "hourly", share: 0.02, rate: 1 },
  { name: "on sale days", share: 0.1, rate: 1 / (30 * 24), saleRate: 1 / 3 },
];

/** Twelve sales a year, three days each. */
const SALES = Array.from({ length: 12 }, (_, n) => ({ from: (n * 30 + 12) * 24, to: (n * 30 + 15) * 24 }));

export const kindOf = (n: number, count: number): number => {
  let left = (n + 0.5) / count;
  return KINDS.findIndex(({ share }) => {
    left -= share;
    return left < 0;
  });
};

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The hour of a page's next change: as chance has it, at the rate of the day. */
export function nextChange({ rate, saleRate }: Kind, after: number, random: () => number): number {
  let left = -Math.log(1 - random());
  if (saleRate === undefined) return after + left / rate;
  for (let at = after; ; ) {
    const sale = SALES.find(({ to }) => at < to);
    const isSale = sale !== undefined && at >= sale.from;
    const end = sale === undefined ? Number.POSITIVE_INFINITY : isSale ? sale.to : sale.from;
    const now = isSale ? saleRate : rate;
    if (left <= (end - at) * now) return at + left / now;
    left -= (end - at) * now;
    at = end;
  }
}
