import type { Razorpay } from "@stylegence/clients/razorpay/port";
import { ServiceError } from "@stylegence/clients/service-error";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { nextCheck } from "./next-check.ts";
import { observe } from "./observe.ts";
import { payment } from "./payment.entity.ts";
import { carryOut } from "./refund.ts";
import { CHECK_SHARDS, load, type Payment } from "./store.ts";

export interface Reconciled {
  asked: number;
  changed: number;
  /** Those that could not be asked about, or not taken in: put off for minutes, or for a day where that will not help. */
  failed: { paymentId: string; reason: string }[];
  /** Whether more were due than one call may look at. */
  more: boolean;
}

const PAGE = 50;
const PAGES_AT_ONCE = 6;
const SIDE_BY_SIDE = 5;
/** So many failures, and Razorpay is left alone until the next call. */
const GIVE_UP_AFTER = 10;
const MINUTES_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** Asks Razorpay about every payment that is due, oldest first, so that what no event told is known all the same. */
export async function reconcile(razorpay: Razorpay): Promise<Reconciled> {
  const total: Reconciled = { asked: 0, changed: 0, failed: [], more: false };
  const seen = new Set<string>();
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const found = await dueNow();
    const due = found.filter(({ paymentId }) => !seen.has(paymentId));
    for (let at = 0; at < due.length; at += SIDE_BY_SIDE) {
      const some = due.slice(at, at + SIDE_BY_SIDE);
      for (const { paymentId } of some) seen.add(paymentId);
      await checkAll(some, razorpay, total);
      if (total.failed.length >= GIVE_UP_AFTER) return { ...total, more: true };
    }
    if (found.length < PAGE || due.length === 0) return total;
  }
  return { ...total, more: true };
}

async function checkAll(due: readonly Payment[], razorpay: Razorpay, total: Reconciled): Promise<void> {
  const results = await Promise.allSettled(due.map(({ paymentId }) => check(paymentId, razorpay)));
  total.asked += results.length;
  for (const [at, result] of results.entries()) {
    const { paymentId } = due[at]!;
    if (result.status === "fulfilled") {
      if (result.value) total.changed += 1;
      continue;
    }
    const { reason } = result;
    total.failed.push({ paymentId, reason: reason instanceof Error ? reason.message : String(reason) });
    // What fails must not stand in the way of the others, which are due after it.
    await setAside(paymentId, isPassing(reason) ? MINUTES_MS : DAY_MS);
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof ServiceError) return error.retry || error.kind === "conflict";
  return error instanceof DomainError && error.retry;
}

function setAside(paymentId: string, forMs: number): Promise<void> {
  return putOff(paymentId, new Date(context().now().getTime() + forMs).toISOString());
}

/** Of all shards the longest due. The index may be a moment behind: looking twice does no harm. */
async function dueNow(): Promise<Payment[]> {
  const until = { checkAt: context().now().toISOString(), paymentId: "~" };
  const shards = Array.from({ length: CHECK_SHARDS }, (_, shard) =>
    payment().query.byCheck({ shard }).lte(until).go({ limit: PAGE }),
  );
  const found = (await Promise.all(shards)).flatMap(({ data }) => data);
  return found.sort((a, b) => (a.checkAt < b.checkAt ? -1 : 1)).slice(0, PAGE);
}

/**
 * Carries out what a payment waits for, and takes in what Razorpay knows of it; says whether that was news. Throws ServiceError, and
 * then it stays due.
 */
export async function check(paymentId: string, razorpay: Razorpay): Promise<boolean> {
  const before = await load(paymentId);
  const orderId = before?.payment.orderId;
  if (!before || orderId === undefined) return false;
  for (const refund of before.refunds) {
    if (refund.state === "requested") await carryOut(paymentId, refund, razorpay);
  }
  let isNews = false;
  for (const reported of await razorpay.paymentsOf(orderId)) {
    const known = before.attempts.find(({ attemptId }) => attemptId === reported.id);
    const isRefunded = Math.max(reported.amountRefunded, known?.mostRefunded ?? 0) > 0;
    const isAbout = isRefunded || before.refunds.some((one) => one.attemptId === reported.id);
    const refunds = isAbout ? await razorpay.refundsOf(reported.id) : [];
    if ((await observe(paymentId, { payment: reported, refunds })) === "changed") isNews = true;
  }
  await putOff(paymentId);
  return isNews;
}

/** Has Razorpay be asked about a payment with the next call. Throws `not_found`. */
export async function soon(paymentId: string): Promise<void> {
  if (!(await load(paymentId))) throw notFound({ paymentId });
  await putOff(paymentId, context().now().toISOString());
}

/** Refused where something changed meanwhile: that set its own time. */
async function putOff(paymentId: string, to?: string): Promise<void> {
  const account = await load(paymentId);
  if (!account) return;
  const { payment: known } = account;
  const checkAt = to ?? nextCheck(account, context().now());
  if (checkAt === known.checkAt) return;
  const put = payment()
    .put({ ...known, checkAt, rev: known.rev + 1 })
    .where((attr, { eq }) => eq(attr.rev, known.rev));
  await unlessRefused(put.go());
}
