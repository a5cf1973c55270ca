import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { razorpayApi } from "@stylegence/clients/razorpay/api";
import type { Razorpay } from "@stylegence/clients/razorpay/port";
import * as Membership from "@stylegence/core/membership/membership";
import { begin } from "@stylegence/core/payment/checkout";
import { check } from "@stylegence/core/payment/reconcile";
import { request } from "@stylegence/core/payment/refund";
import { type Account, load } from "@stylegence/core/payment/store";
import { verify } from "@stylegence/core/payment/verify";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Harness, startHarness } from "../src/harness.ts";
import { freePort } from "../src/services.setup.ts";

let sandbox: Sandbox;
let data: string;
let stage: Harness;
let razorpay: Razorpay;
let keySecret: string;

const control = async <T>(address: string, init?: { method: string; body: object }): Promise<T> => {
  const body = init && { method: init.method, body: JSON.stringify(init.body) };
  const answer = await fetch(`${sandbox.url}/razorpay${address}`, {
    ...body,
    headers: { "content-type": "application/json" },
  });
  expect([address, answer.status]).toEqual([address, 200]);
  return (await answer.json()) as T;
};
const happens = <T>(address: string, body: object = {}) => control<T>(address, { method: "POST", body });

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "stylegence-payment-"));
  sandbox = await startSandbox({ port: await freePort(), data });
  stage = await startHarness(inject("dynamoUrl"), { STAGE: "test" });
  const keys = await control<{ keyId: string; keySecret: string }>("");
  keySecret = keys.keySecret;
  razorpay = razorpayApi({ ...keys, apiUrl: `${sandbox.url}/razorpay` });
});
afterAll(async () => {
  await sandbox.close();
  await stage.close();
  rmSync(data, { recursive: true, force: true });
});

let count = 0;
async function buy(currency = "INR") {
  const userId = `user_2Sandbox${++count}`;
  const as = <T>(body: () => Promise<T>) => stage.run(body, { actor: { type: "shopper", userId } });
  const wanted = { plan: "monthly", currency, key: `at-the-sandbox-${count}-0` } as const;
  const { paymentId, orderId } = await as(() => begin(wanted, async () => razorpay));
  return {
    paymentId,
    orderId,
    as,
    look: () => stage.run(() => check(paymentId, razorpay)),
    account: async (): Promise<Account> => (await stage.run(() => load(paymentId)))!,
    isMember: async () => (await stage.run(() => Membership.standing(userId))).active,
  };
}

interface Paid {
  payment: { id: string; amount: number; currency: string };
  razorpay_payment_id: string;
  razorpay_order_id: string;
  razorpay_signature: string;
}
const pay = (orderId: string, outcome = "success") => happens<Paid>(`/orders/${orderId}/pay`, { outcome });

describe("a payment at the local Razorpay, over the real package", () => {
  it.each(["INR", "USD", "JPY", "KWD"])(
    "in %s is taken by what the checkout signed, with nothing else told",
    async (currency) => {
      const purchase = await buy(currency);
      const paid = await pay(purchase.orderId);
      const proof = {
        attemptId: paid.razorpay_payment_id,
        orderId: paid.razorpay_order_id,
        signature: paid.razorpay_signature,
      };
      const access = { razorpay: async () => razorpay, keySecret: async () => keySecret };
      const { payment } = await purchase.as(() => verify(purchase.paymentId, proof, access));
      expect(payment).toMatchObject({
        state: "captured",
        amount: { amount: paid.payment.amount, currency },
        method: "upi",
      });
      expect(await purchase.isMember()).toBe(true);
    },
  );

  it("that failed and came through late is learnt by asking", async () => {
    const purchase = await buy();
    const { payment } = await pay(purchase.orderId, "late");
    await purchase.look();
    expect((await purchase.account()).payment).toMatchObject({
      state: "failed",
      failure: expect.stringMatching(/time/),
    });
    await happens(`/payments/${payment.id}/authorize`);
    await purchase.look();
    expect((await purchase.account()).payment.state).toBe("captured");
    expect(await purchase.isMember()).toBe(true);
  });

  it("goes back once though the answer was lost, and what was given back elsewhere is learnt", async () => {
    const purchase = await buy();
    const { payment } = await pay(purchase.orderId);
    await purchase.look();
    const staff = { actor: { type: "staff", userId: "ops:ann" } } as const;
    const asked = { amount: 900, reason: "Goodwill" };
    await stage.run(() => request(purchase.paymentId, asked), staff);
    const faults = [{ path: `/payments/${payment.id}/refund`, method: "POST", lost: true, count: 1 }];
    await control("/faults", { method: "PUT", body: { faults } });
    await expect(purchase.look()).rejects.toMatchObject({ service: "razorpay", retry: true });
    await purchase.look();
    expect((await purchase.account()).refunds).toMatchObject([{ amount: 900, state: "processed" }]);
    await happens(`/payments/${payment.id}/refund`, {});
    await purchase.look();
    const { payment: row, refunds } = await purchase.account();
    expect(refunds.map(({ amount }) => amount)).toEqual([900, 9000]);
    expect(row).toMatchObject({ state: "captured", refunded: 9900 });
    expect(await purchase.isMember()).toBe(false);
  });
});
