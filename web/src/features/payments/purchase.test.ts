import { Payment, PaymentInput } from "@stylegence/contracts/payment";
import { expect, it } from "vitest";
import { ended, heard, purchaseKey, underWay } from "./purchase.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const payment = (change: Partial<Payment>): Payment =>
  Payment.parse({
    paymentId: "pay_1",
    plan: "monthly",
    description: "Monthly membership",
    state: "created",
    amount: { amount: 9900, currency: "INR" },
    refunded: { amount: 0, currency: "INR" },
    refund: "none",
    disputed: false,
    createdAt: new Date(NOW - 60_000).toISOString(),
    paidAt: null,
    failure: null,
    ...change,
  });
const proof = { razorpay_payment_id: "pay_a", razorpay_order_id: "order_a", razorpay_signature: "0" };

it("waits for the server's word after a payment, and knows a refusal from a change of mind", () => {
  const of = { plan: "yearly", paymentId: "pay_1" } as const;
  expect(ended({ type: "paid", proof }, of)).toEqual({ at: "processing", paymentId: "pay_1" });
  expect(ended({ type: "closed", refused: "No funds." }, of)).toEqual({
    at: "failed",
    paymentId: "pay_1",
    plan: "yearly",
    text: "No funds.",
  });
  expect(ended({ type: "closed", refused: null }, of)).toEqual({ at: "closed", paymentId: "pay_1" });
});

it("goes on from waiting when its own payment has ended, and from nothing else", () => {
  const waiting = { at: "processing", paymentId: "pay_1" } as const;
  expect(heard(waiting, [payment({ state: "authorized" })])).toBe(waiting);
  expect(heard(waiting, [payment({ paymentId: "pay_2", state: "captured" })])).toBe(waiting);
  expect(heard(waiting, [payment({ state: "captured" })])).toEqual({ at: "idle" });
  expect(heard(waiting, [payment({ state: "failed", failure: "Declined." })])).toMatchObject({
    at: "failed",
    text: "Declined.",
  });
  const closed = { at: "closed", paymentId: "pay_1" } as const;
  expect(heard(closed, [payment({ state: "failed" })])).toBe(closed);
  expect(heard(closed, [payment({ state: "captured" })])).toEqual({ at: "idle" });
  const paying = { at: "paying", plan: "monthly" } as const;
  expect(heard(paying, [payment({ state: "captured" })])).toBe(paying);
});

it("finds what is being confirmed, and lets go of what was given up", () => {
  const old = new Date(NOW - 2 * 3_600_000).toISOString();
  expect(underWay([payment({ state: "created" }), payment({ state: "captured" })], NOW)).toBeNull();
  expect(underWay([payment({ state: "attempted" })], NOW)?.paymentId).toBe("pay_1");
  expect(underWay([payment({ state: "attempted", createdAt: old })], NOW)).toBeNull();
  expect(underWay([payment({ state: "authorized", createdAt: old })], NOW)?.paymentId).toBe("pay_1");
});

it("names every purchase anew, as the API wants it", () => {
  const keys = Array.from({ length: 50 }, purchaseKey);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(PaymentInput.safeParse({ plan: "monthly", key }).success).toBe(true);
});
