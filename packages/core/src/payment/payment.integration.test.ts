import type { ReportedPayment } from "@stylegence/clients/razorpay/port";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { RazorpayModel, type Told } from "../../test/razorpay-model.ts";
import { membershipPeriod } from "../membership/membership.entity.ts";
import * as Membership from "../membership/membership.ts";
import * as Notification from "../notification/notification.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError } from "../platform/errors.ts";
import { commit } from "../platform/transaction.ts";
import { endWrites, unlessDeleted } from "../shopper/shopper.ts";
import { begin } from "./checkout.ts";
import { unname } from "./forget.ts";
import type { Report } from "./ledger.ts";
import { refundedOf } from "./ledger.ts";
import { observe } from "./observe.ts";
import * as Payments from "./read.ts";
import { check, reconcile } from "./reconcile.ts";
import { carryOut, request } from "./refund.ts";
import { detailed, shown } from "./shown.ts";
import { type Account, ledgerOf, load } from "./store.ts";
import { verify } from "./verify.ts";

let stage: Harness;
beforeAll(async () => {
  stage = await startHarness(inject("dynamoUrl"), { STAGE: "test" });
});
afterAll(() => stage.close());

let count = 0;
const newShopper = () => `user_2Payer${++count}`;
const as = <T>(userId: string, body: () => Promise<T>) => stage.run(body, { actor: { type: "shopper", userId } });
const staff = <T>(body: () => Promise<T>) => stage.run(body, { actor: { type: "staff", userId: "ops:ann" } });
const reportOf = ({ payment, refund, dispute }: Told): Report => ({
  payment,
  ...(refund && { refunds: [refund] }),
  ...(dispute && { dispute: { id: dispute.id, state: dispute.status } }),
});

interface Purchase {
  userId: string;
  razorpay: RazorpayModel;
  paymentId: string;
  orderId: string;
  account(): Promise<Account>;
  tell(told: Told): Promise<unknown>;
  periods(): Promise<number>;
}

async function buy(plan: "monthly" | "yearly" = "monthly", userId = newShopper(), razorpay = new RazorpayModel()) {
  const wanted = { plan, key: `purchase-of-${++count}-0000` };
  const { paymentId, orderId } = await as(userId, () => begin(wanted, async () => razorpay));
  const purchase: Purchase = {
    userId,
    razorpay,
    paymentId,
    orderId,
    account: async () => (await stage.run(() => load(paymentId)))!,
    tell: (told) => stage.run(() => observe(paymentId, reportOf(told))),
    periods: () =>
      stage.run(async () => {
        const { data } = await membershipPeriod().query.primary({ userId }).go({ consistent: true });
        return data.filter(({ key }) => key === paymentId).length;
      }),
  };
  return purchase;
}

/** Pays it; nobody is told yet. */
function pay({ razorpay, orderId }: Purchase): string {
  const { id } = razorpay.attempt(orderId);
  razorpay.authorize(id);
  razorpay.capture(id);
  return id;
}

const standing = ({ userId }: Purchase) => stage.run(() => Membership.standing(userId));
const told = async ({ userId }: Purchase) =>
  (await as(userId, () => Notification.list())).items.map(({ title }) => title);

describe("a purchase", () => {
  it("is an order for what the price list says, the same for the same key", async () => {
    const [userId, razorpay] = [newShopper(), new RazorpayModel()];
    const wanted = { plan: "yearly", key: "the-same-purchase" } as const;
    const made = await Promise.all(
      Array.from({ length: 5 }, () => as(userId, () => begin(wanted, async () => razorpay))),
    );
    expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(1);
    const order = razorpay.orders.get(made[0]!.orderId)!;
    expect(order).toMatchObject({ amount: 99_900, currency: "INR", receipt: made[0]!.paymentId });
    expect(order.notes).toEqual({ stage: "test", paymentId: made[0]!.paymentId });
    const other = as(userId, () => begin({ ...wanted, plan: "monthly" }, async () => razorpay));
    await expect(other).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    ["JPY", 300],
    ["KWD", 620],
  ])("in %s costs whole units of it", async (currency, amount) => {
    const [userId, razorpay] = [newShopper(), new RazorpayModel()];
    const wanted = { plan: "monthly", currency, key: `purchase-in-${currency}` } as const;
    const { orderId } = await as(userId, () => begin(wanted, async () => razorpay));
    expect(razorpay.orders.get(orderId)).toMatchObject({ amount, currency });
  });

  it("is begun again where Razorpay did not answer, and nobody was charged", async () => {
    const [userId, razorpay] = [newShopper(), new RazorpayModel()];
    const wanted = { plan: "monthly", key: "begun-two-times-over" } as const;
    razorpay.down = true;
    await expect(as(userId, () => begin(wanted, async () => razorpay))).rejects.toMatchObject({ code: "unavailable" });
    razorpay.down = false;
    expect((await as(userId, () => begin(wanted, async () => razorpay))).orderId).toMatch(/^order_/);
  });

  it("is not for who acts as a shopper, nor for who begins too many", async () => {
    const [userId, razorpay] = [newShopper(), new RazorpayModel()];
    const acting = { type: "shopper", userId, act: "user_staff" } as const;
    const wanted = (n: number) => ({ plan: "monthly" as const, key: `one-of-many-${n}-0000` });
    const asOther = stage.run(() => begin(wanted(0), async () => razorpay), { actor: acting });
    await expect(asOther).rejects.toMatchObject({ code: "forbidden" });
    for (let n = 1; n <= 20; n++) await as(userId, () => begin(wanted(n), async () => razorpay));
    await expect(as(userId, () => begin(wanted(21), async () => razorpay))).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("a payment", () => {
  it("makes a member, once, by whichever tells of it first", async () => {
    const purchase = await buy();
    const id = pay(purchase);
    const { razorpay, paymentId, orderId, userId } = purchase;
    const proof = { attemptId: id, orderId, signature: razorpay.sign(orderId, id) };
    const access = { razorpay: async () => razorpay, keySecret: async () => razorpay.keySecret };
    await Promise.all([
      ...razorpay.told.flatMap((one) => [purchase.tell(one), purchase.tell(one)]),
      as(userId, () => verify(paymentId, proof, access)),
      stage.run(() => check(paymentId, razorpay)),
    ]);
    expect(await standing(purchase)).toEqual({ active: true, plan: "monthly", endsAt: "2026-12-23T06:00:00.000Z" });
    expect(await purchase.periods()).toBe(1);
    expect(await told(purchase)).toEqual(["Payment received"]);
    const deeds = await stage.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toEqual(["payment.captured"]);
    const detail = await stage.run(async () => detailed(await purchase.account()));
    expect(detail).toMatchObject({
      state: "captured",
      receipt: { total: { amount: 9900, currency: "INR" }, reference: id },
      period: { startsAt: "2026-11-23T06:00:00.000Z", endsAt: "2026-12-23T06:00:00.000Z" },
    });
  });

  it("is taken at the signature's word while Razorpay does not answer, and gives nothing for it yet", async () => {
    const purchase = await buy();
    const id = pay(purchase);
    const { razorpay, paymentId, orderId, userId } = purchase;
    razorpay.down = true;
    const proof = { attemptId: id, orderId, signature: razorpay.sign(orderId, id) };
    const access = { razorpay: async () => razorpay, keySecret: async () => razorpay.keySecret };
    const { payment } = await as(userId, () => verify(paymentId, proof, access));
    expect(payment.state).toBe("authorized");
    expect((await standing(purchase)).active).toBe(false);
    razorpay.down = false;
    await stage.run(() => check(paymentId, razorpay));
    expect((await standing(purchase)).active).toBe(true);
  });

  it("of another order, or another amount, is refused and changes nothing", async () => {
    const [purchase, cheap] = [await buy("yearly"), await buy("monthly")];
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
    const purchase = await buy();
    const { razorpay, paymentId } = purchase;
    const [first, second] = [pay(purchase), pay(purchase)];
    for (const one of razorpay.told) await purchase.tell(one);
    await Promise.all([1, 2, 3].map(() => stage.run(() => check(paymentId, razorpay).catch(() => false))));
    await stage.run(() => check(paymentId, razorpay));
    const refunds = [...razorpay.refunds.values()];
    expect(refunds).toMatchObject([{ paymentId: second, amount: 9900 }]);
    expect((await purchase.account()).payment).toMatchObject({ paidBy: first, refunded: 0, state: "captured" });
    expect(await standing(purchase)).toMatchObject({ active: true });
    expect(await purchase.periods()).toBe(1);
  });

  it("of somebody who is gone meanwhile goes back, and buys nothing", async () => {
    const purchase = await buy();
    pay(purchase);
    await stage.run(() => commit(endWrites(purchase.userId)));
    for (const one of purchase.razorpay.told) await purchase.tell(one);
    await stage.run(() => check(purchase.paymentId, purchase.razorpay));
    expect([...purchase.razorpay.refunds.values()]).toMatchObject([{ amount: 9900 }]);
    expect(await purchase.periods()).toBe(0);
  });

  it("keeps no name of a shopper who was erased, and still follows its refunds", async () => {
    const purchase = await buy();
    const id = pay(purchase);
    for (const one of purchase.razorpay.told) await purchase.tell(one);
    const { payment } = await purchase.account();
    await stage.run(() => unname([payment]));
    expect(JSON.stringify(await purchase.account())).not.toContain(purchase.userId);
    purchase.razorpay.giveBack(id, 9900);
    await stage.run(() => check(purchase.paymentId, purchase.razorpay));
    expect((await purchase.account()).payment).toMatchObject({ refunded: 9900 });
  });

  it("is its shopper's alone, in a list a page at a time", async () => {
    const userId = newShopper();
    const own: string[] = [];
    for (let n = 0; n < 3; n++) {
      own.unshift((await buy("monthly", userId)).paymentId);
      stage.clock.advance({ seconds: 1 });
    }
    const first = await as(userId, () => Payments.list({ limit: 2 }));
    const second = await as(userId, () => Payments.list({ limit: 2, cursor: first.nextCursor! }));
    expect([...first.items, ...second.items].map(({ paymentId }) => paymentId)).toEqual(own);
    expect(second.nextCursor).toBeNull();
    expect((await as(newShopper(), () => Payments.list())).items).toEqual([]);
    await expect(as(newShopper(), () => Payments.ownAccount(own[0]!))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a refund", () => {
  async function paidFor() {
    const purchase = await buy();
    const id = pay(purchase);
    for (const one of purchase.razorpay.told.splice(0)) await purchase.tell(one);
    return { ...purchase, id };
  }

  it("in part leaves the membership, in full takes it back", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay } = purchase;
    await staff(() => request(paymentId, { amount: 900, reason: "Goodwill" }));
    await stage.run(() => check(paymentId, razorpay));
    expect(shown((await purchase.account()).payment)).toMatchObject({ refund: "partial", state: "captured" });
    expect((await standing(purchase)).active).toBe(true);
    await staff(() => request(paymentId, { reason: "Wanted out" }));
    await stage.run(() => check(paymentId, razorpay));
    expect(shown((await purchase.account()).payment)).toMatchObject({ refund: "full", state: "captured" });
    expect((await standing(purchase)).active).toBe(false);
    expect((await told(purchase)).sort()).toEqual(["Payment received", "Refund", "Refund"]);
  });

  it("is one, however often it is asked for and wherever it is cut off", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay } = purchase;
    const asked = await Promise.all([1, 2, 3].map(() => staff(() => request(paymentId, { reason: "Twice" }))));
    expect(new Set(asked.map(({ refundId }) => refundId)).size).toBe(1);
    // The answer is lost after Razorpay made it; the timer comes again.
    const cut = Object.assign(Object.create(razorpay) as RazorpayModel, {
      payment: () => Promise.reject(new DomainError("unavailable", "cut off")),
    });
    await expect(stage.run(() => carryOut(paymentId, asked[0]!, cut))).rejects.toMatchObject({ code: "unavailable" });
    expect((await purchase.account()).refunds).toMatchObject([{ state: "requested" }]);
    await Promise.all([1, 2].map(() => stage.run(() => check(paymentId, razorpay))));
    expect([...razorpay.refunds.values()]).toMatchObject([{ amount: 9900, refundId: asked[0]!.refundId }]);
    expect((await purchase.account()).refunds).toMatchObject([{ state: "pending", amount: 9900 }]);
  });

  it("is never of more than is left, and for staff alone", async () => {
    const purchase = await paidFor();
    const { paymentId, userId } = purchase;
    await expect(as(userId, () => request(paymentId, { reason: "Mine" }))).rejects.toMatchObject({ code: "forbidden" });
    const most = await Promise.allSettled(
      ["a", "b", "c"].map((reason) => staff(() => request(paymentId, { amount: 4000, reason }))),
    );
    expect(most.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await expect(staff(() => request(paymentId, { amount: 0, reason: "d" }))).rejects.toMatchObject({
      code: "invalid",
    });
    const unpaid = await buy();
    await expect(staff(() => request(unpaid.paymentId, { reason: "e" }))).rejects.toMatchObject({ code: "invalid" });
  });

  it("that Razorpay refuses gives its amount free again, and says why", async () => {
    const purchase = await paidFor();
    const { paymentId, razorpay, id } = purchase;
    const { refundId } = await staff(() => request(paymentId, { reason: "At the same time" }));
    razorpay.giveBack(id, 9900);
    await stage.run(() => check(paymentId, razorpay));
    const { refunds, payment } = await purchase.account();
    expect(refunds.find((one) => one.refundId === refundId)).toMatchObject({ state: "failed" });
    expect(payment.refunded).toBe(9900);
    const deeds = await stage.run(() => Audit.list(paymentId));
    expect(deeds.map(({ action }) => action)).toContain("payment.refund_refused");
  });
});

describe("the reconciler", () => {
  const isPaidFor = (_: Purchase, at: number) => at % 3 > 0;

  it("after a silent day has completed every payment that was captured, and asks no more of what is over", async () => {
    const razorpay = new RazorpayModel();
    const all: Purchase[] = [];
    for (let n = 0; n < 12; n++) all.push(await buy("monthly", newShopper(), razorpay));
    for (const purchase of all.filter(isPaidFor)) pay(purchase);
    const late = all[0]!;
    const waiting = razorpay.attempt(late.orderId).id;
    razorpay.fail(waiting);
    for (let minutes = 0; minutes < 24 * 60; minutes += 120) {
      stage.clock.advance({ minutes: 120 });
      // For some hours nobody answers at all.
      razorpay.down = minutes >= 120 && minutes < 360;
      await stage.run(() => reconcile(razorpay));
    }
    const states = await Promise.all(all.map(async (purchase) => (await purchase.account()).payment.state));
    const expected = all.map((purchase, at) =>
      isPaidFor(purchase, at) ? "captured" : at === 0 ? "failed" : "created",
    );
    expect(states).toEqual(expected);
    const members = await Promise.all(all.map(async (purchase) => (await standing(purchase)).active));
    expect(members).toEqual(all.map(isPaidFor));
    // The bank's answer came two days late.
    stage.clock.advance({ days: 2 });
    razorpay.authorize(waiting);
    razorpay.capture(waiting);
    for (let day = 0; day < 4; day++) {
      await stage.run(() => reconcile(razorpay));
      stage.clock.advance({ days: 1 });
    }
    expect((await standing(late)).active).toBe(true);
    for (let look = 0; look < 16; look++) {
      stage.clock.advance({ days: 15 });
      await stage.run(() => reconcile(razorpay));
    }
    expect(await stage.run(() => reconcile(razorpay))).toEqual({ asked: 0, changed: 0, failed: [], more: false });
  });

  it("is not held up by one that can't be asked about", async () => {
    const [good, bad] = [await buy(), await buy()];
    pay(good);
    good.razorpay.orders.set(bad.orderId, { id: bad.orderId, amount: 1, currency: "INR", receipt: "", notes: {} });
    const { id } = good.razorpay.attempt(bad.orderId);
    good.razorpay.authorize(id);
    good.razorpay.capture(id);
    stage.clock.advance({ minutes: 10 });
    const first = await stage.run(() => reconcile(good.razorpay));
    expect(first.failed).toMatchObject([{ paymentId: bad.paymentId, reason: expect.stringMatching(/not its amount/) }]);
    expect((await standing(good)).active).toBe(true);
    expect((await stage.run(() => reconcile(good.razorpay))).failed).toEqual([]);
  });
});

describe("any history on the table", () => {
  const deed = fc.record({ kind: fc.integer({ min: 0, max: 9 }), pick: fc.nat(100), together: fc.boolean() });

  it("with callbacks, events, reconcilers and refunds side by side ends as Razorpay's record, and pays out once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 12 }), async (deeds) => {
        const purchase = await buy();
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
      return staff(() => request(paymentId, asked)).catch(onlyInvalid);
    }
    if (kind === 7) return stage.run(() => check(paymentId, razorpay));
    if (kind === 8 && one.captured) return callBack(purchase, one.id);
    const event = razorpay.told[pick % Math.max(1, razorpay.told.length)];
    return event && Promise.all([purchase.tell(event), purchase.tell(event)]);
  }

  function happen(razorpay: RazorpayModel, { id, status }: ReportedPayment, kind: number): void {
    if (kind === 2 && status === "created") razorpay.fail(id);
    else if (kind <= 4 && (status === "created" || status === "failed")) razorpay.authorize(id);
    else if (status === "authorized") razorpay.capture(id);
  }

  function callBack({ razorpay, userId, paymentId, orderId }: Purchase, attemptId: string): Promise<unknown> {
    const proof = { attemptId, orderId, signature: razorpay.sign(orderId, attemptId) };
    const access = { razorpay: async () => razorpay, keySecret: async () => razorpay.keySecret };
    return as(userId, () => verify(paymentId, proof, access));
  }

  function onlyInvalid(error: unknown): void {
    if (!(error instanceof DomainError && error.code === "invalid")) throw error;
  }

  /** What is wanted of Razorpay may take a second look, as what it says follows only from the first. */
  async function settle({ paymentId, razorpay }: Purchase): Promise<void> {
    for (let look = 0; look < 3; look++) await stage.run(() => check(paymentId, razorpay));
  }

  async function expectTruth(purchase: Purchase): Promise<void> {
    const { razorpay, userId, paymentId } = purchase;
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
    expect((await stage.run(() => Membership.standing(userId))).active).toBe(isKept);
    const deeds = (await stage.run(() => Audit.list(paymentId))).map(({ action }) => action);
    expect(deeds.filter((action) => action === "payment.captured")).toHaveLength(winner ? 1 : 0);
    expect(deeds.filter((action) => action === "payment.revoked")).toHaveLength(winner && !isKept ? 1 : 0);
    const news = await told(purchase);
    expect(news.filter((title) => title === "Payment received")).toHaveLength(winner ? 1 : 0);
    expect(news.filter((title) => title === "Refund")).toHaveLength(razorpay.refunds.size);
  }
});

it("a shopper who is gone can't be given time", async () => {
  const userId = newShopper();
  await stage.run(() => commit(endWrites(userId)));
  const given = stage.run(async () => {
    const extension = { key: "k", plan: "monthly", days: 30, reason: "points" } as const;
    await commit([...(await Membership.extensionWrites(userId, extension)), unlessDeleted(userId)]);
  });
  await expect(given).rejects.toMatchObject({ code: "conflict" });
});
