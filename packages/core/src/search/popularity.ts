/** The deal score of a price that never moved. */
const FLAT = 5;

export interface Signals {
  /** Shops that sell it now. */
  shops: number;
  /** 0 to 10; null without a history. */
  dealScore: number | null;
  /** Whole per cent that the price fell in the last thirty days. */
  drop: number;
  ageDays: number;
  available: boolean;
}

/**
 * How prominent a garment is where nothing was asked for, 0 to 1. Nobody's clicks are counted yet, so it says only what the
 * shops tell: many shops that carry it (0.4, four count as many), a good price for this garment (0.25), a price that fell
 * lately (0.2, half off counts full), and being new (0.15, halved every three weeks). What can't be bought counts a tenth.
 */
export function popularity({ shops, dealScore, drop, ageDays, available }: Signals): number {
  const carried = Math.min(1, Math.log2(1 + shops) / Math.log2(5));
  const deal = (dealScore ?? FLAT) / 10;
  const fallen = Math.min(1, drop / 50);
  const fresh = 0.5 ** (Math.max(0, ageDays) / 21);
  const score = 0.4 * carried + 0.25 * deal + 0.2 * fallen + 0.15 * fresh;
  return Math.round((available ? score : score / 10) * 10_000) / 10_000;
}
