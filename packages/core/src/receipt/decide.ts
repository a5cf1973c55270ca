import type { Match, Part } from "./match.ts";
import type { Reading } from "./reading.ts";

/** From here on nobody need look. */
export const HIGH = 0.85;
/** Below it there is nothing to look at. */
export const LOW = 0.5;
/** Letters that the reader itself doubts. */
const LEGIBLE = 60;

export type Decision =
  | { outcome: "confirm" }
  | { outcome: "review"; why: string }
  | { outcome: "refuse"; reason: string };

/** What becomes of a claim by what was read and how well it fits. Pure. The reason is for the shopper. */
export function decide(reading: Reading, match: Match): Decision {
  const isEmpty = reading.lines.length === 0 && !reading.total && !reading.orderId;
  if (isEmpty)
    return { outcome: "refuse", reason: "We could not read this receipt. Try a sharper picture of all of it." };
  if (reading.day && scoreOf(match, "date") === 0) {
    return { outcome: "refuse", reason: "The date on the receipt is more than a year ago, or still to come." };
  }
  if (match.confidence < LOW) return { outcome: "refuse", reason: weakest(match) };
  if (match.confidence < HIGH) return { outcome: "review", why: "it fits in part" };
  if (reading.confidence < LEGIBLE) return { outcome: "review", why: "it is hard to read" };
  if (scoreOf(match, "title") < 0.5 || scoreOf(match, "amount") < 0.5)
    return { outcome: "review", why: "it fits in part" };
  if (!reading.orderId && !(reading.day && reading.total)) return { outcome: "review", why: "nothing names the order" };
  return { outcome: "confirm" };
}

export function scoreOf({ parts }: Match, part: Part["part"]): number {
  return parts.find((one) => one.part === part)?.score ?? 0;
}

const REASONS: Record<Part["part"], string> = {
  title: "We found no line on this receipt that names this product.",
  amount: "The price on the receipt is not one that the shop asked at that time.",
  shop: "The receipt names no shop that sells this product.",
  date: "We found no date on this receipt.",
};

/** The part that cost the most. */
function weakest({ parts }: Match): string {
  const lost = ({ score, weight }: Part) => (1 - score) * weight;
  const worst = parts.toSorted((a, b) => lost(b) - lost(a))[0];
  return REASONS[worst?.part ?? "title"];
}
