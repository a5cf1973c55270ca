import { shardOf } from "../platform/hash.ts";
import { attributesOf, kindOf, partitionKey } from "../platform/item.ts";
import { everyItem } from "../platform/partition.ts";
import { type Write, write } from "../platform/transaction.ts";
import type { Ledger } from "./ledger.ts";
import {
  type AttemptRow,
  type Payment,
  payment,
  paymentAttempt,
  paymentOrder,
  type RefundRow,
  refund,
} from "./payment.entity.ts";

export type { Payment };

/** A payment with its tries and refunds, as they all were at one moment. */
export interface Account {
  payment: Payment;
  attempts: AttemptRow[];
  refunds: RefundRow[];
}

/** By how many partitions those that are to be checked are spread. */
export const CHECK_SHARDS = 4;

export function shardOfPayment(paymentId: string): number {
  return shardOf(paymentId, CHECK_SHARDS);
}

/** A payment with everything that belongs to it, or null. Strongly consistent. */
export async function load(paymentId: string): Promise<Account | null> {
  const items = await everyItem(partitionKey({ paymentId }), { consistent: true });
  const all = <T>(kind: string) => items.filter((item) => kindOf(item) === kind).map((item) => attributesOf<T>(item));
  const [found] = all<Payment>("payment");
  const attempts = all<AttemptRow>("paymentAttempt").sort(byTime);
  return found ? { payment: found, attempts, refunds: all<RefundRow>("refund").sort(byTime) } : null;
}

const byTime = (a: { at: string }, b: { at: string }) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** The payment that an order of Razorpay's is for; null for one that is not ours. Strongly consistent. */
export async function paymentIdOf(orderId: string): Promise<string | null> {
  const { data } = await paymentOrder().get({ orderId }).go({ consistent: true });
  return data?.paymentId ?? null;
}

export function ledgerOf({ payment: row, attempts, refunds }: Account): Ledger {
  const { amount, currency } = row.amount;
  return { amount, currency, paidBy: row.paidBy, revoked: row.revokedAt !== undefined, attempts, refunds };
}

/** The write of a payment as it is to be, under the condition that it still is what was read. */
export function nextWrite(known: Payment, change: Partial<Payment>): Write {
  return write(
    payment()
      .put({ ...known, ...change, rev: known.rev + 1 })
      .where((attr, { eq }) => eq(attr.rev, known.rev)),
  );
}

/** The writes of tries and refunds that are not as they were. */
export function changedWrites(account: Account, { attempts, refunds }: Pick<Ledger, "attempts" | "refunds">): Write[] {
  const { paymentId } = account.payment;
  const isNew = (one: object) =>
    !(account.attempts as object[]).includes(one) && !(account.refunds as object[]).includes(one);
  return [
    ...attempts.filter(isNew).map((one) => write(paymentAttempt().put({ ...one, paymentId }))),
    ...refunds.filter(isNew).map((one) => write(refund().put({ ...one, paymentId }))),
  ];
}
