import { describe, expect, it } from "vitest";
import { nextCheck } from "./next-check.ts";

const start = Date.parse("2026-11-23T06:00:00.000Z");
const after = (minutes: number) => new Date(start + minutes * 60_000);
const HOUR = 60;
const DAY = 24 * HOUR;
const payment = { createdAt: after(0).toISOString(), orderId: "order_1" };
const due = (known: Parameters<typeof nextCheck>[0], now: number) => {
  const at = nextCheck(known, after(now));
  return at === "never" ? at : (Date.parse(at) - start) / 60_000;
};

describe("when Razorpay is asked", () => {
  it.each([
    [0, 5],
    [5, 15],
    [50, HOUR],
    [2 * DAY, 3 * DAY],
    [7 * DAY - 1, 7 * DAY],
    [7 * DAY, "never"],
  ])("of a payment that nobody paid, %i minutes after its order, is at %s", (now, expected) => {
    expect(due({ payment, refunds: [] }, now)).toBe(expected);
  });

  it("of one that was tried again days after its order goes by the last try", () => {
    const attempts = [8 * DAY, DAY].map((minutes) => ({ at: after(minutes).toISOString() }));
    expect(due({ payment, attempts, refunds: [] }, 8 * DAY)).toBe(8 * DAY + 5);
    expect(due({ payment, attempts, refunds: [] }, 10 * DAY)).toBe(11 * DAY);
  });

  it("of one that was paid goes by when that was", () => {
    const paid = { ...payment, paidAt: after(DAY).toISOString() };
    expect(due({ payment: paid, refunds: [] }, DAY + 1)).toBe(DAY + 30);
    expect(due({ payment: paid, refunds: [] }, 181 * DAY)).toBe("never");
  });

  it("of one whose refund is under way is sooner, and at once where Razorpay does not know of it", () => {
    const paid = { ...payment, paidAt: after(0).toISOString() };
    const refund = { at: after(DAY + 10).toISOString() };
    expect(due({ payment: paid, refunds: [{ ...refund, state: "requested" }] }, DAY + 10)).toBe(DAY + 10);
    expect(due({ payment: paid, refunds: [{ ...refund, state: "requested" }] }, DAY + 20)).toBe(DAY + 40);
    expect(due({ payment: paid, refunds: [{ ...refund, state: "pending" }] }, DAY + 11)).toBe(DAY + 15);
    expect(due({ payment: paid, refunds: [{ ...refund, state: "processed" }] }, DAY + 11)).toBe(3 * DAY);
  });

  it("of one whose checkout is opened again begins anew", () => {
    const again = after(8 * DAY).toISOString();
    expect(due({ payment: { ...payment, openedAt: again }, refunds: [] }, 8 * DAY + 1)).toBe(8 * DAY + 5);
  });

  it("is never before there is an order", () => {
    expect(due({ payment: { createdAt: payment.createdAt }, refunds: [] }, 0)).toBe("never");
  });
});
