import { createHmac, randomInt } from "node:crypto";
import type { Razorpay, ReportedPayment, ReportedRefund } from "@stylegence/clients/razorpay/port";
import { ServiceError } from "@stylegence/clients/service-error";

/** What Razorpay tells of a moment: an event, as it was then. */
export interface Told {
  event: string;
  payment: ReportedPayment;
  refund?: ReportedRefund;
  dispute?: { id: string; status: "open" | "under_review" | "won" | "lost" };
}

export interface Order {
  id: string;
  amount: number;
  currency: string;
  receipt: string;
  notes: Record<string, string>;
}

/**
 * Razorpay's own record as its documentation tells it, without wires: what each may become, what is told of it, and what it answers.
 * Steering throws where the real one would refuse.
 */
export class RazorpayModel implements Razorpay {
  readonly orders = new Map<string, Order>();
  readonly payments = new Map<string, ReportedPayment>();
  readonly refunds = new Map<string, ReportedRefund & { key: string | null }>();
  readonly told: Told[] = [];
  /** Razorpay does not answer. */
  down = false;
  readonly keySecret = "the secret of the key";
  private count = 0;
  /** Of several that one table is told of, none uses another's ids. */
  private readonly name = String(randomInt(1_000_000)).padStart(6, "0");

  private id(prefix: string): string {
    this.count += 1;
    return `${prefix}_${this.name}${String(this.count).padStart(8, "0")}`;
  }

  private at(): string {
    return new Date(Date.parse("2026-11-23T06:00:00Z") + this.count * 1000).toISOString();
  }

  private tell(event: string, paymentId: string, more: Partial<Told> = {}): void {
    this.told.push({ event, payment: { ...this.paid(paymentId) }, ...more });
  }

  private paid(paymentId: string): ReportedPayment {
    const found = this.payments.get(paymentId);
    if (!found) throw new ServiceError("razorpay", "rejected", "400 The id provided does not exist", { status: 400 });
    return found;
  }

  private answering(): void {
    if (this.down) throw new ServiceError("razorpay", "unavailable", "no answer");
  }

  isPaid(orderId: string): boolean {
    return [...this.payments.values()].some((one) => one.orderId === orderId && one.captured);
  }

  attempt(orderId: string): ReportedPayment {
    const order = this.orders.get(orderId);
    if (!order) throw new Error(`No order ${orderId}.`);
    const payment: ReportedPayment = {
      id: this.id("pay"),
      orderId,
      status: "created",
      captured: false,
      amount: order.amount,
      currency: order.currency,
      amountRefunded: 0,
      method: "upi",
      failure: null,
      createdAt: this.at(),
    };
    this.payments.set(payment.id, payment);
    return payment;
  }

  fail(paymentId: string): void {
    Object.assign(this.paid(paymentId), { status: "failed", failure: "The bank said no." });
    this.tell("payment.failed", paymentId);
  }

  authorize(paymentId: string): void {
    Object.assign(this.paid(paymentId), { status: "authorized", failure: null });
    this.tell("payment.authorized", paymentId);
  }

  capture(paymentId: string): void {
    Object.assign(this.paid(paymentId), { status: "captured", captured: true });
    this.tell("payment.captured", paymentId);
    this.tell("order.paid", paymentId);
  }

  /** What was set aside and not taken goes back. */
  release(paymentId: string): void {
    this.give(paymentId, this.paid(paymentId).amount, null, null);
  }

  giveBack(paymentId: string, amount: number): ReportedRefund {
    return this.give(paymentId, amount, null, null);
  }

  private give(paymentId: string, amount: number, refundId: string | null, key: string | null): ReportedRefund {
    const payment = this.paid(paymentId);
    if (amount <= 0 || amount > payment.amount - payment.amountRefunded) {
      throw new ServiceError("razorpay", "rejected", "400 The refund is more than what is left", { status: 400 });
    }
    const refund = {
      id: this.id("rfnd"),
      paymentId,
      amount,
      status: "pending" as const,
      refundId,
      createdAt: this.at(),
    };
    this.refunds.set(refund.id, { ...refund, key });
    this.move(payment, amount);
    this.tell("refund.created", paymentId, { refund });
    return refund;
  }

  private move(payment: ReportedPayment, amount: number): void {
    payment.amountRefunded += amount;
    const rest = payment.captured ? "captured" : "authorized";
    payment.status = payment.amountRefunded === payment.amount ? "refunded" : rest;
  }

  settleRefund(id: string, status: "processed" | "failed"): void {
    const refund = this.refunds.get(id)!;
    refund.status = status;
    if (status === "failed") this.move(this.paid(refund.paymentId), -refund.amount);
    this.tell(`refund.${status}`, refund.paymentId, { refund: withoutKey(refund) });
  }

  dispute(paymentId: string, id: string, status: NonNullable<Told["dispute"]>["status"]): void {
    this.tell("payment.dispute", paymentId, { dispute: { id, status } });
  }

  sign(orderId: string, paymentId: string): string {
    return createHmac("sha256", this.keySecret).update(`${orderId}|${paymentId}`).digest("hex");
  }

  async createOrder(order: Omit<Order, "id">): Promise<string> {
    this.answering();
    const id = this.id("order");
    this.orders.set(id, { id, ...order });
    return id;
  }

  async paymentsOf(orderId: string): Promise<ReportedPayment[]> {
    this.answering();
    return [...this.payments.values()].filter((one) => one.orderId === orderId).map((one) => ({ ...one }));
  }

  async payment(paymentId: string): Promise<ReportedPayment> {
    this.answering();
    return { ...this.paid(paymentId) };
  }

  async refundsOf(paymentId: string): Promise<ReportedRefund[]> {
    this.answering();
    return [...this.refunds.values()].filter((one) => one.paymentId === paymentId).map(withoutKey);
  }

  async refund(paymentId: string, { refundId, amount }: { refundId: string; amount: number }): Promise<ReportedRefund> {
    this.answering();
    const known = [...this.refunds.values()].find(({ key }) => key === refundId);
    return known ? withoutKey(known) : this.give(paymentId, amount, refundId, refundId);
  }
}

function withoutKey({ key: _, ...refund }: ReportedRefund & { key: string | null }): ReportedRefund {
  return { ...refund };
}
