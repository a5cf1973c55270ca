import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type PaymentStage, type Purchase, pay, startPaymentStage } from "../../test/payment-stage.ts";
import { RazorpayModel } from "../../test/razorpay-model.ts";
import * as Membership from "../membership/membership.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError } from "../platform/errors.ts";
import { commit } from "../platform/transaction.ts";
import { endWrites, unlessDeleted } from "../shopper/shopper.ts";
import { begin } from "./checkout.ts";
import { unname } from "./forget.ts";
import * as Payments from "./read.ts";
import { check, reconcile } from "./reconcile.ts";
import { carryOut, request } from "./refund.ts";
import { detailed, shown } from "./shown.ts";

let stage: PaymentStage;
beforeAll(async () => {
  stage = await startPaymentStage(inject("dynamoUrl"));
});
afterAll(() => stage.harness.close());

describe("a purchase", () => {
  it("is an order for what the price list says, the same for the same key", async () => {
    const [userId, razorpay] = [stage.newShopper(), new RazorpayModel()];
    const wanted = { plan: "yearly", key: "the-same-purchase" } as const;
    const made = await Promise.all(
      Array.from({ length: 5 }, () => stage.as(userId, () => begin(wanted, async () => razorpay))),
    );
    expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(1);
    const order = razorpay.orders.get(made[0]!.orderId)!;
    expect(order).toMatchObject({ amount: 99_900, currency: "INR", receipt: made[0]!.paymentId });
    expect(order.notes).toEqual({ stage: "test", paymentId: made[0]!.paymentId });
    const other = stage.as(userId, () => begin({ ...wanted, plan: "monthly" }, async () => razorpay));
    await expect(other).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    ["JPY", 300],
    ["KWD", 1100],
  ])("in %s costs whole units of it", async (currency, amount) => {
    const [userId, razorpay] = [stage.newShopper(), new RazorpayModel()];
    const wanted = { plan: "monthly", currency, key: `purchase-in-${currency}` } as const;
    const { orderId } = await stage.as(userId, () => begin(wanted, async () => razorpay));
    expect(razorpay.orders.get(orderId)).toMatchObject({ amount, currency });
  });

  it("is begun again where Razorpay did not answer, and nobody was charged", async () => {
    const [userId, razorpay] = [stage.newShopper(), new RazorpayModel()];
    const wanted = { plan: "monthly", key: "begun-two-times-over" } as const;
    razorpay.down = true;
    await expect(stage.as(userId, () => begin(wanted, async () => razorpay))).rejects.toMatchObject({
      code: "unavailable",
    });
    razorpay.down = false;
    expect((await stage.as(userId, () => begin(wanted, async () => razorpay))).orderId).toMatch(/^order_/);
  });

  it("is not for who acts as a shopper, nor for who begins too many", async () => {
    const [userId, razorpay] = [stage.newShopper(), new RazorpayModel()];
    const acting = { type: "shopper", userId, act: "user_staff" } as const;
    const wanted = (n: number) => ({ plan: "monthly" as const, key: `one-of-many-${n}-0000` });
    const asOther = stage.harness.run(() => begin(wanted(0), async () => razorpay), { actor: acting });
    await expect(asOther).rejects.toMatchObject({ code: "forbidden" });
    for (let n = 1; n <= 20; n++) await stage.as(userId, () => begin(wanted(n), async () => razorpay));
    await expect(stage.as(userId, () => begin(wanted(21), async () => razorpay))).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("a payment", () => {
  it("makes a member, once, by whichever tells of it first", async () => {
    const purchase = await stage.buy();
    const id = pay(purchase);
    const { razorpay, paymentId } = purchase;
    await Promise.all([
      ...razorpay.told.flatMap((one) => [purchase.tell(one), purchase.tell(one)]),
      purchase.callBack(id),
      stage.harness.run(() => check(paymentId, razorpay)),
    ]);
    expect(await purchase.standing()).toEqual({ active: true, plan: "monthly", endsAt: "2026-12-23T06:00:00.000Z" });
    expect(await purchase.periods()).toBe(1);
    expect(await purchase.titles()).toEqual(["Payment received"]);
    const deeds = await stage.harness.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toEqual(["payment.captured"]);
    const detail = await stage.harness.run(async () => detailed(await purchase.account()));
    expect(detail).toMatchObject({
      state: "captured",
      receipt: { total: { amount: 9900, currency: "INR" }, reference: id },
      period: { startsAt: "2026-11-23T06:00:00.000Z", endsAt: "2026-12-23T06:00:00.000Z" },
    });
  });

  it("is taken at the signature's word while Razorpay does not answer, and gives nothing for it yet", async () => {
    const purchase = await stage.buy();
    const id = pay(purchase);
    const { razorpay, paymentId } = purchase;
    razorpay.down = true;
    const { payment } = await purchase.callBack(id);
    expect(payment.state).toBe("authorized");
    expect((await purchase.standing()).active).toBe(false);
    razorpay.down = false;
    await stage.harness.run(() => check(paymentId, razorpay));
    expect((await purchase.standing()).active).toBe(true);
  });

  it("of another order, or another amount, is refused and changes nothing", async () => {
    const [purchase, cheap] = [await stage.buy({ plan: "yearly" }), await stage.buy()];
    pay(cheap);
    const before = await purchase.account();
    for (const one of cheap.razorpay.told) await expect(purchase.tell(one)).rejects.toMatchObject({ code: "invalid" });
    const [some] = cheap.razorpay.told;
    const tampered = {
      ...some!,
      payment: { ...some!.payment, orderId: purchase.orderId, status: "captured" as const },
    };
    await expect(purchase.tell(tampered)).rejects.toMatchObject({ code: "invalid" });
    expect(await purchase.account()).toEqual(before);
  });

  it("that came twice for one order goes back by itself, once", async () => {
    const purchase = await stage.buy();
    const { razorpay, paymentId } = purchase;
    const [first, second] = [pay(purchase), pay(purchase)];
    for (const one of razorpay.told) await purchase.tell(one);
    await Promise.all([1, 2, 3].map(() => stage.harness.run(() => check(paymentId, razorpay).catch(() => false))));
    await stage.harness.run(() => check(paymentId, razorpay));
    const refunds = [...razorpay.refunds.values()];
    expect(refunds).toMatchObject([{ paymentId: second, amount: 9900 }]);
    expect((await purchase.account()).payment).toMatchObject({ paidBy: first, refunded: 0, state: "captured" });
    expect(await purchase.standing()).toMatchObject({ active: true });
    expect(await purchase.periods()).toBe(1);
  });

  it("of somebody who is gone meanwhile goes back, and buys nothing", async () => {
    const purchase = await stage.buy();
    pay(purchase);
    await stage.harness.run(() => commit(endWrites(purchase.userId)));
    for (const one of purchase.razorpay.told) await purchase.tell(one);
    await stage.harness.run(() => check(purchase.paymentId, purchase.razorpay));
    expect([...purchase.razorpay.refunds.values()]).toMatchObject([{ amount: 9900 }]);
    expect(await purchase.periods()).toBe(0);
  });

  it("keeps no name of a shopper who was erased, and still follows its refunds", async () => {
    const purchase = await stage.buy();
    const id = pay(purchase);
    for (const one of purchase.razorpay.told) await purchase.tell(one);
    const { payment } = await purchase.account();
    await stage.harness.run(() => unname([payment]));
    expect(JSON.stringify(await purchase.account())).not.toContain(purchase.userId);
    purchase.razorpay.giveBack(id, 9900);
    await stage.harness.run(() => check(purchase.paymentId, purchase.razorpay));
    expect((await purchase.account()).payment).toMatchObject({ refunded: 9900 });
  });

  it("is its shopper's alone, in a list a page at a time", async () => {
    const userId = stage.newShopper();
    const own: string[] = [];
    for (let n = 0; n < 3; n++) {
      own.unshift((await stage.buy({ userId })).paymentId);
      stage.harness.clock.advance({ seconds: 1 });
    }
    const first = await stage.as(userId, () => Payments.list({ limit: 2 }));
    const second = await stage.as(userId, () => Payments.list({ limit: 2, cursor: first.nextCursor! }));
    expect([...first.items, ...second.items].map(({ paymentId }) => paymentId)).toEqual(own);
    expect(second.nextCursor).toBeNull();
    expect((await stage.as(stage.newShopper(), () => Payments.list())).items).toEqual([]);
    await expect(stage.as(stage.newShopper(), () => Payments.ownAccount(own[0]!))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a refund", () => {
  async function paidFor() {
    const purchase = await stage.buy();
    const id = pay(purchase);
    for (const one of purchase.razorpay.told.splice(0)) await purchase.tell(one);
    return { ...purchase, id };
  }

  it("in part leaves the membership, in full takes it back", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay } = purchase;
    await stage.staff(() => request(paymentId, { amount: 900, reason: "Goodwill" }));
    await stage.harness.run(() => check(paymentId, razorpay));
    expect(shown((await purchase.account()).payment)).toMatchObject({ refund: "partial", state: "captured" });
    expect((await purchase.standing()).active).toBe(true);
    await stage.staff(() => request(paymentId, { reason: "Wanted out" }));
    await stage.harness.run(() => check(paymentId, razorpay));
    expect(shown((await purchase.account()).payment)).toMatchObject({ refund: "full", state: "captured" });
    expect((await purchase.standing()).active).toBe(false);
    expect((await purchase.titles()).sort()).toEqual(["Payment received", "Refund", "Refund"]);
  });

  it("is one, however often it is asked for and wherever it is cut off", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay } = purchase;
    const asked = await Promise.all([1, 2, 3].map(() => stage.staff(() => request(paymentId, { reason: "Twice" }))));
    expect(new Set(asked.map(({ refundId }) => refundId)).size).toBe(1);
    // The answer is lost after Razorpay made it; the timer comes again.
    const cut = Object.assign(Object.create(razorpay) as RazorpayModel, {
      payment: () => Promise.reject(new DomainError("unavailable", "cut off")),
    });
    await expect(stage.harness.run(() => carryOut(paymentId, asked[0]!, cut))).rejects.toMatchObject({
      code: "unavailable",
    });
    expect((await purchase.account()).refunds).toMatchObject([{ state: "requested" }]);
    await Promise.all([1, 2].map(() => stage.harness.run(() => check(paymentId, razorpay))));
    expect([...razorpay.refunds.values()]).toMatchObject([{ amount: 9900, refundId: asked[0]!.refundId }]);
    expect((await purchase.account()).refunds).toMatchObject([{ state: "pending", amount: 9900 }]);
  });

  it("is never of more than is left, and for staff alone", async () => {
    const purchase = await paidFor();
    const { paymentId, userId } = purchase;
    await expect(stage.as(userId, () => request(paymentId, { reason: "Mine" }))).rejects.toMatchObject({
      code: "forbidden",
    });
    const most = await Promise.allSettled(
      ["a", "b", "c"].map((reason) => stage.staff(() => request(paymentId, { amount: 4000, reason }))),
    );
    expect(most.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await expect(stage.staff(() => request(paymentId, { amount: 0, reason: "d" }))).rejects.toMatchObject({
      code: "invalid",
    });
    const unpaid = await stage.buy();
    await expect(stage.staff(() => request(unpaid.paymentId, { reason: "e" }))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("that Razorpay refuses gives its amount free again, and says why", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay, id } = purchase;
    const { refundId } = await stage.staff(() => request(paymentId, { reason: "At the same time" }));
    razorpay.giveBack(id, 9900);
    await stage.harness.run(() => check(paymentId, razorpay));
    const { refunds, payment } = await purchase.account();
    expect(refunds.find((one) => one.refundId === refundId)).toMatchObject({ state: "failed" });
    expect(payment.refunded).toBe(9900);
    const deeds = await stage.harness.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toContain("payment.refund_refused");
  });
});

describe("the reconciler", () => {
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
});

it("a shopper who is gone can't be given time", async () => {
  const userId = stage.newShopper();
  await stage.harness.run(() => commit(endWrites(userId)));
  const given = stage.harness.run(async () => {
    const extension = { key: "k", plan: "monthly", days: 30, reason: "points" } as const;
    await commit([...(await Membership.extensionWrites(userId, extension)), unlessDeleted(userId)]);
  });
  await expect(given).rejects.toMatchObject({ code: "conflict" });
});
