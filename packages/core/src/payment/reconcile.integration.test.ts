import { ServiceError } from "@stylegence/clients/service-error";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type PaymentStage, type Purchase, pay, startPaymentStage } from "../../test/payment-stage.ts";
import { RazorpayModel } from "../../test/razorpay-model.ts";
import * as Audit from "../platform/audit.ts";
import { begin } from "./checkout.ts";
import { check, reconcile } from "./reconcile.ts";

let stage: PaymentStage;
beforeAll(async () => {
  stage = await startPaymentStage(inject("dynamoUrl"));
});
afterAll(() => stage.harness.close());

describe("the reconciler", () => {
  it("follows a checkout that is opened again after a week", async () => {
    const purchase = await stage.buy();
    const { razorpay, userId, paymentId } = purchase;
    for (let day = 0; day < 8; day++) {
      stage.harness.clock.advance({ days: 1 });
      await stage.harness.run(() => check(paymentId, razorpay));
    }
    expect((await purchase.account()).payment.checkAt).toBe("never");
    const again = { plan: "monthly", key: purchase.key } as const;
    const { orderId } = await stage.as(userId, () => begin(again, async () => razorpay));
    expect(orderId).toBe(purchase.orderId);
    pay(purchase);
    stage.harness.clock.advance({ minutes: 6 });
    await stage.harness.run(() => reconcile(razorpay));
    expect((await purchase.standing()).active).toBe(true);
  });

  it("makes a refund that was refused for a day, as where the balance was too low", async () => {
    const purchase = await stage.buy();
    const { razorpay, paymentId } = purchase;
    const [, second] = [pay(purchase), pay(purchase)];
    for (const one of razorpay.told.splice(0)) await purchase.tell(one);
    const poor = Object.assign(Object.create(razorpay) as RazorpayModel, {
      refund: () => Promise.reject(new ServiceError("razorpay", "rejected", "400 balance", { status: 400 })),
    });
    await stage.harness.run(() => reconcile(poor));
    expect((await purchase.account()).refunds).toMatchObject([{ attemptId: second, state: "requested" }]);
    stage.harness.clock.advance({ days: 1 });
    await stage.harness.run(() => reconcile(razorpay));
    expect((await razorpay.payment(second)).amountRefunded).toBe(9900);
    const deeds = await stage.harness.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toContain("payment.refund_refused");
  });

  const isPaidFor = (_: Purchase, at: number) => at % 3 > 0;

  it("after a silent day has completed every payment that was captured, and asks no more of what is over", async () => {
    const razorpay = new RazorpayModel();
    const all: Purchase[] = [];
    for (let n = 0; n < 12; n++) all.push(await stage.buy({ razorpay }));
    for (const purchase of all.filter(isPaidFor)) pay(purchase);
    const late = all[0]!;
    const waiting = razorpay.attempt(late.orderId).id;
    razorpay.fail(waiting);
    for (let minutes = 0; minutes < 24 * 60; minutes += 120) {
      stage.harness.clock.advance({ minutes: 120 });
      // For some hours nobody answers at all.
      razorpay.down = minutes >= 120 && minutes < 360;
      await stage.harness.run(() => reconcile(razorpay));
    }
    const states = await Promise.all(all.map(async (purchase) => (await purchase.account()).payment.state));
    const expected = all.map((purchase, at) =>
      isPaidFor(purchase, at) ? "captured" : at === 0 ? "failed" : "created",
    );
    expect(states).toEqual(expected);
    const members = await Promise.all(all.map(async (purchase) => (await purchase.standing()).active));
    expect(members).toEqual(all.map(isPaidFor));
    // The bank's answer came two days late.
    stage.harness.clock.advance({ days: 2 });
    razorpay.authorize(waiting);
    razorpay.capture(waiting);
    for (let day = 0; day < 4; day++) {
      await stage.harness.run(() => reconcile(razorpay));
      stage.harness.clock.advance({ days: 1 });
    }
    expect((await late.standing()).active).toBe(true);
    for (let look = 0; look < 16; look++) {
      stage.harness.clock.advance({ days: 15 });
      await stage.harness.run(() => reconcile(razorpay));
    }
    expect(await stage.harness.run(() => reconcile(razorpay))).toEqual({
      asked: 0,
      changed: 0,
      failed: [],
      more: false,
    });
  });

  it("is not held up by one that can't be asked about", async () => {
    const [good, bad] = [await stage.buy(), await stage.buy()];
    pay(good);
    good.razorpay.orders.set(bad.orderId, { id: bad.orderId, amount: 1, currency: "INR", receipt: "", notes: {} });
    const { id } = good.razorpay.attempt(bad.orderId);
    good.razorpay.authorize(id);
    good.razorpay.capture(id);
    stage.harness.clock.advance({ minutes: 10 });
    const first = await stage.harness.run(() => reconcile(good.razorpay));
    expect(first.failed).toMatchObject([{ paymentId: bad.paymentId, reason: expect.stringMatching(/not its amount/) }]);
    expect((await good.standing()).active).toBe(true);
    expect((await stage.harness.run(() => reconcile(good.razorpay))).failed).toEqual([]);
  });

  it("comes to those after ten that Razorpay does not answer about for hours", async () => {
    const razorpay = new RazorpayModel();
    const silent = new Set<string>();
    for (let n = 0; n < 10; n++) silent.add((await stage.buy({ razorpay })).orderId);
    stage.harness.clock.advance({ seconds: 1 });
    const good = await stage.buy({ razorpay });
    pay(good);
    const partly = Object.assign(Object.create(razorpay) as RazorpayModel, {
      paymentsOf: (orderId: string) =>
        silent.has(orderId)
          ? Promise.reject(new ServiceError("razorpay", "unavailable", "502"))
          : razorpay.paymentsOf(orderId),
    });
    stage.harness.clock.advance({ minutes: 6 });
    const first = await stage.harness.run(() => reconcile(partly));
    expect([first.failed.length, first.more]).toEqual([10, true]);
    stage.harness.clock.advance({ minutes: 1 });
    await stage.harness.run(() => reconcile(partly));
    expect((await good.standing()).active).toBe(true);
  });
});
