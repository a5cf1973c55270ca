import { priceText } from "../notification/markup.ts";
import * as Notification from "../notification/notification.ts";
import type { Write } from "../platform/transaction.ts";
import type { Refund } from "./ledger.ts";
import type { Payment } from "./store.ts";

interface Moment {
  payment: Payment;
  refunds: readonly Refund[];
}

/** The writes that tell a shopper what became new between two moments of a payment, each once. */
export function tellings(userId: string, before: Moment, after: Moment): Write[] {
  const { payment } = after;
  const { paymentId, name, amount } = payment;
  const tell = (key: string, title: string, body: string): Write[] =>
    Notification.writes({
      userId,
      kind: "payment",
      key: `${paymentId} ${key}`,
      title,
      body,
      href: `/payments/receipt?id=${paymentId}`,
    });
  const writes: Write[] = [];
  if (payment.paidAt && !before.payment.paidAt) {
    writes.push(...tell("paid", "Payment received", `${name}: ${priceText(amount)}. Your receipt is ready.`));
  }
  for (const { refundId, amount: back, providerId } of after.refunds) {
    const known = before.refunds.find((one) => one.refundId === refundId);
    if (!providerId || known?.providerId) continue;
    const text = priceText({ amount: back, currency: amount.currency });
    writes.push(...tell(`refund ${refundId}`, "Refund", `${text} is on its way back to you. Banks take some days.`));
  }
  return writes;
}
