import * as z from "zod";
import { moveDispute, openDispute } from "./disputes.ts";
import { missing } from "./failure.ts";
import { DISPUTE_STATUSES } from "./model.ts";
import { attempt, authorize, type Bank, capture, OUTCOMES, paymentOf, refuse } from "./payments.ts";
import type { Refunds } from "./refunds.ts";
import { signature } from "./signature.ts";

const Amount = z.object({ amount: z.optional(z.coerce.number().int().positive()) });
export const Pay = z.object({
  outcome: z.enum(OUTCOMES).default("success"),
  method: z.enum(["card", "upi", "netbanking", "wallet"]).default("upi"),
  email: z.optional(z.string()),
  contact: z.optional(z.string()),
  description: z.optional(z.string()),
  notes: z.optional(z.record(z.string(), z.string())),
});
const Again = z.object({
  order: z.enum(["forward", "backward"]).default("forward"),
  times: z.coerce.number().int().min(1).max(50).default(1),
});
const Move = z.object({ status: z.enum(DISPUTE_STATUSES) });

/** What somebody outside of the shop does: the buyer, banks, Razorpay itself. By kind of thing and name of the deed. */
export type Lever = (id: string, input: unknown) => unknown;

/** One table for the page and for tests. */
export function levers(bank: Bank, refunds: Refunds): Record<string, Lever> {
  const { state, outbox } = bank;
  const told = (paymentId: string) => state.data.messages.filter((message) => message.paymentId === paymentId);
  const find = (id: string) => {
    const message = state.data.messages.find((candidate) => candidate.id === id);
    if (!message) throw missing();
    return message;
  };
  const again = async (messages: ReturnType<typeof told>, input: unknown) => {
    const { order, times } = Again.parse(input);
    const row = order === "backward" ? messages.toReversed() : messages;
    for (let n = 0; n < times; n++) await outbox.send(row);
    return row;
  };
  return {
    "orders/pay": (id, input) => {
      const payment = attempt(bank, id, Pay.parse(input));
      return { payment, ...signature(state.data, payment) };
    },
    "payments/authorize": (id) => authorize(bank, id),
    "payments/fail": (id) => refuse(bank, id),
    "payments/capture": (id) => capture(bank, id),
    "payments/refund": (id, input) => {
      const { amount } = Amount.parse(input);
      return refunds.create(id, amount === undefined ? {} : { amount }, null);
    },
    "payments/release": (id) => refunds.release(id),
    "payments/dispute": (id, input) => openDispute(bank, id, Amount.parse(input).amount),
    "payments/events": (id, input) => again(told(paymentOf(state, id).id), input),
    "refunds/process": (id) => refunds.process(id),
    "refunds/fail": (id) => refunds.fail(id),
    "disputes/move": (id, input) => moveDispute(bank, id, Move.parse(input).status),
    "messages/send": (id, input) => again([find(id)], input),
    "messages/replay": (id) => outbox.replay(id),
  };
}
