import * as Membership from "../membership/membership.ts";
import { context } from "../platform/context.ts";
import type { Money } from "../platform/money.ts";
import { notesOf } from "./checkout.ts";
import { offered, PLANS } from "./price-list.ts";
import type { Account, Payment } from "./store.ts";

/** A payment as its shopper sees it. Amounts are minor units. */
export function shown(payment: Payment) {
  const { paymentId, plan, name, state, amount, refunded, disputed, createdAt, paidAt, failure } = payment;
  return {
    paymentId,
    plan,
    description: name,
    state,
    amount,
    refunded: { amount: refunded, currency: amount.currency },
    refund: refunded === 0 ? "none" : refunded < amount.amount ? "partial" : "full",
    disputed,
    createdAt,
    paidAt: paidAt ?? null,
    failure: failure ?? null,
  };
}

/** The same with its receipt, its refunds and the time that it bought. */
export async function detailed({ payment, refunds }: Account) {
  const { paymentId, userId, amount } = payment;
  const span = userId && payment.paidAt ? await Membership.spanOf(userId, paymentId) : null;
  return {
    ...shown(payment),
    receipt: receiptOf(payment),
    refunds: refunds.map(({ refundId, amount: back, state, at }) => ({
      refundId,
      amount: { amount: back, currency: amount.currency },
      state: state === "refused" ? ("failed" as const) : state,
      at,
    })),
    period: span && { startsAt: span.startsAt, endsAt: span.endsAt },
  };
}

/** Numbers follow from the payment: a counter would be one place where all payments wait for each other. */
function receiptOf({ paymentId, paidAt, paidBy, name, days, amount, method }: Payment) {
  if (!paidAt || !paidBy) return null;
  const total: Money = { ...amount };
  return {
    number: `SG-${paidAt.slice(0, 10).replaceAll("-", "")}-${paymentId.slice(-10)}`,
    issuedAt: paidAt,
    lines: [{ description: `${name}, ${days} days`, quantity: 1, amount: total }],
    total,
    method: method ?? null,
    reference: paidBy,
  };
}

/** What the checkout is opened with. */
export function checkoutOf({ paymentId, plan, name, amount, orderId }: Payment & { orderId: string }) {
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_CHECKOUT_URL: scriptUrl } = context().config;
  return { paymentId, plan, orderId, keyId, amount, description: name, notes: notesOf(paymentId), scriptUrl };
}

/** What is sold, INR first. */
export function plansShown() {
  return PLANS.map((plan) => {
    const { name, days, prices } = offered(plan);
    return { plan, name, days, prices: [...prices] };
  });
}
