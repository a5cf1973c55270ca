/** `[]` when empty, as PHP writes a map without keys. */
export type Notes = Record<string, string> | [];

/** What Razorpay answers and tells; times are seconds since 1970, amounts in the currency's smallest unit. */
export interface Order {
  id: string;
  entity: "order";
  amount: number;
  amount_paid: number;
  amount_due: number;
  currency: string;
  receipt: string | null;
  offer_id: null;
  status: "created" | "attempted" | "paid";
  attempts: number;
  notes: Notes;
  created_at: number;
}

export type Method = "card" | "upi" | "netbanking" | "wallet";

export interface PaymentError {
  error_code: string | null;
  error_description: string | null;
  error_source: string | null;
  error_step: string | null;
  error_reason: string | null;
}

export interface Payment extends PaymentError {
  id: string;
  entity: "payment";
  amount: number;
  currency: string;
  base_amount: number;
  status: "created" | "authorized" | "captured" | "refunded" | "failed";
  order_id: string;
  invoice_id: null;
  international: boolean;
  method: Method;
  amount_refunded: number;
  amount_transferred: number;
  refund_status: "partial" | "full" | null;
  captured: boolean;
  description: string | null;
  card_id: string | null;
  bank: string | null;
  wallet: string | null;
  vpa: string | null;
  email: string;
  contact: string;
  notes: Notes;
  fee: number | null;
  tax: number | null;
  acquirer_data: Record<string, string | null>;
  created_at: number;
  card?: Record<string, string | boolean | null>;
  upi?: { payer_account_type: string; vpa: string; flow: string };
}

export interface Refund {
  id: string;
  entity: "refund";
  amount: number;
  currency: string;
  payment_id: string;
  notes: Notes;
  receipt: string | null;
  acquirer_data: { arn: string | null };
  created_at: number;
  batch_id: null;
  status: "pending" | "processed" | "failed";
  speed_processed: "normal" | "instant";
  speed_requested: "normal" | "optimum";
}

export const DISPUTE_STATUSES = ["open", "under_review", "action_required", "won", "lost", "closed"] as const;

export interface Dispute {
  id: string;
  entity: "dispute";
  payment_id: string;
  amount: number;
  currency: string;
  amount_deducted: number;
  reason_code: string;
  respond_by: number;
  status: (typeof DISPUTE_STATUSES)[number];
  phase: "fraud" | "retrieval" | "chargeback" | "pre_arbitration" | "arbitration";
  created_at: number;
  evidence: Record<string, number | string | string[] | null>;
}

export interface Attempt {
  /** Milliseconds since 1970. */
  at: number;
  /** 0 where no answer came. */
  status: number;
  ms: number;
  error: string | null;
}

/** One event on its way to the endpoint. */
export interface Message {
  /** `x-razorpay-event-id`, the same at every attempt. */
  id: string;
  event: string;
  paymentId: string;
  /** The bytes that are signed and sent, the same at every attempt. */
  payload: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** `silent`: made while the webhook was silent, and told by a replay alone. */
  state: "waiting" | "held" | "silent" | "delivered" | "failed";
  /** What was valid when it was made: retries are signed with it, replays are not. */
  secret: string;
  attempts: Attempt[];
  /** When it was made and is sent next, on the clock of retries. */
  bornAt: number;
  nextAt: number | null;
  replays: number[];
}

export interface Endpoint {
  url: string | null;
  /** Turned off after a day of failures, until somebody turns it on again. */
  enabled: boolean;
  /** Nothing is sent, as if Razorpay had forgotten; what happens meanwhile is told by a replay alone. */
  silent: boolean;
  /** New messages wait until somebody releases them. */
  hold: boolean;
  /** By how much faster than the real one it comes back. */
  speed: number;
}

export interface Settings {
  /** Takes the money as soon as the bank has said yes, as accounts do by default. */
  autoCapture: boolean;
  refunds: "processed" | "pending";
  /** How long the making of a refund takes; its idempotency key is in flight until then. */
  refundMs: number;
}

export interface Saved {
  accountId: string;
  keyId: string;
  keySecret: string;
  /** The newest first, at most two. */
  webhookSecrets: string[];
  orders: Record<string, Order>;
  payments: Record<string, Payment>;
  refunds: Record<string, Refund>;
  disputes: Record<string, Dispute>;
  /** Idempotency key of a refund → what was asked, and what came of it. */
  idempotency: Record<string, { asked: string; refundId: string }>;
  messages: Message[];
  endpoint: Endpoint;
  settings: Settings;
  /** By how much the clock of retries is ahead, in milliseconds. */
  skipped: number;
}
