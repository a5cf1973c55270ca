import type { ReportedPayment, ReportedRefund } from "@stylegence/clients/razorpay/port";
import {
  ATTEMPT_MOVES,
  type AttemptState,
  DISPUTE_MOVES,
  type DisputeState,
  PAYMENT_OF,
  PAYMENT_STATES,
  type PaymentState,
  REFUND_MOVES,
  type RefundState,
} from "./transition.data.ts";

/** A try to pay the order, as far as it is known. */
export interface Attempt {
  /** Razorpay's id of it. */
  attemptId: string;
  state: AttemptState;
  /** The most that any snapshot said was paid back: snapshots come late, and in any order. */
  mostRefunded: number;
  method?: string | undefined;
  failure?: string | undefined;
  disputes: Record<string, DisputeState>;
  at: string;
}

export interface Refund {
  /** Ours, `rfd_…`; Razorpay's where it was made elsewhere. */
  refundId: string;
  attemptId: string;
  /** Razorpay's id; absent until it is known there. */
  providerId?: string | undefined;
  amount: number;
  state: RefundState;
  reason?: string | undefined;
  at: string;
}

/** What is kept of a payment, its tries and its refunds. */
export interface Ledger {
  /** Minor units. */
  amount: number;
  currency: string;
  /** The try that paid: the first that was known to. Any other that took money is paid back. */
  paidBy?: string | undefined;
  /** Whether all that was paid went back once, or the payer's bank took it, so that what it bought was taken back. */
  revoked: boolean;
  attempts: readonly Attempt[];
  refunds: readonly Refund[];
}

/** What somebody tells of one try: the checkout, an event, or Razorpay when asked. */
export interface Report {
  payment: ReportedPayment;
  refunds?: readonly ReportedRefund[];
  dispute?: { id: string; state: DisputeState };
}

export interface Step {
  ledger: Ledger;
  /** The order became paid by this: what it bought is given. */
  paid: boolean;
  /** All of it is gone by this: what it bought is taken back. */
  revoked: boolean;
  /** Tries that took money for what another had paid already. */
  surplus: string[];
  /** Refunds that were thought to be done and are not. */
  failedRefunds: string[];
  /** Disputes that are told of for the first time, or ended. */
  disputes: { id: string; state: DisputeState }[];
}

/**
 * What a ledger becomes by a report; null where it tells nothing new. Reports may come twice, late, in any order and from anybody: each
 * only ever adds to what is known, so that the same reports lead to the same end.
 */
export function step(before: Ledger, report: Report): Step | null {
  const known = before.attempts.find(({ attemptId }) => attemptId === report.payment.id);
  const attempt = moved(known, report);
  const { refunds, failed } = withRefunds(before.refunds, report.refunds ?? []);
  const attempts = known
    ? before.attempts.map((one) => (one === known ? attempt : one))
    : [...before.attempts, attempt];
  const next = { ...before, attempts, refunds };
  const revoked = isAllBack(before, next, report);
  if (attempt === known && refunds === before.refunds && !revoked) return null;
  const isNew = attempt.state === "captured" && known?.state !== "captured";
  const isHeld = attempt.state === "captured" && refundedOf(next, attempt.attemptId) < next.amount;
  const paid = isHeld && next.paidBy === undefined;
  if (paid) next.paidBy = attempt.attemptId;
  if (revoked) next.revoked = true;
  const isSurplus = isNew && isHeld && next.paidBy !== attempt.attemptId;
  return {
    ledger: next,
    paid,
    revoked,
    surplus: isSurplus ? [attempt.attemptId] : [],
    failedRefunds: failed,
    disputes: changedDispute(known, report),
  };
}

/**
 * Whether all that paid is gone, and that is news: a dispute about it was lost, or Razorpay said once that all went back, and what is known
 * of refunds agrees. Neither is enough: the first may be from before one of them failed, and their sum holds one that failed and its second
 * together until all is known.
 */
function isAllBack(before: Ledger, next: Ledger, { payment }: Report): boolean {
  if (before.revoked || before.paidBy !== payment.id) return false;
  const paidBy = next.attempts.find(({ attemptId }) => attemptId === payment.id);
  if (!paidBy) return false;
  return (
    hasLost(paidBy.disputes) || (paidBy.mostRefunded >= next.amount && refundedOf(next, payment.id) >= next.amount)
  );
}

function hasLost(disputes: Attempt["disputes"]): boolean {
  return Object.values(disputes).includes("lost");
}

function moved(known: Attempt | undefined, { payment, dispute }: Report): Attempt {
  const told = stateOf(payment);
  const state = known ? later(ATTEMPT_MOVES, known.state, told) : told;
  const next: Attempt = {
    attemptId: payment.id,
    state,
    mostRefunded: Math.max(known?.mostRefunded ?? 0, payment.amountRefunded),
    method: payment.method ?? known?.method,
    failure: state === "failed" ? (payment.failure ?? known?.failure) : undefined,
    disputes: dispute ? withDispute(known?.disputes ?? {}, dispute) : (known?.disputes ?? {}),
    at: known?.at ?? payment.createdAt,
  };
  return known && isSame(known, next) ? known : next;
}

/** `refunded` says only that the money went back, which amounts tell, and not whether it had been taken. */
function stateOf({ status, captured }: ReportedPayment): AttemptState {
  if (status === "refunded") return captured ? "captured" : "authorized";
  return status;
}

function later<S extends string>(moves: Record<S, readonly S[]>, from: S, to: S): S {
  return moves[from].includes(to) ? to : from;
}

function withDispute(known: Attempt["disputes"], { id, state }: { id: string; state: DisputeState }) {
  const from = known[id];
  return { ...known, [id]: from ? later<DisputeState>(DISPUTE_MOVES, from, state) : state };
}

function changedDispute(known: Attempt | undefined, { dispute }: Report): Step["disputes"] {
  if (!dispute) return [];
  const from = known?.disputes[dispute.id];
  const isNews = !from || (from !== dispute.state && later<DisputeState>(DISPUTE_MOVES, from, dispute.state) !== from);
  return isNews ? [dispute] : [];
}

function withRefunds(known: readonly Refund[], told: readonly ReportedRefund[]) {
  let refunds = known;
  const failed: string[] = [];
  for (const report of told) {
    const there = refunds.find((one) => isOf(one, report));
    // What is not known there yet is as Razorpay says: one that it refused to us it may have made by a call whose answer was lost.
    const state = there?.providerId ? later<RefundState>(REFUND_MOVES, there.state, report.status) : report.status;
    if (there && there.state === state && there.providerId) continue;
    const base = there ?? {
      refundId: report.id,
      attemptId: report.paymentId,
      amount: report.amount,
      at: report.createdAt,
    };
    const next: Refund = { ...base, state, providerId: report.id };
    refunds = there ? refunds.map((one) => (one === there ? next : one)) : [...refunds, next];
    if (state === "failed") failed.push(next.refundId);
  }
  return { refunds, failed };
}

/** Ours is known by the id that we gave it: Razorpay's may not have been written down. */
function isOf(refund: Refund, { id, refundId, paymentId }: ReportedRefund): boolean {
  if (refund.providerId !== undefined) return refund.providerId === id;
  return refund.refundId === refundId && refund.attemptId === paymentId;
}

function isSame(a: Attempt, b: Attempt): boolean {
  return (
    a.state === b.state &&
    a.mostRefunded === b.mostRefunded &&
    a.method === b.method &&
    a.failure === b.failure &&
    Object.keys(b.disputes).every((id) => a.disputes[id] === b.disputes[id])
  );
}

/** What the payment is, by the furthest of its tries. What a bank set aside and gave back is as good as failed. */
export function paymentState(ledger: Pick<Ledger, "amount" | "attempts" | "refunds">): PaymentState {
  const states = ledger.attempts.map(({ attemptId, state }) => {
    const isBack = state === "authorized" && refundedOf(ledger, attemptId) >= ledger.amount;
    return PAYMENT_OF[isBack ? "failed" : state];
  });
  return PAYMENT_STATES.findLast((state) => states.includes(state)) ?? "created";
}

/**
 * What of a try was paid back, minor units: what is known of by name, or the most that a snapshot told of where that is more, without
 * what the bank refused.
 */
export function refundedOf({ attempts, refunds }: Pick<Ledger, "attempts" | "refunds">, attemptId: string): number {
  const own = refunds.filter((one) => one.attemptId === attemptId && one.providerId !== undefined);
  const sum = (some: readonly Refund[]) => some.reduce((total, { amount }) => total + amount, 0);
  const most = attempts.find((one) => one.attemptId === attemptId)?.mostRefunded ?? 0;
  return Math.max(sum(own), most) - sum(own.filter(({ state }) => state === "failed"));
}

/** What may still be paid back of a try, with what was asked for and is not known there yet left out. */
export function refundable(ledger: Pick<Ledger, "amount" | "attempts" | "refunds">, attemptId: string): number {
  const asked = ledger.refunds.filter((one) => one.attemptId === attemptId && one.state === "requested");
  const reserved = asked.reduce((total, { amount }) => total + amount, 0);
  return Math.max(0, ledger.amount - refundedOf(ledger, attemptId) - reserved);
}

/** Whether a payer's bank has asked for money back, and that is not decided. */
export function isDisputed({ attempts }: Pick<Ledger, "attempts">): boolean {
  return attempts.some(({ disputes }) => Object.values(disputes).some((state) => DISPUTE_MOVES[state].length > 0));
}
