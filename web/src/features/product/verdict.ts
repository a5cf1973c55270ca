import type { PricesResponse } from "@stylegence/contracts/product";
import { formatMoney } from "../../format/money.ts";

export interface Verdict {
  tone: "good" | "fair" | "bad";
  title: string;
  reason: string;
}

const VERDICTS: Record<NonNullable<PricesResponse["verdict"]>, Pick<Verdict, "tone" | "title">> = {
  great: { tone: "good", title: "A great time to buy" },
  good: { tone: "good", title: "A good price" },
  fair: { tone: "fair", title: "A usual price" },
  high: { tone: "bad", title: "It has been cheaper" },
  very_high: { tone: "bad", title: "It rarely costs more" },
};

/** The price now against its history, in words; null where there is no price now. */
export function verdictOf(prices: PricesResponse): Verdict | null {
  const { verdict, current, lowConfidence, daily } = prices;
  if (!verdict || current === null) return null;
  if (lowConfidence) {
    const reason = `We have followed this price for ${daysOf(daily.length)}; two weeks make a fair judgement.`;
    return { tone: "fair", title: "Too early to say", reason };
  }
  return { ...VERDICTS[verdict], reason: reasonOf(prices, current) };
}

function reasonOf({ daily, currency }: PricesResponse, current: number): string {
  const before = daily.slice(0, -1).map(({ amount }) => amount);
  const above = before.filter((amount) => amount > current).length;
  const lowest = Math.min(current, ...before);
  const days = daysOf(before.length);
  if (lowest === current) return above === 0 ? `It has not changed in ${days}.` : `Nothing in ${days} was lower.`;
  const low = formatMoney({ amount: lowest, currency });
  if (above === 0) return `It has not cost more in ${days}, and was as low as ${low}.`;
  const share = Math.max(1, Math.round((above / before.length) * 100));
  return `It cost more on ${share}% of ${days}, and was as low as ${low}.`;
}

function daysOf(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
