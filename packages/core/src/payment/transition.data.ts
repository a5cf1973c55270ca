export const ATTEMPT_STATES = ["created", "failed", "authorized", "captured"] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];
export const REFUND_STATES = ["requested", "refused", "pending", "processed", "failed"] as const;
export type RefundState = (typeof REFUND_STATES)[number];
export const DISPUTE_STATES = ["open", "under_review", "action_required", "won", "lost", "closed"] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];
export const PAYMENT_STATES = ["created", "attempted", "failed", "authorized", "captured"] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/**
 * What a try to pay an order may become, by what it is. A bank that did not answer in time may still say yes days later, so `failed` goes
 * on; nothing goes back. Money that goes back, be it taken or only set aside, moves amounts and not this.
 */
export const ATTEMPT_MOVES: Moves<AttemptState> = {
  created: ["failed", "authorized", "captured"],
  failed: ["authorized", "captured"],
  authorized: ["captured"],
  captured: [],
};

/**
 * The same of a refund. `requested`: not yet known at Razorpay; `refused`: not made there, as far as we were told; the bank may refuse even
 * what Razorpay counted as done.
 */
export const REFUND_MOVES: Moves<RefundState> = {
  requested: ["refused", "pending", "processed", "failed"],
  refused: ["pending", "processed", "failed"],
  pending: ["processed", "failed"],
  processed: ["failed"],
  failed: [],
};

/** The same of a dispute. */
export const DISPUTE_MOVES: Moves<DisputeState> = {
  open: ["under_review", "action_required", "won", "lost", "closed"],
  under_review: ["action_required", "won", "lost", "closed"],
  action_required: ["won", "lost", "closed"],
  won: [],
  lost: [],
  closed: [],
};

/** What a payment is by the furthest of its tries; without any it is `created`. */
export const PAYMENT_OF: Readonly<Record<AttemptState, PaymentState>> = {
  created: "attempted",
  failed: "failed",
  authorized: "authorized",
  captured: "captured",
};
