/** What Razorpay's record says of one try to pay an order, at the moment that it was written down. Amounts are minor units. */
export interface ReportedPayment {
  id: string;
  orderId: string;
  status: "created" | "authorized" | "captured" | "refunded" | "failed";
  /** Whether the money was taken; what was only set aside can be `refunded` too. */
  captured: boolean;
  amount: number;
  currency: string;
  amountRefunded: number;
  method: string | null;
  /** What may be told to the payer of a failure. */
  failure: string | null;
  /** ISO 8601. */
  createdAt: string;
}

export interface ReportedRefund {
  id: string;
  paymentId: string;
  amount: number;
  status: "pending" | "processed" | "failed";
  /** The id that we gave it; null where it was made elsewhere. */
  refundId: string | null;
  createdAt: string;
}

/** Razorpay. All verbs throw ServiceError; a `rejected` one will never succeed, and its message names Razorpay's reason. */
export interface Razorpay {
  /** Returns the order's id. The receipt has at most 40 characters. */
  createOrder(order: {
    amount: number;
    currency: string;
    receipt: string;
    notes: Record<string, string>;
  }): Promise<string>;
  /** Every try to pay an order. */
  paymentsOf(orderId: string): Promise<ReportedPayment[]>;
  payment(paymentId: string): Promise<ReportedPayment>;
  /** At most the last hundred. */
  refundsOf(paymentId: string): Promise<ReportedRefund[]>;
  /** Pays back; once for each of our refund ids, however often it is asked for. */
  refund(paymentId: string, refund: { refundId: string; amount: number; reason: string }): Promise<ReportedRefund>;
}
