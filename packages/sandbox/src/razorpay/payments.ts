import { invalid, missing } from "./failure.ts";
import { notesOf } from "./input.ts";
import type { Method, Payment, PaymentError } from "./model.ts";
import { orderOf } from "./orders.ts";
import type { Outbox } from "./outbox.ts";
import { letters, newId, type RazorpayState } from "./state.ts";

/** What every part of the local Razorpay works with. */
export interface Bank {
  state: RazorpayState;
  outbox: Outbox;
}

/** What the buyer's bank says: yes, no, nothing at all, or nothing yet. */
export const OUTCOMES = ["success", "failure", "late", "pending"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Attempted {
  method: Method;
  email?: string;
  contact?: string;
  description?: string;
  notes?: unknown;
  outcome: Outcome;
}

const NO_ERROR: PaymentError = {
  ...{ error_code: null, error_description: null, error_source: null, error_step: null, error_reason: null },
};
const REFUSED: PaymentError = {
  error_code: "BAD_REQUEST_ERROR",
  error_description: "Your payment didn't go through as it was declined by the bank. Try another payment method.",
  error_source: "bank",
  error_step: "payment_authorization",
  error_reason: "payment_declined",
};
const TIMED_OUT: PaymentError = {
  error_code: "BAD_REQUEST_ERROR",
  error_description: "Payment was not completed on time.",
  error_source: "customer",
  error_step: "payment_authentication",
  error_reason: "payment_timed_out",
};
const FEE_PERCENT = 2;
const GST_PERCENT = 18;

const DETAILS: Record<Method, (payment: Payment) => Partial<Payment>> = {
  card(payment) {
    const card = { id: newId("card"), entity: "card", name: "", last4: "1111", network: "Visa", type: "debit" };
    const rest = { issuer: "HDFC", international: payment.international, emi: false, sub_type: "consumer" };
    return { card_id: card.id, card: { ...card, ...rest }, acquirer_data: { auth_code: null } };
  },
  upi: () => ({
    vpa: "success@razorpay",
    upi: { payer_account_type: "bank_account", vpa: "success@razorpay", flow: "collect" },
    acquirer_data: { rrn: null },
  }),
  netbanking: () => ({ bank: "HDFC", acquirer_data: { bank_transaction_id: null } }),
  wallet: () => ({ wallet: "payzapp", acquirer_data: { transaction_id: null } }),
};

export function paymentOf({ data }: RazorpayState, id: string): Payment {
  const payment = data.payments[id];
  if (!payment) throw missing();
  return payment;
}

/** A buyer tries to pay an order. Throws where it is paid already. */
export function attempt(bank: Bank, orderId: string, attempted: Attempted): Payment {
  const { state } = bank;
  const order = orderOf(state, orderId);
  if (order.status === "paid")
    throw invalid(
      "Your payment has been declined as the order is already paid. Please initiate the payment with a new order.",
    );
  const made: Payment = {
    id: newId("pay"),
    entity: "payment",
    amount: order.amount,
    currency: order.currency,
    base_amount: order.amount,
    status: "created",
    order_id: order.id,
    invoice_id: null,
    international: order.currency !== "INR",
    method: attempted.method,
    amount_refunded: 0,
    amount_transferred: 0,
    refund_status: null,
    captured: false,
    description: attempted.description ?? null,
    card_id: null,
    bank: null,
    wallet: null,
    vpa: null,
    email: attempted.email ?? "void@razorpay.com",
    contact: attempted.contact ?? "+919999999999",
    notes: notesOf(attempted.notes),
    fee: null,
    tax: null,
    ...NO_ERROR,
    acquirer_data: {},
    created_at: state.seconds(),
  };
  const payment = { ...made, ...DETAILS[attempted.method](made) };
  order.attempts += 1;
  order.status = "attempted";
  state.data.payments[payment.id] = payment;
  if (attempted.outcome === "success") authorize(bank, payment.id);
  if (attempted.outcome === "failure") refuse(bank, payment.id, REFUSED);
  if (attempted.outcome === "late") refuse(bank, payment.id, TIMED_OUT);
  state.save();
  return payment;
}

/** The bank says no, or nothing in time. */
export function refuse({ state, outbox }: Bank, id: string, why: PaymentError = TIMED_OUT): Payment {
  const payment = paymentOf(state, id);
  if (payment.status !== "created") throw invalid("Only a payment that waits for the bank can fail.");
  Object.assign(payment, why, { status: "failed" });
  outbox.post({ event: "payment.failed", payment });
  state.save();
  return payment;
}

/** The bank says yes, in time or late. The money is taken at once where the account does so, unless another payment was. */
export function authorize(bank: Bank, id: string): Payment {
  const { state, outbox } = bank;
  const payment = paymentOf(state, id);
  if (payment.status !== "created" && payment.status !== "failed")
    throw invalid("Only a payment that waits for the bank or has failed can be authorised.");
  const [reference] = Object.keys(payment.acquirer_data);
  Object.assign(payment, NO_ERROR, { status: "authorized" });
  if (reference) payment.acquirer_data = { [reference]: letters(12).toLowerCase() };
  outbox.post({ event: "payment.authorized", payment });
  const isFree = orderOf(state, payment.order_id).status !== "paid";
  if (state.data.settings.autoCapture && isFree) capture(bank, id);
  state.save();
  return payment;
}

/** Takes the money that the bank has set aside: two events, one of the payment and one of its order. */
export function capture({ state, outbox }: Bank, id: string): Payment {
  const payment = paymentOf(state, id);
  const order = orderOf(state, payment.order_id);
  if (payment.captured) throw invalid("This payment has already been captured");
  if (payment.status !== "authorized")
    throw invalid("Only payments which have been authorized and not yet captured can be captured");
  if (order.status === "paid")
    throw invalid(
      "Your payment has been declined as the order is already paid. Please initiate the payment with a new order.",
    );
  const fee = Math.round((payment.amount * FEE_PERCENT) / 100);
  const tax = Math.round((fee * GST_PERCENT) / 100);
  Object.assign(payment, { status: "captured", captured: true, fee: fee + tax, tax });
  Object.assign(order, { status: "paid", amount_paid: order.amount, amount_due: 0 });
  outbox.post({ event: "payment.captured", payment });
  outbox.post({ event: "order.paid", payment, order });
  state.save();
  return payment;
}
