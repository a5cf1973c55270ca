import type { ReportedPayment } from "@stylegence/clients/razorpay/port";
import * as Membership from "../membership/membership.ts";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write } from "../platform/transaction.ts";
import * as Referral from "../reward/referral.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import {
  isDisputed,
  type Ledger,
  paymentState,
  type Refund,
  type Report,
  refundable,
  refundedOf,
  step,
} from "./ledger.ts";
import { nextCheck } from "./next-check.ts";
import { type Account, changedWrites, ledgerOf, load, nextWrite, type Payment } from "./store.ts";
import { tellings } from "./tell.ts";

/** `unchanged`: nothing new; `unknown`: there is no such payment here. */
export type Observed = "changed" | "unchanged" | "unknown";

/**
 * Takes in what somebody tells of a try to pay: state, refunds and disputes move forward, and what follows (the time that was bought,
 * money that goes back, what the shopper is told) is written in the same transaction, once. May be called again, late, in any order and
 * side by side. Throws `invalid` for a try of another order or amount.
 */
export function observe(paymentId: string, report: Report): Promise<Observed> {
  return onConflict(async () => {
    const account = await load(paymentId);
    if (!account) return "unknown";
    refuseForeign(account.payment, report.payment);
    const writes = await writesOf(account, report);
    if (!writes) return "unchanged";
    await commit(writes);
    return "changed";
  });
}

function refuseForeign({ paymentId, orderId, amount }: Payment, told: ReportedPayment): void {
  const isOurs = told.orderId === orderId && told.amount === amount.amount && told.currency === amount.currency;
  if (isOurs) return;
  const details = { paymentId, orderId, attemptId: told.id, amount: told.amount, currency: told.currency };
  throw new DomainError("invalid", "This was not paid for this order, or is not its amount.", { context: details });
}

async function writesOf(account: Account, report: Report): Promise<Write[] | null> {
  const known = account.payment;
  const made = step(ledgerOf(account), report);
  if (!made) return null;
  const at = context().now().toISOString();
  const userId = known.userId && !(made.paid && (await isDeleted(known.userId))) ? known.userId : undefined;
  const back = made.paid && !userId ? [report.payment.id] : made.surplus;
  const asked = back.map((attemptId) => automatic(known.paymentId, attemptId, made.ledger, at));
  const ledger = { ...made.ledger, refunds: [...made.ledger.refunds, ...asked] };
  const next = {
    ...shownOf(ledger),
    ...(made.paid && { paidAt: at }),
    ...(made.revoked && { revokedAt: at }),
    updatedAt: at,
  };
  const payment = { ...known, ...next };
  const checkAt = nextCheck({ payment, ...ledger }, context().now());
  const effects = userId ? await effectsOf(userId, payment, made) : [];
  return [
    nextWrite(known, { ...next, checkAt }),
    ...changedWrites(account, ledger),
    ...effects,
    ...(userId ? tellings(userId, account, { payment, refunds: ledger.refunds }) : []),
    ...auditsOf(payment, report, made, asked),
  ];
}

/** What a payment shows of its ledger. */
export function shownOf(
  ledger: Ledger,
): Pick<Payment, "state" | "paidBy" | "refunded" | "disputed" | "failure" | "method"> {
  const state = paymentState(ledger);
  const shown = ledger.attempts.find(({ attemptId }) => attemptId === ledger.paidBy);
  const taken = shown ?? ledger.attempts.find((one) => one.state === "captured");
  const failed = ledger.attempts.findLast((one) => one.state === "failed");
  return {
    state,
    paidBy: ledger.paidBy,
    refunded: taken ? refundedOf(ledger, taken.attemptId) : 0,
    disputed: isDisputed(ledger),
    failure: state === "failed" ? failed?.failure : undefined,
    method: taken?.method,
  };
}

async function effectsOf(
  userId: string,
  { paymentId, plan, days }: Payment,
  { paid, revoked }: { paid: boolean; revoked: boolean },
): Promise<Write[]> {
  if (paid) {
    const given = await Membership.extensionWrites(userId, { key: paymentId, plan, days, reason: "payment" });
    return [...given, ...(await Referral.boughtWrites(userId, `payment:${paymentId}`)), unlessDeleted(userId)];
  }
  if (!revoked) return [];
  const taken = await Membership.revokeWrites(userId, paymentId);
  return [...taken, ...(await Referral.refundedWrites(userId, `payment:${paymentId}`))];
}

/** Money that nobody owes us goes back by itself. */
function automatic(paymentId: string, attemptId: string, ledger: Ledger, at: string): Refund {
  const refundId = `rfd_${hash26(`${paymentId} ${attemptId} automatic`)}`;
  const reason = ledger.paidBy === attemptId ? "The account was deleted" : "Paid twice";
  return { refundId, attemptId, amount: refundable(ledger, attemptId), state: "requested", reason, at };
}

function auditsOf(
  { paymentId, amount }: Payment,
  { payment: { id: attemptId } }: Report,
  made: NonNullable<ReturnType<typeof step>>,
  asked: readonly Refund[],
): Write[] {
  const record = (action: string, details: Record<string, unknown>) => Audit.record(paymentId, action, { details });
  return [
    ...(made.paid ? [record("payment.captured", { attemptId, ...amount })] : []),
    ...(made.revoked ? [record("payment.revoked", { attemptId })] : []),
    ...asked.map(({ refundId, reason }) => record("payment.refund_requested", { refundId, attemptId, reason })),
    ...made.failedRefunds.map((refundId) => record("payment.refund_failed", { refundId, attemptId })),
    ...made.disputes.map(({ id, state }) => record(`payment.dispute_${state}`, { disputeId: id, attemptId })),
  ];
}
