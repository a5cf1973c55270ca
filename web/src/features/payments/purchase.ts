import type { Checkout, Payment, Plan } from "@stylegence/contracts/payment";
import type { End } from "./checkout.ts";

/** Where a purchase stands, for who looks at the page. */
export type Purchase =
  | { at: "idle" }
  /** The order is being made, or the checkout is open. */
  | { at: "paying"; plan: Plan }
  /** The bank has agreed, or may have: the server's word is awaited. */
  | { at: "processing"; paymentId: string }
  | { at: "failed"; paymentId: string; plan: Plan; text: string }
  /** Closed without a try. */
  | { at: "closed"; paymentId: string };

/** What the page says once the checkout is gone. */
export function ended(end: End, { plan, paymentId }: Pick<Checkout, "plan" | "paymentId">): Purchase {
  if (end.type === "paid") return { at: "processing", paymentId };
  return end.refused === null ? { at: "closed", paymentId } : { at: "failed", paymentId, plan, text: end.refused };
}

const RECENT_MS = 3_600_000;

/** The payment of the list that is being confirmed at this moment, or was taken up within the hour and never said to have failed. */
export function underWay(payments: readonly Payment[], nowMs: number): Payment | null {
  const recent = payments.find(({ state, createdAt }) => {
    if (state === "authorized") return true;
    return state === "attempted" && nowMs - Date.parse(createdAt) < RECENT_MS;
  });
  return recent ?? null;
}

/** What the page says after something was heard of the payments: its own may have ended, late and after a refusal too. */
export function heard(now: Purchase, payments: readonly Payment[]): Purchase {
  if (now.at === "idle" || now.at === "paying") return now;
  const payment = payments.find(({ paymentId }) => paymentId === now.paymentId);
  if (payment?.state === "captured") return { at: "idle" };
  if (payment?.state !== "failed" || now.at !== "processing") return now;
  const { paymentId, plan, failure } = payment;
  return { at: "failed", paymentId, plan, text: failure ?? "The payment did not go through." };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** Names one purchase, so that asking again for it makes no second one. */
export function purchaseKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => LETTERS[byte % 64]).join("");
}
