import { setTimeout as wait } from "node:timers/promises";
import { amountOf } from "./amount.ts";
import { invalid, missing, RazorpayFailure } from "./failure.ts";
import { notesOf, only, textOf } from "./input.ts";
import type { Payment, Refund } from "./model.ts";
import { type Bank, paymentOf } from "./payments.ts";
import { newId, type RazorpayState } from "./state.ts";

const FIELDS = ["amount", "speed", "notes", "receipt"];
const KEY = /^[A-Za-z0-9_-]{10,}$/;
const HALF_YEAR_SECONDS = 183 * 86_400;

export interface Refunds {
  /** Gives money back, once for each idempotency key. Throws 409 while the same key is being worked on. */
  create(paymentId: string, body: Record<string, unknown>, key: string | null): Promise<Refund>;
  /** Gives back what the bank set aside and nobody took, as the real one does after some days. */
  release(paymentId: string): Refund;
  process(id: string): Refund;
  fail(id: string): Refund;
}

export function refundOf({ data }: RazorpayState, id: string): Refund {
  const refund = data.refunds[id];
  if (!refund) throw missing();
  return refund;
}

/** In the order in which they were made. */
export const refundsOf = ({ data }: RazorpayState, paymentId: string): Refund[] =>
  Object.values(data.refunds).filter(({ payment_id: of }) => of === paymentId);

export function openRefunds(bank: Bank): Refunds {
  const { state, outbox } = bank;
  const { data } = state;
  const flying = new Set<string>();

  const once = async (asked: string, key: string, make: () => Promise<Refund>): Promise<Refund> => {
    if (!KEY.test(key)) throw invalid("The idempotency key must be at least 10 characters of A-Z, a-z, 0-9, - and _.");
    if (flying.has(key))
      throw new RazorpayFailure(409, "The request with this idempotency key is being processed.", { isInput: false });
    const kept = data.idempotency[key];
    if (kept && kept.asked !== asked)
      throw new RazorpayFailure(400, "Different request with the same idempotency key has already been processed.", {
        isInput: false,
      });
    if (kept) return refundOf(state, kept.refundId);
    flying.add(key);
    try {
      const refund = await make();
      data.idempotency[key] = { asked, refundId: refund.id };
      state.save();
      return refund;
    } finally {
      flying.delete(key);
    }
  };

  const make = (payment: Payment, amount: number, body: Record<string, unknown>): Refund => {
    const refund: Refund = {
      id: newId("rfnd"),
      entity: "refund",
      amount,
      currency: payment.currency,
      payment_id: payment.id,
      notes: notesOf(body.notes),
      receipt: textOf(body.receipt, "receipt", 40),
      acquirer_data: { arn: null },
      created_at: state.seconds(),
      batch_id: null,
      status: "pending",
      speed_processed: "normal",
      speed_requested: body.speed === "optimum" ? "optimum" : "normal",
    };
    data.refunds[refund.id] = refund;
    move(payment, amount);
    outbox.post({ event: "refund.created", payment, refund });
    if (data.settings.refunds === "processed") process(refund.id);
    state.save();
    return refund;
  };
  const process = (id: string): Refund => {
    const refund = pending(state, id);
    refund.status = "processed";
    outbox.post({ event: "refund.processed", payment: paymentOf(state, refund.payment_id), refund });
    state.save();
    return refund;
  };

  return {
    async create(paymentId, body, key) {
      only(body, FIELDS);
      const payment = paymentOf(state, paymentId);
      const run = async () => {
        await wait(data.settings.refundMs);
        return make(payment, refundable(payment, body.amount, state.seconds()), body);
      };
      return key === null ? run() : once(JSON.stringify([paymentId, body]), key, run);
    },
    release(paymentId) {
      const payment = paymentOf(state, paymentId);
      if (payment.status !== "authorized") throw invalid("Only what is authorised and not captured can be released.");
      return make(payment, payment.amount, {});
    },
    process,
    fail(id) {
      const refund = pending(state, id);
      const payment = paymentOf(state, refund.payment_id);
      refund.status = "failed";
      move(payment, -refund.amount);
      outbox.post({ event: "refund.failed", payment, refund });
      state.save();
      return refund;
    },
  };
}

function pending(state: RazorpayState, id: string): Refund {
  const refund = refundOf(state, id);
  if (refund.status === "pending") return refund;
  throw invalid(`The refund is ${refund.status} already.`);
}

/** The payment follows its refunds; its order stays paid. */
function move(payment: Payment, amount: number): void {
  payment.amount_refunded += amount;
  const isFull = payment.amount_refunded === payment.amount;
  payment.refund_status = isFull ? "full" : payment.amount_refunded > 0 ? "partial" : null;
  payment.status = isFull ? "refunded" : payment.captured ? "captured" : "authorized";
}

/** How much is given back. Throws where it is more than is left. */
function refundable(payment: Payment, given: unknown, now: number): number {
  if (payment.status === "refunded") throw invalid("The payment has been fully refunded already");
  if (payment.status !== "captured") throw invalid("The payment status should be captured for action to be taken");
  if (payment.created_at < now - HALF_YEAR_SECONDS)
    throw invalid("Refund is not supported by the bank because the payment is more than 6 months old");
  const left = payment.amount - payment.amount_refunded;
  const amount = given === undefined || given === null ? left : amountOf(given, payment.currency);
  if (amount > left) throw invalid("The refund amount provided is greater than amount captured", "amount");
  return amount;
}
