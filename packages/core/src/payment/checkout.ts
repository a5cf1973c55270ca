import type { Razorpay } from "@stylegence/clients/razorpay/port";
import { ServiceError } from "@stylegence/clients/service-error";
import * as Membership from "../membership/membership.ts";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { commit, write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import { NEVER, nextCheck } from "./next-check.ts";
import { payment, paymentOrder, paymentQuota } from "./payment.entity.ts";
import { offered, type Plan, priceOf } from "./price-list.ts";
import { load, nextWrite, type Payment, shardOfPayment } from "./store.ts";

export interface Wanted {
  plan: Plan;
  /** INR where it is absent. */
  currency?: string | undefined;
  /** Names this purchase among the shopper's. */
  key: string;
}

const DAY_S = 86_400;
const MAX_AN_HOUR = 20;

/**
 * Begins a purchase of the acting shopper's: an order at Razorpay for what the price list says. The same key is the same purchase, with
 * the same order. Throws `invalid` for a currency without a price, `conflict` for a key that was used for something else, `forbidden`
 * for somebody who acts as the shopper or far ahead of time, `rate_limited` for too many, `unavailable` while Razorpay makes no orders.
 */
export async function begin(wanted: Wanted, razorpay: () => Promise<Razorpay>): Promise<Payment & { orderId: string }> {
  const userId = actingShopper();
  refuseImpersonator();
  const amount = priceOf(wanted.plan, wanted.currency);
  const paymentId = `pay_${hash26(`${userId} ${wanted.key}`)}`;
  const known = (await load(paymentId))?.payment ?? (await create(userId, paymentId, wanted.plan, amount));
  const isSame = known.plan === wanted.plan && known.amount.currency === amount.currency;
  if (!isSame) throw new DomainError("conflict", "This key was used for another purchase.", { retry: false });
  return (await reopened(known)) ?? order(known, await razorpay());
}

const REOPENED_AFTER_MS = 3_600_000;

/** One that has its order; Razorpay is asked about it for days from now on where it lay for hours. */
async function reopened(known: Payment): Promise<(Payment & { orderId: string }) | null> {
  const found = withOrder(known);
  const now = context().now();
  const age = now.getTime() - Date.parse(known.openedAt ?? known.createdAt);
  if (!found || known.paidAt || age < REOPENED_AFTER_MS) return found;
  const openedAt = now.toISOString();
  const checkAt = nextCheck({ payment: { ...known, openedAt }, refunds: [] }, now);
  // Refused where something is told of it just now, which sets its own time.
  await commit([nextWrite(known, { openedAt, checkAt })]).catch(unlessConflict);
  return found;
}

function unlessConflict(error: unknown): void {
  if (!(error instanceof DomainError && error.code === "conflict")) throw error;
}

const withOrder = (row: Payment) => (row.orderId === undefined ? null : { ...row, orderId: row.orderId });

async function create(userId: string, paymentId: string, plan: Plan, amount: Payment["amount"]): Promise<Payment> {
  Membership.refuseTooFar((await Membership.standing(userId)).endsAt);
  await takeQuota(userId);
  const now = context().now();
  const at = now.toISOString();
  const { name, days } = offered(plan);
  const row: Payment = {
    paymentId,
    rev: 1,
    userId,
    shopperHash: pseudonymOf(userId),
    plan,
    name,
    days,
    amount: { ...amount },
    state: "created",
    refunded: 0,
    disputed: false,
    createdAt: at,
    updatedAt: at,
    checkAt: NEVER,
    shard: shardOfPayment(paymentId),
    expiresAt: Math.floor(now.getTime() / 1000) + DAY_S,
  };
  try {
    await commitFor(userId, [write(payment().create(row))]);
    return row;
  } catch (error) {
    const there = await load(paymentId);
    if (error instanceof DomainError && error.code === "conflict" && there) return there.payment;
    throw error;
  }
}

/** One that nobody gets to know, since another was quicker to make one, is never paid. */
async function order(known: Payment, razorpay: Razorpay): Promise<Payment & { orderId: string }> {
  const { paymentId, amount } = known;
  const asked = { ...amount, receipt: paymentId, notes: notesOf(paymentId) };
  const orderId = await razorpay.createOrder(asked).catch(refused);
  const made = { orderId, expiresAt: undefined };
  const checkAt = nextCheck({ payment: { ...known, orderId }, refunds: [] }, context().now());
  try {
    await commit([nextWrite(known, { ...made, checkAt }), write(paymentOrder().create({ orderId, paymentId }))]);
    return { ...known, orderId };
  } catch (error) {
    const there = (await load(paymentId))?.payment;
    const isConflict = error instanceof DomainError && error.code === "conflict";
    const other = isConflict && there && withOrder(there);
    if (!other) throw error;
    return other;
  }
}

function refused(cause: unknown): never {
  if (!(cause instanceof ServiceError)) throw cause;
  throw new DomainError("unavailable", "Payments can't be taken just now. Nothing was charged.", { cause });
}

/** What an event carries back, for stages that share an account with others. */
export function notesOf(paymentId: string): Record<string, string> {
  return { stage: context().config.STAGE, paymentId };
}

async function takeQuota(userId: string): Promise<void> {
  const now = context().now();
  const taken = await unlessRefused(
    paymentQuota()
      .upsert({ userId, hour: now.toISOString().slice(0, 13) })
      .set({ expiresAt: Math.floor(now.getTime() / 1000) + DAY_S })
      .add({ begun: 1 })
      .where(({ begun }, { lt, notExists }) => `${notExists(begun)} OR ${lt(begun, MAX_AN_HOUR)}`)
      .go({ response: "none" })
      .then(() => true),
  );
  if (!taken) throw new DomainError("rate_limited", "That were many checkouts. Come back in an hour.");
}
