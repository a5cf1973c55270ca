import { describe, expect, it } from "vitest";
import { CLICK, faultOf, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

const cj = dialectOf("cj");

describe("CJ", () => {
  const record = {
    commissionId: "2292067663",
    orderId: "ORD-9",
    shopperId: CLICK,
    actionStatus: "NEW",
    validationStatus: "AUTOMATED",
    original: true,
    originalActionId: "1878340",
    correctionReason: null,
    eventDate: "2018-05-03T22:31:48Z",
    postingDate: "2018-05-03T23:00:00Z",
    saleAmountPubCurrency: "75.474",
    pubCommissionAmountPubCurrency: "7.781",
    items: [{ sku: "D-1", quantity: 1, perItemSaleAmountPubCurrency: "75.474", totalCommissionPubCurrency: "7.781" }],
  };
  const page = (...records: object[]) =>
    JSON.stringify({ data: { publisherCommissions: { count: records.length, payloadComplete: true, records } } });
  const usd = settings({ currency: "USD" });

  it("sends nothing", () => {
    expect(faultOf(() => cj.push(query({}), usd))).toBe("CJ sends no pushes");
  });

  it("lists records in the currency of its publisher", () => {
    expect(cj.page?.(page(record), usd)).toEqual([
      {
        network: "shopnet",
        transactionId: "2292067663",
        orderId: "ORD-9",
        correctionOf: "1878340",
        clickId: CLICK,
        status: { word: "NEW", state: "pending" },
        sale: { amount: 7547, currency: "USD" },
        commission: { amount: 778, currency: "USD" },
        occurredAt: "2018-05-03T22:31:48.000Z",
        lines: [{ sku: "D-1", quantity: 1, amount: { amount: 7547, currency: "USD" } }],
      },
    ]);
  });

  it("restates an order by a record that takes all of it back and one that is left", () => {
    const back = {
      ...record,
      commissionId: "2292067700",
      original: false,
      correctionReason: "RETURNED_MERCHANDISE",
      saleAmountPubCurrency: "-75.474",
      pubCommissionAmountPubCurrency: "-7.781",
    };
    const left = { ...back, commissionId: "2292067701", pubCommissionAmountPubCurrency: "3.89" };
    const reports = cj.page?.(page(record, back, left), usd) ?? [];
    expect(reports.map(({ transactionId, correctionOf }) => [transactionId, correctionOf])).toEqual([
      ["2292067663", "1878340"],
      ["2292067700", "1878340"],
      ["2292067701", "1878340"],
    ]);
    expect(reports.reduce((sum, { commission }) => sum + (commission?.amount ?? 0), 0)).toBe(389);
  });

  it.each([
    ["NEW", "pending"],
    ["EXTENDED", "pending"],
    ["LOCKED", "approved"],
    ["CLOSED", "paid"],
    ["CORRECTED", null],
  ])("calls %s what we call %s", (actionStatus, state) => {
    expect(cj.page?.(page({ ...record, actionStatus }), usd)[0]?.status).toEqual({ word: actionStatus, state });
  });

  it("has an empty page where it had nothing to say", () => {
    expect(cj.page?.("", usd)).toEqual([]);
  });

  it("is read as far as it makes sense, with what does not", () => {
    try {
      cj.page?.(page({ ...record, commissionId: null }, record, { ...record, originalActionId: null }), usd);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        message: "row 1: commissionId is missing; row 3: originalActionId is missing",
        reports: [{ transactionId: "2292067663" }],
      });
    }
  });
});
