import type { ReportedPayment } from "@stylegence/clients/razorpay/port";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type PaymentStage, type Purchase, startPaymentStage } from "../../test/payment-stage.ts";
import type { RazorpayModel } from "../../test/razorpay-model.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError } from "../platform/errors.ts";
import { refundedOf } from "./ledger.ts";
import { check } from "./reconcile.ts";
import { request } from "./refund.ts";
import { ledgerOf } from "./store.ts";

let stage: PaymentStage;
beforeAll(async () => {
  stage = await startPaymentStage(inject("dynamoUrl"));
});
afterAll(() => stage.harness.close());

describe("any history on the table", () => {
  const deed = fc.record({ kind: fc.integer({ min: 0, max: 9 }), pick: fc.nat(100), together: fc.boolean() });

  it("with callbacks, events, reconcilers and refunds side by side ends as Razorpay's record, and pays out once", {
    timeout: 180_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 12 }), async (deeds) => {
        const purchase = await stage.buy();
        let running: Promise<unknown>[] = [];
        for (const { kind, pick, together } of deeds) {
          running.push(perform(purchase, kind, pick));
          if (together) continue;
          await Promise.all(running);
          running = [];
        }
        await Promise.all(running);
        await settle(purchase);
        await expectTruth(purchase);
      }),
      { numRuns: 200 },
    );
  });

  async function perform(purchase: Purchase, kind: number, pick: number): Promise<unknown> {
    const { razorpay, orderId, paymentId } = purchase;
    const tries = [...razorpay.payments.values()];
    const one = tries[pick % Math.max(1, tries.length)];
    if (kind <= 1 || !one) return void (tries.length < 3 && razorpay.attempt(orderId));
    if (kind <= 5) return happen(razorpay, one, kind);
    if (kind === 6) {
      const asked = { reason: `case ${pick % 3}`, ...(pick % 2 && { amount: 4000 }) };
      return stage.staff(() => request(paymentId, asked)).catch(onlyInvalid);
    }
    if (kind === 7) return stage.harness.run(() => check(paymentId, razorpay));
    if (kind === 8 && one.captured) return purchase.callBack(one.id);
    const event = razorpay.told[pick % Math.max(1, razorpay.told.length)];
    return event && Promise.all([purchase.tell(event), purchase.tell(event)]);
  }

  function happen(razorpay: RazorpayModel, { id, status }: ReportedPayment, kind: number): void {
    if (kind === 2 && status === "created") razorpay.fail(id);
    else if (kind <= 4 && (status === "created" || status === "failed")) razorpay.authorize(id);
    else if (status === "authorized") razorpay.capture(id);
  }

  function onlyInvalid(error: unknown): void {
    if (!(error instanceof DomainError && error.code === "invalid")) throw error;
  }

  /** What is wanted of Razorpay may take a second look, as what it says follows only from the first. */
  async function settle({ paymentId, razorpay }: Purchase): Promise<void> {
    for (let look = 0; look < 3; look++) await stage.harness.run(() => check(paymentId, razorpay));
  }

  async function expectTruth(purchase: Purchase): Promise<void> {
    const { razorpay, paymentId } = purchase;
    const account = await purchase.account();
    const ledger = ledgerOf(account);
    const tries = [...razorpay.payments.values()];
    expect(account.attempts.map(({ attemptId, state }) => [attemptId, state]).sort()).toEqual(
      tries.map(({ id, status, captured }) => [id, captured ? "captured" : status]).sort(),
    );
    for (const { id, amountRefunded } of tries) expect(refundedOf(ledger, id)).toBe(amountRefunded);
    const captured = tries.filter((one) => one.captured);
    const winner = captured.find(({ id }) => id === account.payment.paidBy);
    // Of several that were captured all but one went back.
    expect(captured.filter((one) => one !== winner && one.amountRefunded < one.amount)).toEqual([]);
    expect([winner !== undefined, account.payment.state === "captured"]).toEqual([
      captured.length > 0,
      captured.length > 0,
    ]);
    expect(await purchase.periods()).toBe(winner ? 1 : 0);
    const isKept = winner !== undefined && winner.amountRefunded < winner.amount;
    expect((await purchase.standing()).active).toBe(isKept);
    const deeds = (await stage.harness.run(() => Audit.list(paymentId))).map(({ action }) => action);
    expect(deeds.filter((action) => action === "payment.captured")).toHaveLength(winner ? 1 : 0);
    expect(deeds.filter((action) => action === "payment.revoked")).toHaveLength(winner && !isKept ? 1 : 0);
    const news = await purchase.titles();
    expect(news.filter((title) => title === "Payment received")).toHaveLength(winner ? 1 : 0);
    expect(news.filter((title) => title === "Refund")).toHaveLength(razorpay.refunds.size);
  }
});
