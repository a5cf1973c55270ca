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
  const isGone = payment.revokedAt !== undefined && before.payment.revokedAt === undefined;
  if (isGone && payment.refunded < amount.amount) {
    const text = `Your bank took ${priceText(amount)} back from us, so what it had paid for has ended.`;
    writes.push(...tell("lost", "Payment taken back", text));
  }
  for (const { refundId, amount: back, providerId, state } of after.refunds) {
    const known = before.refunds.find((one) => one.refundId === refundId);
    const text = priceText({ amount: back, currency: amount.currency });
    if (known?.providerId && state === "failed" && known.state !== "failed") {
      const sorry = `Your bank did not take the ${text} that we sent back. We see to it and tell you when it is on its way.`;
      writes.push(...tell(`refund ${refundId} failed`, "Refund did not arrive", sorry));
    }
    if (!providerId || known?.providerId) continue;
    writes.push(...tell(`refund ${refundId}`, "Refund", `${text} is on its way back to you. Banks take some days.`));
  }
  return writes;
}
