import type { Payment, RefundRow } from "./payment.entity.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long after an order was made, or tried, Razorpay is asked about it, while it is not paid: a bank may say yes days later. */
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
/** So long a refund that was asked for is due at once. */
const ASKING = 2 * MINUTE;
/** This long after it was asked for, a refund that Razorpay refuses is given up. */
export const REFUSED_AFTER_MS = 7 * DAY;

export const NEVER = "never";

interface Known {
  payment: Pick<Payment, "createdAt" | "openedAt" | "paidAt" | "orderId">;
  attempts?: readonly { at: string }[];
  refunds: readonly Pick<RefundRow, "state" | "at">[];
}

/** When Razorpay is asked next, ISO 8601; "never" when nothing can come any more. */
export function nextCheck({ payment, attempts = [], refunds }: Known, now: Date): string {
  const { createdAt, openedAt = createdAt, paidAt, orderId } = payment;
  if (orderId === undefined) return NEVER;
  // An order can be paid long after it was made: the bank's time runs from the last try, ours from when the checkout was opened.
  const begun = [openedAt, ...attempts.map(({ at }) => at)].sort().at(-1) ?? openedAt;
  const moments = [after(paidAt ?? begun, paidAt ? PAID : UNPAID, now)];
  for (const { state, at } of refunds) {
    if (state === "pending") moments.push(after(at, REFUNDING, now));
    if (state === "requested") moments.push(now.getTime() < Date.parse(at) + ASKING ? at : after(at, REFUNDING, now));
  }
  return moments.sort()[0] ?? NEVER;
}

function after(start: string, steps: readonly number[], now: Date): string {
  const next = steps.map((ms) => Date.parse(start) + ms).find((ms) => ms > now.getTime());
  return next === undefined ? NEVER : new Date(next).toISOString();
}
