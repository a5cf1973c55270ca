import { invalid, missing } from "./failure.ts";
import type { Dispute } from "./model.ts";
import { type Bank, paymentOf } from "./payments.ts";
import { newId, type RazorpayState } from "./state.ts";

const WEEK_SECONDS = 7 * 86_400;
const DOCUMENTS = [
  ...["summary", "shipping_proof", "billing_proof", "cancellation_proof", "customer_communication"],
  ...["proof_of_service", "explanation_letter", "refund_confirmation", "access_activity_log"],
  ...["refund_cancellation_policy", "term_and_conditions", "others", "submitted_at"],
];
/** Where a dispute may go from where it is. */
const NEXT: Record<Dispute["status"], readonly Dispute["status"][]> = {
  open: ["under_review", "lost", "closed"],
  action_required: ["under_review", "lost", "closed"],
  under_review: ["action_required", "won", "lost", "closed"],
  won: [],
  lost: [],
  closed: [],
};

export function disputeOf({ data }: RazorpayState, id: string): Dispute {
  const dispute = data.disputes[id];
  if (!dispute) throw missing();
  return dispute;
}

/** The buyer's bank questions a payment; `amount` is all of it unless it is said. */
export function openDispute({ state, outbox }: Bank, paymentId: string, amount?: number): Dispute {
  const payment = paymentOf(state, paymentId);
  if (!payment.captured) throw invalid("Only a captured payment can be disputed.");
  const contested = amount ?? payment.amount;
  const now = state.seconds();
  const dispute: Dispute = {
    id: newId("disp"),
    entity: "dispute",
    payment_id: payment.id,
    amount: contested,
    currency: payment.currency,
    amount_deducted: 0,
    reason_code: "goods_or_services_not_received_or_partially_received",
    respond_by: now + WEEK_SECONDS,
    status: "open",
    phase: "chargeback",
    created_at: now,
    evidence: { amount: contested, ...Object.fromEntries(DOCUMENTS.map((name) => [name, null])) },
  };
  state.data.disputes[dispute.id] = dispute;
  outbox.post({ event: "payment.dispute.created", payment, dispute });
  state.save();
  return dispute;
}

/** Moves a dispute on. What is lost is taken from our balance; the payment itself stays as it is. */
export function moveDispute({ state, outbox }: Bank, id: string, status: Dispute["status"]): Dispute {
  const dispute = disputeOf(state, id);
  if (!NEXT[dispute.status].includes(status))
    throw invalid(`A dispute that is ${dispute.status} does not become ${status}.`);
  dispute.status = status;
  if (status === "lost") dispute.amount_deducted = dispute.amount;
  outbox.post({ event: `payment.dispute.${status}`, payment: paymentOf(state, dispute.payment_id), dispute });
  state.save();
  return dispute;
}
