import { ServiceError } from "@stylegence/clients/service-error";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type PaymentStage, pay, startPaymentStage } from "../../test/payment-stage.ts";
import { RazorpayModel } from "../../test/razorpay-model.ts";
import * as Membership from "../membership/membership.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError } from "../platform/errors.ts";
import { commit } from "../platform/transaction.ts";
import { endWrites, unlessDeleted } from "../shopper/shopper.ts";
import { begin } from "./checkout.ts";
import { unname } from "./forget.ts";
import * as Payments from "./read.ts";
import { check } from "./reconcile.ts";
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

  it("that came twice, and whose second a bank would not take back, is what staff pay back then, and not the first", async () => {
    const purchase = await stage.buy();
    const { razorpay, paymentId } = purchase;
    const [first, second] = [pay(purchase), pay(purchase)];
    for (const one of razorpay.told.splice(0)) await purchase.tell(one);
    await stage.harness.run(() => check(paymentId, razorpay));
    razorpay.settleRefund([...razorpay.refunds.keys()][0]!, "failed");
    for (const one of razorpay.told) await purchase.tell(one);
    await stage.staff(() => request(paymentId, { reason: "Paid twice, again" }));
    await stage.harness.run(() => check(paymentId, razorpay));
    expect([first, second].map((id) => razorpay.payments.get(id)!.amountRefunded)).toEqual([0, 9900]);
    expect((await purchase.standing()).active).toBe(true);
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
    expect(refunds.find((one) => one.refundId === refundId)).toMatchObject({ state: "refused" });
    expect(payment.refunded).toBe(9900);
    const deeds = await stage.harness.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toContain("payment.refund_refused");
  });

  it("that was refused to us but made, by a call whose answer was lost, counts as made", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay, id } = purchase;
    const { refundId, ...asked } = await stage.staff(() => request(paymentId, { amount: 900, reason: "Goodwill" }));
    await razorpay.refund(id, { refundId, amount: asked.amount });
    const refusing = Object.assign(Object.create(razorpay) as RazorpayModel, {
      refund: () => Promise.reject(new ServiceError("razorpay", "rejected", "400", { status: 400 })),
    });
    await stage.harness.run(() => check(paymentId, refusing));
    await stage.harness.run(() => check(paymentId, razorpay));
    const { refunds, payment } = await purchase.account();
    expect([refunds.map(({ state }) => state), payment.refunded]).toEqual([["pending"], 900]);
  });

  it("that the bank did not take is told to the shopper, as is a dispute that was lost", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay, id } = purchase;
    await stage.staff(() => request(paymentId, { amount: 900, reason: "Asked" }));
    await stage.harness.run(() => check(paymentId, razorpay));
    razorpay.settleRefund([...razorpay.refunds.keys()][0]!, "failed");
    for (const one of razorpay.told.splice(0)) await purchase.tell(one);
    razorpay.dispute(id, "disp_1", "lost");
    for (const one of razorpay.told) await purchase.tell(one);
    expect((await purchase.standing()).active).toBe(false);
    const titles = await purchase.titles();
    expect(titles.toSorted()).toEqual(["Payment received", "Payment taken back", "Refund", "Refund did not arrive"]);
  });

  it("that was known only as an amount, and failed, is not shown for ever", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay, id } = purchase;
    const refund = razorpay.giveBack(id, 4000);
    await purchase.tell({ event: "payment", payment: await razorpay.payment(id) });
    expect((await purchase.account()).payment.refunded).toBe(4000);
    razorpay.settleRefund(refund.id, "failed");
    await stage.harness.run(() => check(paymentId, razorpay));
    expect((await purchase.account()).payment.refunded).toBe(0);
  });

  it("in full that failed before the payment was known gives no time that a second one would not take back", async () => {
    const purchase = await stage.buy();
    const { paymentId, razorpay } = purchase;
    const id = pay(purchase);
    razorpay.told.length = 0;
    razorpay.settleRefund(razorpay.giveBack(id, 9900).id, "failed");
    for (const one of razorpay.told) await purchase.tell(one);
    razorpay.giveBack(id, 9900);
    await stage.harness.run(() => check(paymentId, razorpay));
    expect((await purchase.account()).payment.refunded).toBe(9900);
    expect((await purchase.standing()).active).toBe(false);
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
