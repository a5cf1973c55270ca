import { describe, expect, it } from "vitest";
import { CLICK, faultOf, form, json, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";
import { Mapping } from "../mapping.ts";

const template = dialectOf("template");
const statuses = { approved: "approved", cancelled: "reversed" } as const;
const mapped = (mapping: unknown) => settings({ statuses, mapping: Mapping.parse(mapping) });

describe("a network of which there is nothing but a configuration", () => {
  const flat = {
    transactionId: "transaction_id",
    clickId: "aff_sub",
    orderId: "order_id",
    status: "status",
    sale: "sale_amount",
    commission: "payout",
    currency: "currency",
    occurredAt: "datetime",
  };
  const told = {
    transaction_id: "vc17",
    aff_sub: CLICK,
    order_id: "O-1",
    status: "Approved",
    sale_amount: "1,499.00",
    payout: "74.95",
    currency: "inr",
    datetime: "2026-11-23 05:30:00",
  };
  const report = {
    network: "shopnet",
    transactionId: "vc17",
    orderId: "O-1",
    clickId: CLICK,
    status: { word: "Approved", state: "approved" },
    sale: { amount: 149_900, currency: "INR" },
    commission: { amount: 7495, currency: "INR" },
    occurredAt: "2026-11-23T00:00:00.000Z",
  };

  it("is read from an address, a form and JSON alike", () => {
    const given = { ...mapped(flat), utcOffset: "+05:30" };
    for (const raw of [query(told), form(told), json(told)]) expect(template.push(raw, given)).toEqual([report]);
  });

  it("knows no word but its own", () => {
    expect(template.push(query({ ...told, status: "pending" }), mapped(flat))[0]?.status.state).toBeNull();
    expect(template.push(query({ ...told, status: "CANCELLED" }), mapped(flat))[0]?.status.state).toBe("reversed");
  });

  it("may have rows in lists, with what all of them share beside", () => {
    const mapping = {
      rows: "data.items",
      transactionId: "id",
      clickId: "data.click.sub",
      status: { constant: "approved" },
      commission: "reward.paise",
      currency: { constant: "INR" },
      correctionOf: "reverses",
      occurredAt: "data.at",
      amounts: "minor",
      times: "d-m-Y H:i",
    };
    const body = {
      data: {
        click: { sub: CLICK },
        at: "23-11-2026 10:15",
        items: [
          { id: 1, reward: { paise: 7495 } },
          { id: 2, reward: { paise: -7495 }, reverses: 1 },
        ],
      },
    };
    const shared = {
      network: "shopnet",
      clickId: CLICK,
      status: { word: "approved", state: "approved" },
      occurredAt: "2026-11-23T10:15:00.000Z",
    };
    expect(template.push(json(body), mapped(mapping))).toEqual([
      { ...shared, transactionId: "1", commission: { amount: 7495, currency: "INR" } },
      { ...shared, transactionId: "2", commission: { amount: -7495, currency: "INR" }, correctionOf: "1" },
    ]);
  });

  it("may be a list as a whole", () => {
    const reports = template.push(json([told, { ...told, transaction_id: "vc18" }]), mapped(flat));
    expect(reports.map(({ transactionId }) => transactionId)).toEqual(["vc17", "vc18"]);
  });

  it("names what is wrong as the network names it", () => {
    const fault = (given: object) => faultOf(() => template.push(query({ ...told, ...given }), mapped(flat)));
    expect(fault({ transaction_id: "" })).toBe("row 1: transaction_id is missing");
    expect(fault({ payout: "lots" })).toBe("row 1: payout is no amount");
    expect(faultOf(() => template.push(query(told), settings()))).toBe("mapping is missing");
    expect(faultOf(() => template.push(json({ a: 1 }), mapped({ ...flat, rows: "items" })))).toBe("items is missing");
  });

  it.each(["H:i", "Y-m-d Y", "y/m/d/Y", "m/d", "YYYY-MM-DD", "d.m.Y H:i:s (a+)+"])("has no times like %s", (times) => {
    expect(Mapping.safeParse({ ...flat, times }).success).toBe(false);
  });
});
