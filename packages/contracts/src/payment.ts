import * as z from "zod/mini";
import { Money } from "./money.ts";

export const PaymentId = z.string().check(z.regex(/^pay_[0-9A-HJKMNP-TV-Z]{26}$/));

/** What is sold. */
export const PLANS = ["monthly", "yearly"] as const;
export const Plan = z.enum(PLANS);
export type Plan = z.infer<typeof Plan>;

/** Body of `POST /me/payments`: what is bought, never what it costs. */
export const PaymentInput = z.strictObject({
  plan: Plan,
  /** One that the plan has a price in; INR where it is absent. */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  /** Made anew by the page for each purchase: the same again is the same payment, not another. */
  key: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
});
export type PaymentInput = z.infer<typeof PaymentInput>;

/** Answer of `POST /me/payments`, 201: what the checkout script is opened with. */
export const Checkout = z.object({
  paymentId: z.string(),
  plan: Plan,
  /** Razorpay's, made by us: option `order_id`. */
  orderId: z.string(),
  /** Option `key`. */
  keyId: z.string(),
  /** Options `amount` and `currency`, for show: Razorpay takes them from the order. */
  amount: Money,
  /** Option `description`. */
  description: z.string(),
  /** Option `notes`. */
  notes: z.record(z.string(), z.string()),
  /** Address of the checkout script. */
  scriptUrl: z.string(),
});
export type Checkout = z.infer<typeof Checkout>;

/** Body of `POST /me/payments/{paymentId}/verify`: what the checkout script hands to its `handler`. */
export const PaymentProof = z.strictObject({
  razorpay_payment_id: z.string().check(z.regex(/^pay_[A-Za-z0-9]{6,30}$/)),
  razorpay_order_id: z.string().check(z.regex(/^order_[A-Za-z0-9]{6,30}$/)),
  razorpay_signature: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export type PaymentProof = z.infer<typeof PaymentProof>;

/**
 * `created`: an order, and nobody tried to pay it; `attempted`: somebody is at it; `failed`: the last try failed, another may come, and
 * even the failed one may be told of as authorised for days; `authorized`: the bank said yes; `captured`: paid. It goes forward only.
 * What was paid back is told by `refunded`.
 */
export const PAYMENT_STATES = ["created", "attempted", "failed", "authorized", "captured"] as const;
export const PaymentState = z.enum(PAYMENT_STATES);
export type PaymentState = z.infer<typeof PaymentState>;

/** Answer of `POST /me/payments/{paymentId}/verify`, and a row of the list. */
export const Payment = z.object({
  paymentId: z.string(),
  plan: Plan,
  description: z.string(),
  state: PaymentState,
  amount: Money,
  /** What was paid back of it; zero for nothing. */
  refunded: Money,
  refund: z.enum(["none", "partial", "full"]),
  /** The payer's bank has asked for it back, and that is not decided. */
  disputed: z.boolean(),
  createdAt: z.string(),
  /** Null until it is captured. */
  paidAt: z.nullable(z.string()),
  /** What was said of the last try that failed, for the payer; null while there is none. */
  failure: z.nullable(z.string()),
});
export type Payment = z.infer<typeof Payment>;

/** Answer of `GET /me/payments`, newest first. The query is `PageQuery`. */
export const Payments = z.object({ items: z.array(Payment), nextCursor: z.nullable(z.string()) });
export type Payments = z.infer<typeof Payments>;

export const Refund = z.object({
  refundId: z.string(),
  amount: Money,
  state: z.enum(["requested", "pending", "processed", "failed"]),
  at: z.string(),
});
export type Refund = z.infer<typeof Refund>;

export const Receipt = z.object({
  number: z.string(),
  issuedAt: z.string(),
  lines: z.array(z.object({ description: z.string(), quantity: z.int(), amount: Money })),
  total: Money,
  /** How it was paid: `card`, `upi`, `netbanking` …; null where that was not told. */
  method: z.nullable(z.string()),
  /** Razorpay's id of it, which the payer's bank knows. */
  reference: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** Answer of `GET /me/payments/{paymentId}`. */
export const PaymentDetail = z.extend(Payment, {
  /** Null until it is captured. */
  receipt: z.nullable(Receipt),
  /** Oldest first. */
  refunds: z.array(Refund),
  /** The time that it bought; null before, and where it was taken back in full. */
  period: z.nullable(z.object({ startsAt: z.string(), endsAt: z.string() })),
});
export type PaymentDetail = z.infer<typeof PaymentDetail>;

export const Standing = z.object({
  active: z.boolean(),
  /** Of the running period; null without one. */
  plan: z.nullable(Plan),
  /** When the last of the periods that follow each other ends; null for somebody who never was a member. */
  endsAt: z.nullable(z.string()),
});
export type Standing = z.infer<typeof Standing>;

/** Answer of `GET /me/membership`. */
export const Membership = z.object({
  standing: Standing,
  /** False where this stage sells nothing: then `plans` are for show. */
  onSale: z.boolean(),
  plans: z.array(
    z.object({
      plan: Plan,
      name: z.string(),
      days: z.int(),
      /** One for each currency, INR first. */
      prices: z.array(Money),
    }),
  ),
  /** What a membership lifts: how many wishes there may be, without and with it. */
  wishes: z.object({ free: z.int(), member: z.int() }),
});
export type Membership = z.infer<typeof Membership>;
