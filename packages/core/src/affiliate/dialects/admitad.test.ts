import { describe, expect, it } from "vitest";
import { CLICK, faultOf, form, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

describe("Admitad", () => {
  const admitad = dialectOf("admitad");
  const told = {
    admitad_id: "730001",
    offer_id: "6",
    subid: CLICK,
    subid1: "[[[subid1]]]",
    order_id: "A-77",
    payment_status: "pending",
    order_sum: "1,999.00",
    payment_sum: "99.9500",
    currency: "INR",
    time: "1763900000",
    click_time: "1763896400",
    type: "sale",
    reward_ready: "0",
  };
  const report = {
    network: "shopnet",
    transactionId: "730001",
    orderId: "A-77",
    clickId: CLICK,
    status: { word: "pending", state: "pending" },
    sale: { amount: 199_900, currency: "INR" },
    commission: { amount: 9995, currency: "INR" },
    occurredAt: "2025-11-23T12:13:20.000Z",
  };

  it("says the same by GET and by POST", () => {
    expect(admitad.push(query(told), settings())).toEqual([report]);
    expect(admitad.push(form(told), settings())).toEqual([report]);
  });

  it("has several actions for an order, each for itself", () => {
    const [other] = admitad.push(query({ ...told, admitad_id: "730002", order_sum: "500" }), settings());
    expect(other).toMatchObject({ transactionId: "730002", orderId: "A-77", sale: { amount: 50_000 } });
  });

  it.each([
    ["approved", "0", "approved"],
    ["approved", "1", "payable"],
    ["declined", "1", "rejected"],
    ["approved_but_stalled", "0", "pending"],
    ["2", "0", "approved"],
    ["frozen", "0", null],
    ["toString", "0", null],
  ])("calls %s with reward_ready %s what we call %s", (payment_status, reward_ready, state) => {
    const [{ status } = { status: null }] = admitad.push(query({ ...told, payment_status, reward_ready }), settings());
    expect(status).toEqual({ word: payment_status, state });
  });

  it("lists actions with what was paid out", () => {
    const row = (given: object) => ({
      action_id: 730_001,
      status: "approved",
      cart: 1999.1,
      payment: 99.955,
      currency: "INR",
      subid: null,
      subid2: CLICK,
      order_id: "A-77",
      action_date: "2025-11-23 15:13:20",
      paid: 0,
      positions: [{ id: 1, product_id: "SKU-1", product_name: "Kurta", amount: "1999.10", quantity: 1 }],
      ...given,
    });
    const page = JSON.stringify({ results: [row({}), row({ action_id: 2, paid: 1 })], _meta: { count: 2 } });
    const [first, second] = admitad.page?.(page, settings({ utcOffset: "+03:00" })) ?? [];
    expect(first).toEqual({
      network: "shopnet",
      transactionId: "730001",
      orderId: "A-77",
      clickId: CLICK,
      status: { word: "approved", state: "approved" },
      sale: { amount: 199_910, currency: "INR" },
      commission: { amount: 9996, currency: "INR" },
      occurredAt: "2025-11-23T12:13:20.000Z",
      lines: [{ sku: "SKU-1", name: "Kurta", quantity: 1, amount: { amount: 199_910, currency: "INR" } }],
    });
    expect(second?.status).toEqual({ word: "approved", state: "paid" });
  });

  it("names what is wrong", () => {
    expect(faultOf(() => admitad.push(query({ ...told, admitad_id: "" }), settings()))).toBe("admitad_id is missing");
    expect(faultOf(() => admitad.push(query({ ...told, order_sum: "many" }), settings()))).toBe(
      "order_sum is no amount",
    );
    expect(faultOf(() => admitad.push(query({ ...told, time: "soon" }), settings()))).toBe("time is no time");
    expect(faultOf(() => admitad.push(query({ ...told, currency: "rupees" }), settings()))).toBe(
      "currency is no currency",
    );
  });
});
