import type { RewardEntry, Rewards } from "@stylegence/contracts/reward";
import { formatInstant } from "../../format/time.ts";

const whole = new Intl.NumberFormat("en-IN");

/** "1,250 points", "1 point", "−30 points". */
export function points(count: number): string {
  return `${number(count)} ${Math.abs(count) === 1 ? "point" : "points"}`;
}

/** A count with a real minus sign. */
export function number(count: number): string {
  return count < 0 ? `−${whole.format(-count)}` : whole.format(count);
}

/** What an entry changed, for the end of its row: "+40", "−99". */
export function change({ pending, spendable }: RewardEntry): string {
  const moved = spendable === 0 ? pending : spendable;
  return moved > 0 ? `+${number(moved)}` : number(moved);
}

/** What that means, in a few words. */
export function meaning({ pending, spendable, type }: RewardEntry): string {
  if (spendable > 0) return pending < 0 ? "Now yours to spend" : "Yours to spend";
  if (spendable < 0) return type === "redemption" ? "Spent" : "Taken back";
  return pending > 0 ? "Pending" : "Not confirmed";
}

/** When pending points become spendable. */
export function when({ from, on }: Rewards["toCome"][number]): string {
  if (on !== null) return `From an invitation: yours on ${formatInstant(on)}, once nothing can be refunded.`;
  return from === "shops"
    ? "From shops: yours once they confirm that you keep what you bought, mostly after one to two months."
    : "From an invitation: yours once nothing can be refunded.";
}

type Claimed = NonNullable<Rewards["referral"]["claimed"]>;

/** How far the invitation is by which the shopper came; null once the statement says all. */
export function claimText({ state, on }: Claimed, each: number): string | null {
  if (state === "claimed") {
    return `A friend invited you. You both get ${points(each)} when you first pay a membership or a shop confirms your first purchase.`;
  }
  if (state === "qualified") return `Your ${points(each)} from a friend's invitation come in a moment.`;
  if (state === "pending")
    return `Your ${points(each)} from a friend's invitation are yours${on ? ` on ${formatInstant(on)}` : " soon"}.`;
  return null;
}

/** The code that a link of ours names, or null. */
export function codeIn(search: string): string | null {
  const code = new URLSearchParams(search).get("from")?.toUpperCase() ?? "";
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : null;
}
