import type { Payment, RefundRow } from "./payment.entity.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long after an order was made Razorpay is asked about it, while it is not paid: a bank may say yes days later. */
const UNPAID = [
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  5 * DAY,
  7 * DAY,
];
/** The same of one that was paid: somebody may pay it back on Razorpay's own pages, or a second try may come through. */
const PAID = [30 * MINUTE, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 180 * DAY];
/** While a refund is under way, after it was asked for. */
const REFUNDING = [5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, DAY, 2 * DAY, 4 * DAY, 8 * DAY];
/** A refund that Razorpay does not know yet is tried again so often. */
const ASKING = 2 * MINUTE;

export const NEVER = "never";

interface Known {
  payment: Pick<Payment, "createdAt" | "paidAt" | "orderId">;
  refunds: readonly Pick<RefundRow, "state" | "at">[];
}

/** When Razorpay is asked next, ISO 8601; "never" when nothing can come any more. */
export function nextCheck({ payment, refunds }: Known, now: Date): string {
  const { createdAt, paidAt, orderId } = payment;
  if (orderId === undefined) return NEVER;
  const moments = [after(paidAt ?? createdAt, paidAt ? PAID : UNPAID, now)];
  for (const { state, at } of refunds) {
    if (state === "pending") moments.push(after(at, REFUNDING, now));
    if (state === "requested") moments.push(now.getTime() < Date.parse(at) + ASKING ? at : inFuture(now, ASKING));
  }
  return moments.sort()[0] ?? NEVER;
}

function inFuture(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}

function after(start: string, steps: readonly number[], now: Date): string {
  const next = steps.map((ms) => Date.parse(start) + ms).find((ms) => ms > now.getTime());
  return next === undefined ? NEVER : new Date(next).toISOString();
}
