import type { Razorpay, ReportedRefund } from "@stylegence/clients/razorpay/port";
import { ServiceError } from "@stylegence/clients/service-error";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { type Attempt, type Refund, refundable } from "./ledger.ts";
import { REFUSED_AFTER_MS } from "./next-check.ts";
import { observe } from "./observe.ts";
import { type Account, changedWrites, ledgerOf, load, nextWrite } from "./store.ts";

export interface Asked {
  /** Minor units; all that is left where it is absent. */
  amount?: number | undefined;
  reason: string;
}

/**
 * Notes that money shall go back, for `carryOut` or the reconciler to do. The same amount for the same reason is the same refund,
 * however often it is asked for. What was paid twice and could not go back by itself goes first. Throws `forbidden` for anybody but staff, `not_found`, and `invalid` for a payment that nobody paid or
 * more than is left of it.
 */
export async function request(paymentId: string, asked: Asked): Promise<Refund> {
  const { actor, now } = context();
  if (actor.type !== "staff" && actor.type !== "system") throw new DomainError("forbidden", "Only staff may do this.");
  const refundId = `rfd_${hash26(`${paymentId} ${asked.amount ?? "all"} ${asked.reason}`)}`;
  return onConflict(async () => {
    const account = await load(paymentId);
    if (!account) throw notFound({ paymentId });
    const there = account.refunds.find((one) => one.refundId === refundId);
    if (there) return there;
    const at = now().toISOString();
    const refund: Refund = { ...amountOf(account, asked), refundId, state: "requested", reason: asked.reason, at };
    const { attemptId, amount } = refund;
    await commit([
      nextWrite(account.payment, { checkAt: at }),
      ...changedWrites(account, { attempts: [], refunds: [refund] }),
      Audit.record(paymentId, "payment.refund_requested", {
        reason: asked.reason,
        details: { refundId, attemptId, amount },
      }),
    ]);
    return refund;
  });
}

function amountOf(account: Account, { amount }: Asked): { attemptId: string; amount: number } {
  const { paidBy } = account.payment;
  if (paidBy === undefined) throw new DomainError("invalid", "Nobody paid this.");
  const ledger = ledgerOf(account);
  // What was paid twice goes first: there it is only where its own refund came to nothing.
  const isSurplus = ({ attemptId, state }: Attempt) =>
    state === "captured" && attemptId !== paidBy && refundable(ledger, attemptId) > 0;
  const attemptId = ledger.attempts.find(isSurplus)?.attemptId ?? paidBy;
  const left = refundable(ledger, attemptId);
  const wanted = amount ?? left;
  if (Number.isSafeInteger(wanted) && wanted > 0 && wanted <= left) return { attemptId, amount: wanted };
  const fields = [{ field: "amount", message: `must be from 1 to ${left}` }];
  throw new DomainError("invalid", `Of this payment ${left} is left to pay back.`, { fields });
}

/**
 * Has Razorpay pay back what was asked for. It does so once for each refund, though this is cut off between its answer and our note of
 * it, and called again. Throws ServiceError where that is to be tried later.
 */
export async function carryOut(paymentId: string, refund: Refund, razorpay: Razorpay): Promise<void> {
  const { refundId, attemptId, amount, reason = "" } = refund;
  let done: ReportedRefund;
  try {
    done = await razorpay.refund(attemptId, { refundId, amount, reason });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const told = await razorpay.payment(attemptId);
    const isOver = told.amountRefunded + amount > told.amount || ageOf(refund) > REFUSED_AFTER_MS;
    return refuse(paymentId, refundId, error.message, isOver);
  }
  const payment = await razorpay.payment(attemptId);
  await observe(paymentId, { payment, refunds: [done] });
}

/** Whether Razorpay refused this very refund; a conflict is a call with the same key that is under way. */
function isRefusal(error: unknown): error is ServiceError {
  return error instanceof ServiceError && !error.retry && error.kind !== "conflict";
}

const ageOf = ({ at }: Refund) => context().now().getTime() - Date.parse(at);

/** Staff see why. Only where it never will be done is what was reserved for it free again: a balance may be too low for a day. */
function refuse(paymentId: string, refundId: string, reason: string, isOver: boolean): Promise<void> {
  return onConflict(async () => {
    const account = await load(paymentId);
    const refund = account?.refunds.find((one) => one.refundId === refundId);
    if (!account || refund?.state !== "requested") return;
    await commit([
      nextWrite(account.payment, {}),
      ...(isOver ? changedWrites(account, { attempts: [], refunds: [{ ...refund, state: "refused" }] }) : []),
      Audit.record(paymentId, "payment.refund_refused", { reason, details: { refundId } }),
    ]);
  });
}
