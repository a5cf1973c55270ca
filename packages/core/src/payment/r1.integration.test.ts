import { ServiceError } from "@stylegence/clients/service-error";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { RazorpayModel, type Told } from "../../test/razorpay-model.ts";
import * as Membership from "../membership/membership.ts";
import * as Audit from "../platform/audit.ts";
import { begin } from "./checkout.ts";
import type { Report } from "./ledger.ts";
import { observe } from "./observe.ts";
import { check, reconcile } from "./reconcile.ts";
import { request } from "./refund.ts";
import { load } from "./store.ts";

let stage: Harness;
beforeAll(async () => {
  stage = await startHarness(inject("dynamoUrl"), { STAGE: "test" });
});
afterAll(() => stage.close());
let count = 0;
const as = <T>(userId: string, body: () => Promise<T>) => stage.run(body, { actor: { type: "shopper", userId } });
const staff = <T>(body: () => Promise<T>) => stage.run(body, { actor: { type: "staff", userId: "ops:ann" } });
const reportOf = ({ payment, refund, dispute }: Told): Report => ({
  payment,
  ...(refund && { refunds: [refund] }),
  ...(dispute && { dispute: { id: dispute.id, state: dispute.status } }),
});
async function buy(razorpay = new RazorpayModel()) {
  const userId = `user_R1${++count}`;
  const wanted = { plan: "monthly" as const, key: `purchase-of-${count}-00000` };
  const { paymentId, orderId } = await as(userId, () => begin(wanted, async () => razorpay));
  return { userId, razorpay, paymentId, orderId, wanted, account: async () => (await stage.run(() => load(paymentId)))!,
    tell: (told: Told) => stage.run(() => observe(paymentId, reportOf(told))),
    standing: () => stage.run(() => Membership.standing(userId)) };
}
const pay = (p: { razorpay: RazorpayModel; orderId: string }) => {
  const { id } = p.razorpay.attempt(p.orderId);
  p.razorpay.authorize(id);
  p.razorpay.capture(id);
  return id;
};

it("A refund failed before capture was known, later a full refund holds: membership must not stay", async () => {
  const p = await buy();
  const id = pay(p);
  p.razorpay.told.length = 0;
  const r = p.razorpay.giveBack(id, 9900);
  p.razorpay.settleRefund(r.id, "failed");
  for (const one of p.razorpay.told) await p.tell(one);
  const mid = (await p.account()).payment;
  console.log("mid", mid.paidAt, mid.revokedAt, mid.refunded, await p.standing());
  p.razorpay.giveBack(id, 9900);
  for (let i = 0; i < 3; i++) await stage.run(() => check(p.paymentId, p.razorpay));
  const end = (await p.account()).payment;
  console.log("end", end.refunded, end.revokedAt);
  expect(end.refunded).toBe(9900);
  expect((await p.standing()).active).toBe(false);
});

it("B refused refund (call timed out then 401) that Razorpay did make is shown as refunded", async () => {
  const p = await buy();
  const id = pay(p);
  for (const one of p.razorpay.told.splice(0)) await p.tell(one);
  await staff(() => request(p.paymentId, { amount: 900, reason: "x" }));
  const first = Object.assign(Object.create(p.razorpay) as RazorpayModel, {
    refund: async (a: string, b: { refundId: string; amount: number }) => {
      await p.razorpay.refund(a, b);
      throw new ServiceError("razorpay", "timeout", "no answer");
    },
  });
  await stage.run(() => check(p.paymentId, first)).catch(() => {});
  const second = Object.assign(Object.create(p.razorpay) as RazorpayModel, {
    refund: async () => {
      throw new ServiceError("razorpay", "rejected", "400 x", { status: 400 });
    },
  });
  await stage.run(() => check(p.paymentId, second));
  for (let i = 0; i < 3; i++) await stage.run(() => check(p.paymentId, p.razorpay));
  const a = await p.account();
  console.log(a.refunds, a.payment.refunded, p.razorpay.payments.get(id)!.amountRefunded);
  expect(a.payment.refunded).toBe(900);
});

it("C ten that fail for a passing reason starve the rest", async () => {
  const razorpay = new RazorpayModel();
  stage.clock.advance({ days: 400 });
  const bad = [];
  for (let i = 0; i < 10; i++) bad.push(await buy(razorpay));
  stage.clock.advance({ seconds: 5 });
  const good = await buy(razorpay);
  pay(good);
  const broken = Object.assign(Object.create(razorpay) as RazorpayModel, {
    paymentsOf: (o: string) =>
      bad.some(({ orderId }) => orderId === o)
        ? Promise.reject(new ServiceError("razorpay", "unavailable", "502"))
        : razorpay.paymentsOf(o),
  });
  for (let m = 0; m < 60; m++) {
    stage.clock.advance({ minutes: 1 });
    await stage.run(() => reconcile(broken));
  }
  expect((await good.standing()).active).toBe(true);
});

it("D paid on the eighth day by the same key, nobody tells: reconciler finds it", async () => {
  const p = await buy();
  for (let d = 0; d < 8; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => check(p.paymentId, p.razorpay));
  }
  await as(p.userId, () => begin(p.wanted, async () => p.razorpay));
  pay(p);
  console.log((await p.account()).payment.checkAt);
  for (let d = 0; d < 30; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => reconcile(p.razorpay));
  }
  expect((await p.standing()).active).toBe(true);
});

it("D2 authorised on the eighth day is followed", async () => {
  const p = await buy();
  for (let d = 0; d < 8; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => check(p.paymentId, p.razorpay));
  }
  const { id } = p.razorpay.attempt(p.orderId);
  p.razorpay.authorize(id);
  await p.tell(p.razorpay.told.at(-1)!);
  p.razorpay.capture(id);
  console.log((await p.account()).payment.checkAt);
  for (let d = 0; d < 30; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => reconcile(p.razorpay));
  }
  expect((await p.standing()).active).toBe(true);
});

it("E double payment's automatic refund refused once (balance too low): goes back in the end", async () => {
  const p = await buy();
  const [first, second] = [pay(p), pay(p)];
  for (const one of p.razorpay.told.splice(0)) await p.tell(one);
  const poor = Object.assign(Object.create(p.razorpay) as RazorpayModel, {
    refund: async () => {
      throw new ServiceError("razorpay", "rejected", "400 BAD_REQUEST_ERROR Your account does not have enough balance", { status: 400 });
    },
  });
  await stage.run(() => check(p.paymentId, poor));
  for (let d = 0; d < 30; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => reconcile(p.razorpay));
  }
  console.log([...p.razorpay.refunds.values()], (await stage.run(() => Audit.list(p.paymentId))).map(({ action }) => action));
  const again = await staff(() => request(p.paymentId, { reason: "Paid twice, again" })).catch((e) => e);
  console.log("staff asks again for the double payment", again, { first, second });
  expect(p.razorpay.payments.get(second)!.amountRefunded).toBe(9900);
});

it("F key not accepted for a moment (401): a refund that was asked for is still made", async () => {
  const p = await buy();
  const id = pay(p);
  for (const one of p.razorpay.told.splice(0)) await p.tell(one);
  await staff(() => request(p.paymentId, { reason: "y" }));
  const locked = Object.assign(Object.create(p.razorpay) as RazorpayModel, {
    refund: async () => {
      throw new ServiceError("razorpay", "rejected", "401 Authentication failed", { status: 401 });
    },
  });
  await stage.run(() => check(p.paymentId, locked)).catch(() => {});
  for (let d = 0; d < 5; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => reconcile(p.razorpay));
  }
  expect(p.razorpay.payments.get(id)!.amountRefunded).toBe(9900);
});

it("G a refund seen only as an amount, which failed silently, is not shown for ever", async () => {
  const p = await buy();
  const id = pay(p);
  for (const one of p.razorpay.told.splice(0)) await p.tell(one);
  const r = p.razorpay.giveBack(id, 4000);
  const snapshot = { ...p.razorpay.payments.get(id)! };
  await stage.run(() => observe(p.paymentId, { payment: snapshot }));
  p.razorpay.settleRefund(r.id, "failed");
  for (let d = 0; d < 10; d++) {
    stage.clock.advance({ days: 1 });
    await stage.run(() => reconcile(p.razorpay));
  }
  expect((await p.account()).payment.refunded).toBe(0);
});

it("H paid, fully refunded, refund fails at the bank: neither money nor membership?", async () => {
  const p = await buy();
  const id = pay(p);
  for (const one of p.razorpay.told.splice(0)) await p.tell(one);
  const r = p.razorpay.giveBack(id, 9900);
  p.razorpay.settleRefund(r.id, "failed");
  for (const one of p.razorpay.told) await p.tell(one);
  console.log("H", (await p.account()).payment, await p.standing());
});
