import type { ReportedPayment } from "@stylegence/clients/razorpay/port";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RazorpayModel, type Told } from "../../test/razorpay-model.ts";
import { isDisputed, type Ledger, paymentState, type Report, refundedOf, step } from "./ledger.ts";
import { PAYMENT_STATES } from "./transition.data.ts";

const AMOUNT = 9900;
const ORDER = { amount: AMOUNT, currency: "INR", receipt: "pay_1", notes: {} };
const EMPTY: Ledger = { amount: AMOUNT, currency: "INR", revoked: false, attempts: [], refunds: [] };

const reportOf = ({ payment, refund, dispute }: Told): Report => ({
  payment,
  ...(refund && { refunds: [refund] }),
  ...(dispute && { dispute: { id: dispute.id, state: dispute.status } }),
});

type May = (payment: ReportedPayment, razorpay: RazorpayModel) => boolean;
type Deed = (razorpay: RazorpayModel, payment: ReportedPayment, how: { amount: number; pick: number }) => void;
/** Nothing of it went back, nor was tried to. */
const isHeld: May = ({ id, status }, razorpay) =>
  status === "authorized" && ![...razorpay.refunds.values()].some(({ paymentId }) => paymentId === id);
const refundOf = (razorpay: RazorpayModel, paymentId: string, states: readonly string[]) =>
  [...razorpay.refunds.values()].find((one) => one.paymentId === paymentId && states.includes(one.status));
const OPEN = ["pending"];
/** A bank may refuse even what Razorpay counted as done. */
const REFUSABLE = ["processed", "pending"];
const isRefunding: May = ({ id }, razorpay) => refundOf(razorpay, id, OPEN) !== undefined;
const isRefusable: May = ({ id }, razorpay) => refundOf(razorpay, id, REFUSABLE) !== undefined;

/** What may happen to a try, and to which. Even two of one order are captured, as it may be where both were on their way. */
const HAPPENINGS: [May, Deed][] = [
  [() => false, () => {}],
  [({ status }) => status === "created", (razorpay, { id }) => razorpay.fail(id)],
  [({ status }) => status === "created" || status === "failed", (razorpay, { id }) => razorpay.authorize(id)],
  [isHeld, (razorpay, { id }) => razorpay.capture(id)],
  [isHeld, (razorpay, { id }) => razorpay.release(id)],
  [
    ({ captured, amount, amountRefunded }) => captured && amountRefunded < amount,
    (razorpay, { id, ...one }, { amount }) =>
      void razorpay.giveBack(id, Math.min(amount, one.amount - one.amountRefunded)),
  ],
  [isRefunding, (razorpay, { id }) => razorpay.settleRefund(refundOf(razorpay, id, OPEN)!.id, "processed")],
  [isRefusable, (razorpay, { id }) => razorpay.settleRefund(refundOf(razorpay, id, REFUSABLE)!.id, "failed")],
  [
    ({ captured }) => captured,
    (razorpay, { id }, { pick }) => razorpay.dispute(id, "disp_1", pick % 2 ? "open" : "won"),
  ],
];

/** What came of a history: a ledger that was told of it by whoever, and how often each thing followed. */
class History {
  readonly razorpay = new RazorpayModel();
  ledger = EMPTY;
  paid = 0;
  revoked = 0;
  readonly surplus: string[] = [];
  /** Tries of which all was given back at some time, and tries of which a refund failed. */
  readonly wasFull = new Set<string>();
  readonly unsure = new Set<string>();
  readonly orderId = "order_1";
  private readonly held: Report[] = [];

  constructor() {
    this.razorpay.orders.set(this.orderId, { id: this.orderId, ...ORDER });
  }

  get tries() {
    return [...this.razorpay.payments.values()];
  }

  /** Something happens at Razorpay, where it is possible there. */
  happen(kind: number, pick: number, amount: number): void {
    const { razorpay, tries } = this;
    const of = <T>(some: T[]): T | undefined => some[pick % some.length];
    const [may, deed] = HAPPENINGS[kind]!;
    const one = of(tries.filter((payment) => may(payment, razorpay)));
    if (one) deed(razorpay, one, { amount, pick });
    else if (tries.length < 4) razorpay.attempt(this.orderId);
    for (const { id, captured, ...payment } of this.tries) {
      if (captured && payment.amountRefunded === payment.amount) this.wasFull.add(id);
    }
    for (const { paymentId, status } of razorpay.refunds.values()) if (status === "failed") this.unsure.add(paymentId);
  }

  take(report: Report): void {
    const before = this.ledger;
    const made = step(before, report);
    if (!made) return;
    const [was, is] = [paymentState(before), paymentState(made.ledger)];
    const isBack = PAYMENT_STATES.indexOf(is) < PAYMENT_STATES.indexOf(was);
    // Only what a bank set aside and gave back again makes a payment less than it was.
    if (isBack) expect([was, is, report.payment.status]).toEqual(["authorized", "failed", "refunded"]);
    if (before.paidBy) expect(made.ledger.paidBy).toBe(before.paidBy);
    if (made.paid) this.paid += 1;
    if (made.revoked) this.revoked += 1;
    this.surplus.push(...made.surplus);
    this.ledger = made.ledger;
  }

  /** An event arrives: any that there was, as it was then, however late or often. */
  deliver(pick: number): void {
    const { told } = this.razorpay;
    if (told.length > 0) this.take(reportOf(told[pick % told.length]!));
  }

  /** The page tells what the checkout signed, and nothing more is known. */
  callBack(pick: number): void {
    const agreed = this.tries.filter(({ status }) => status !== "created" && status !== "failed");
    const one = agreed[pick % agreed.length];
    if (one) this.take({ payment: { ...one, status: "authorized", captured: false, amountRefunded: 0 } });
  }

  /** Somebody asks Razorpay; the answer may wait somewhere. */
  ask(pick: number): void {
    for (const { ...payment } of this.tries) {
      const own = [...this.razorpay.refunds.values()].filter((one) => one.paymentId === payment.id);
      this.held.push({ payment, refunds: own.map(({ key: _, ...refund }) => refund) });
    }
    if (pick % 2 === 0) this.answer();
  }

  answer(): void {
    for (const report of this.held.splice(0)) this.take(report);
  }
}

const deed = fc.tuple(fc.integer({ min: 0, max: 14 }), fc.nat(1000), fc.constantFrom(1, 100, 5000, AMOUNT));

function play(deeds: readonly (readonly [number, number, number])[]): History {
  const history = new History();
  for (const [kind, pick, amount] of deeds) {
    if (kind <= 8) history.happen(kind, pick, amount);
    else if (kind <= 11) history.deliver(pick);
    else if (kind === 12) history.callBack(pick);
    else if (kind === 13) history.ask(pick);
    else history.answer();
  }
  return history;
}

function expectTruth(history: History): void {
  const { ledger, tries, razorpay } = history;
  const stateOf = ({ status, captured }: ReportedPayment) =>
    captured ? "captured" : status === "refunded" ? "authorized" : status;
  expect(ledger.attempts.map(({ attemptId, state }) => [attemptId, state]).sort()).toEqual(
    tries.map((one) => [one.id, stateOf(one)]).sort(),
  );
  for (const one of tries) expect([one.id, refundedOf(ledger, one.id)]).toEqual([one.id, one.amountRefunded]);
  expect(ledger.refunds.map(({ providerId, state }) => [providerId, state]).sort()).toEqual(
    [...razorpay.refunds.values()].map(({ id, status }) => [id, status]).sort(),
  );
  const holding = tries.filter((one) => one.captured && one.amountRefunded < one.amount);
  expect(history.paid).toBe(ledger.paidBy ? 1 : 0);
  if (holding.length > 0) expect(ledger.paidBy).toBeDefined();
  expect(history.revoked).toBeLessThanOrEqual(history.paid);
  if (ledger.paidBy) {
    const isFull = refundedOf(ledger, ledger.paidBy) === AMOUNT;
    if (isFull) expect(history.revoked).toBe(1);
    if (history.revoked === 1) expect(history.wasFull.has(ledger.paidBy)).toBe(true);
  }
  expect(new Set(history.surplus).size).toBe(history.surplus.length);
  expect(history.surplus).not.toContain(ledger.paidBy);
  for (const one of holding) {
    if (one.id !== ledger.paidBy && !history.unsure.has(one.id)) expect(history.surplus).toContain(one.id);
  }
}

describe("a ledger that is told of a payment", () => {
  it("ends as Razorpay's own record once that is asked, whatever was told of it before, and pays out once", () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1, maxLength: 40, size: "max" }), (deeds) => {
        const history = play(deeds);
        history.answer();
        history.ask(0);
        expectTruth(history);
      }),
      { numRuns: 10_000 },
    );
  });

  it("ends so with every event alone, in any order and more than once, with nobody asked", () => {
    const order = fc.infiniteStream(fc.nat(1000));
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1, maxLength: 30, size: "max" }), order, (deeds, picks) => {
        const history = play(deeds.filter(([kind]) => kind <= 8));
        const left = [...history.razorpay.told, ...history.razorpay.told];
        for (const pick of picks) {
          if (left.length === 0) break;
          history.take(reportOf(left.splice(pick % left.length, 1)[0]!));
        }
        const told = new Set(history.razorpay.told.map(({ payment }) => payment.id));
        // Of a try that did nothing yet no event tells.
        for (const [id] of history.razorpay.payments) if (!told.has(id)) history.razorpay.payments.delete(id);
        expectTruth(history);
      }),
      { numRuns: 10_000 },
    );
  });

  const tried = (razorpay: RazorpayModel) => {
    razorpay.orders.set("order_1", { id: "order_1", ...ORDER });
    return razorpay.attempt("order_1").id;
  };
  const told = (razorpay: RazorpayModel, only = razorpay.told) =>
    only.reduce((ledger, one) => step(ledger, reportOf(one))?.ledger ?? ledger, EMPTY);

  it("takes a bank's late yes, days after it failed", () => {
    const razorpay = new RazorpayModel();
    const id = tried(razorpay);
    razorpay.fail(id);
    expect(paymentState(told(razorpay))).toBe("failed");
    razorpay.authorize(id);
    expect(paymentState(told(razorpay))).toBe("authorized");
    razorpay.capture(id);
    const late = told(razorpay, razorpay.told.toReversed());
    expect([paymentState(late), late.paidBy]).toEqual(["captured", id]);
  });

  it("counts refunds by the most that was told, and stays paid", () => {
    const razorpay = new RazorpayModel();
    const id = tried(razorpay);
    razorpay.authorize(id);
    razorpay.capture(id);
    razorpay.giveBack(id, 4000);
    razorpay.giveBack(id, 1000);
    const snapshots = razorpay.told.map(({ refund: _, ...rest }) => rest).toReversed();
    const ledger = told(razorpay, snapshots);
    expect([paymentState(ledger), refundedOf(ledger, id), ledger.revoked]).toEqual(["captured", 5000, false]);
  });

  it("is failed where a bank set money aside and gave it back, until another try succeeds", () => {
    const razorpay = new RazorpayModel();
    const id = tried(razorpay);
    razorpay.authorize(id);
    razorpay.release(id);
    expect(paymentState(told(razorpay))).toBe("failed");
    const second = razorpay.attempt("order_1").id;
    razorpay.authorize(second);
    razorpay.capture(second);
    expect(told(razorpay, razorpay.told.toReversed())).toMatchObject({ paidBy: second, revoked: false });
  });

  it("keeps a dispute that was decided decided", () => {
    const razorpay = new RazorpayModel();
    const id = tried(razorpay);
    razorpay.authorize(id);
    razorpay.capture(id);
    razorpay.dispute(id, "disp_1", "open");
    expect(isDisputed(told(razorpay))).toBe(true);
    razorpay.dispute(id, "disp_1", "lost");
    expect(isDisputed(told(razorpay, razorpay.told.toReversed()))).toBe(false);
  });

  it.each([
    ["lost", true],
    ["won", false],
  ] as const)("takes back what was bought where a dispute is %s: %s", (end, revoked) => {
    const razorpay = new RazorpayModel();
    const id = tried(razorpay);
    razorpay.authorize(id);
    razorpay.capture(id);
    razorpay.dispute(id, "disp_1", "open");
    razorpay.dispute(id, "disp_1", end);
    expect(told(razorpay)).toMatchObject({ revoked, paidBy: id });
    // The end of the dispute came first: the next answer to a question takes it back.
    const late = razorpay.told.toReversed();
    expect(told(razorpay, [...late, late.at(-1)!])).toMatchObject({ revoked, paidBy: id });
  });
});
