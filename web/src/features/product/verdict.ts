import type { PricesResponse } from "@stylegence/contracts/product";

export interface Verdict {
  tone: "good" | "fair" | "bad";
  title: string;
  reason: string;
}

const VERDICTS: Record<NonNullable<PricesResponse["verdict"]>, Pick<Verdict, "tone" | "title">> = {
  great: { tone: "good", title: "A great time to buy" },
  good: { tone: "good", title: "A good price" },
  fair: { tone: "fair", title: "A usual price" },
  high: { tone: "bad", title: "Higher than usual" },
  very_high: { tone: "bad", title: "Much higher than usual" },
};

/** Today's price against its history, in words; null where there is no price today. */
export function verdictOf({ verdict, dealScore, lowConfidence, daily }: PricesResponse): Verdict | null {
  if (!verdict || dealScore === null) return null;
  const days = daily.length === 1 ? "since yesterday" : `over ${daily.length} days`;
  if (lowConfidence) {
    return {
      tone: "fair",
      title: "Too early to say",
      reason: `We have followed this price ${days}. Two weeks make a fair judgement.`,
    };
  }
  const share = Math.round(dealScore * 10);
  const reason = share === 0 ? `It was never higher ${days}.` : `Cheaper than on ${share}% of days ${days}.`;
  return { ...VERDICTS[verdict], reason };
}
