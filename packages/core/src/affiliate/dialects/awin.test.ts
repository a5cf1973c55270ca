import { describe, expect, it } from "vitest";
import { CLICK, form, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

describe("Awin", () => {
  const awin = dialectOf("awin");
  const told = {
    transactionId: "105956531",
    transactionDate: "2013-06-13 12:05:00",
    transactionCurrency: "GBP",
    transactionAmount: "26.09",
    affiliateId: "45628",
    merchantId: "3661",
    clickRef: CLICK,
    clickTime: "2013-06-13 12:00:00",
    commission: "1.64",
    commissionGroups: [{ id: "47963", name: "Music", code: "M", description: "" }],
    products: [
      { productName: "Silent Shout", unitPrice: "5.55", skuType: "", skuCode: "B000EMSUQA", quantity: "2", cgId: "1" },
      { productName: "Heima", unitPrice: "14.99", skuType: "", skuCode: "B000EMSUQB", quantity: "1", cgId: "2" },
    ],
  };

  it("posts a form with JSON in it, and says no status", () => {
    const [report, ...more] = awin.push(form({ AwinTransactionPush: JSON.stringify(told) }), settings());
    expect(more).toEqual([]);
    expect(report).toMatchObject({
      transactionId: "105956531",
      clickId: CLICK,
      status: { word: "recorded", state: "pending" },
      sale: { amount: 2609, currency: "GBP" },
      commission: { amount: 164, currency: "GBP" },
      occurredAt: "2013-06-13T12:05:00.000Z",
      lines: [
        { sku: "B000EMSUQA", name: "Silent Shout", quantity: 2, amount: { amount: 555, currency: "GBP" } },
        { sku: "B000EMSUQB", quantity: 1 },
      ],
    });
  });

  it("says the same in an address", () => {
    const { commissionGroups, products, ...plain } = told;
    const fields = { ...plain, commissionGroups: JSON.stringify(commissionGroups), products: JSON.stringify(products) };
    expect(awin.push(query(fields), settings())).toEqual(
      awin.push(form({ AwinTransactionPush: JSON.stringify(told) }), settings()),
    );
  });

  it.each([
    ["pending", false, "pending"],
    ["approved", false, "approved"],
    ["approved", true, "paid"],
    ["declined", false, "rejected"],
    ["deleted", false, "rejected"],
    ["held", false, null],
  ])("lists %s, paid out: %s, as %s", (commissionStatus, paidToPublisher, state) => {
    const page = JSON.stringify([
      {
        id: 259_630_312,
        commissionStatus,
        commissionAmount: { amount: 5.59, currency: "GBP" },
        saleAmount: { amount: 55.96, currency: "GBP" },
        clickRefs: { clickRef: "12345", clickRef2: CLICK },
        transactionDate: "2017-02-20T22:04:00",
        orderRef: "111222333444",
        paidToPublisher,
        basketProducts: [{ productName: "Dress", unitPrice: 55.96, quantity: 1, skuCode: "D-1" }],
      },
    ]);
    expect(awin.page?.(page, settings())).toEqual([
      {
        network: "shopnet",
        transactionId: "259630312",
        orderId: "111222333444",
        clickId: CLICK,
        status: { word: commissionStatus, state },
        sale: { amount: 5596, currency: "GBP" },
        commission: { amount: 559, currency: "GBP" },
        occurredAt: "2017-02-20T22:04:00.000Z",
        lines: [{ sku: "D-1", name: "Dress", quantity: 1, amount: { amount: 5596, currency: "GBP" } }],
      },
    ]);
  });
});
