import { describe, expect, it } from "vitest";
import { CLICK, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

describe("Cuelinks", () => {
  const cuelinks = dialectOf("cuelinks");
  const told = {
    transaction_id: "8812",
    sub_id: CLICK,
    sale_amount: "1499",
    commission: "74.95",
    status: "Pending",
    campaign: "Shop",
    transaction_date: "2026-11-23T17:43:20+05:30",
  };

  it.each([
    ["Pending", "pending"],
    ["Validated", "approved"],
    ["payable", "payable"],
    ["Invoice raised", "payable"],
    ["Paid", "paid"],
    ["Rejected", "rejected"],
    ["on hold", null],
  ])("calls %s what we call %s", (status, state) => {
    expect(cuelinks.push(query({ ...told, status }), settings())).toEqual([
      {
        network: "shopnet",
        transactionId: "8812",
        clickId: CLICK,
        status: { word: status, state },
        sale: { amount: 149_900, currency: "INR" },
        commission: { amount: 7495, currency: "INR" },
        occurredAt: "2026-11-23T12:13:20.000Z",
      },
    ]);
  });

  it("lists its transactions, and nothing where there are none", () => {
    const page = JSON.stringify({
      total_count: 1,
      transactions: [
        { id: 8812, aff_sub: "x", subid1: CLICK, user_commission: 74.95, sale_amount: 1499, status: "paid" },
      ],
    });
    expect(cuelinks.page?.(page, settings())).toMatchObject([
      { transactionId: "8812", clickId: CLICK, commission: { amount: 7495 }, status: { state: "paid" } },
    ]);
    expect(cuelinks.page?.("", settings())).toEqual([]);
  });

  it("is told by our own settings what a new word means", () => {
    const [report] = cuelinks.push(
      query({ ...told, status: "On Hold" }),
      settings({ statuses: { "on hold": "pending" } }),
    );
    expect(report?.status).toEqual({ word: "On Hold", state: "pending" });
  });
});
