import { describe, expect, it } from "vitest";
import { CLICK, json, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

const impact = dialectOf("impact");

describe("impact.com", () => {
  const told = {
    campaign_id: "10306",
    action_id: "1000.4636.158133",
    status: "PENDING",
    payout: "5.00",
    amount: "719.10",
    currency: "USD",
    oid: "9217374917472",
    event_date: "2024-09-10T10:42:38-07:00",
    subid1: CLICK,
  };
  const report = {
    network: "shopnet",
    transactionId: "1000.4636.158133",
    orderId: "9217374917472",
    clickId: CLICK,
    status: { word: "PENDING", state: "pending" },
    sale: { amount: 71_910, currency: "USD" },
    commission: { amount: 500, currency: "USD" },
    occurredAt: "2024-09-10T17:42:38.000Z",
  };

  it("says the same by GET and as JSON, where it has items as well", () => {
    expect(impact.push(query(told), settings())).toEqual([report]);
    const items = [{ sku: "APP-0016", qty: "1", amt: "719.10" }];
    expect(impact.push(json({ ...told, items }), settings())).toEqual([
      { ...report, lines: [{ sku: "APP-0016", quantity: 1, amount: { amount: 71_910, currency: "USD" } }] },
    ]);
  });

  it("says the least that it documents", () => {
    const { campaign_id, action_id, payout } = told;
    const least = { campaign_id, action_id, status: "APPROVED", payout };
    expect(impact.push(json(least), settings({ currency: "USD" }))).toEqual([
      {
        network: "shopnet",
        transactionId: action_id,
        status: { word: "APPROVED", state: "approved" },
        commission: { amount: 500, currency: "USD" },
      },
    ]);
  });

  it.each([
    ["PENDING", "", "pending"],
    ["APPROVED", "", "approved"],
    ["APPROVED", "2024-11-01T00:00:00-07:00", "paid"],
    ["REVERSED", "", "reversed"],
    ["EXTENDED", "", null],
  ])("lists %s, cleared at %j, as %s", (State, ClearedDate, state) => {
    const row = {
      Id: "1000.4636.158133",
      State,
      Payout: "0.88",
      Amount: "21.99",
      Currency: "USD",
      EventDate: "2024-09-10T10:42:38-07:00",
      Oid: "77",
      SharedId: "RT-19247423",
      SubId1: "",
      SubId2: CLICK,
      ClearedDate,
    };
    expect(impact.page?.(JSON.stringify({ "@numpages": "1", Actions: [row] }), settings())).toEqual([
      {
        network: "shopnet",
        transactionId: "1000.4636.158133",
        orderId: "77",
        clickId: CLICK,
        status: { word: State, state },
        sale: { amount: 2199, currency: "USD" },
        commission: { amount: 88, currency: "USD" },
        occurredAt: "2024-09-10T17:42:38.000Z",
      },
    ]);
  });
});
