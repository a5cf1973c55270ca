import { describe, expect, it } from "vitest";
import { CLICK, faultOf, query, settings } from "../../../test/pushes.ts";
import { dialectOf } from "../dialect.ts";

const rakuten = dialectOf("rakuten");

describe("Rakuten", () => {
  const told = {
    is_event: "N",
    etransaction_id: "7f1c9e",
    advertiser_id: "3661",
    order_id: "556677",
    sku_number: "SKU-1",
    sale_amount: "1299.00",
    quantity: "1",
    commissions: "64.95",
    process_date: "Wed Apr 30 2014 02:18:36 GMT+0000 (UTC)",
    transaction_date: "Wed Apr 30 2014 02:10:00 GMT+0000 (UTC)",
    product_name: "Kurta",
    u1: CLICK,
    currency: "INR",
  };

  it("tells of each SKU of an order for itself", () => {
    expect(rakuten.push(query(told), settings())).toEqual([
      {
        network: "shopnet",
        transactionId: "7f1c9e",
        orderId: "556677",
        correctionOf: "3661/556677",
        clickId: CLICK,
        status: { word: "transaction", state: "pending" },
        sale: { amount: 129_900, currency: "INR" },
        commission: { amount: 6495, currency: "INR" },
        occurredAt: "2014-04-30T02:10:00.000Z",
        lines: [{ sku: "SKU-1", name: "Kurta", quantity: 1, amount: { amount: 129_900, currency: "INR" } }],
      },
    ]);
    const [other] = rakuten.push(query({ ...told, etransaction_id: "7f1c9f", sku_number: "SKU-2" }), settings());
    expect(other).toMatchObject({ transactionId: "7f1c9f", correctionOf: "3661/556677", lines: [{ sku: "SKU-2" }] });
  });

  it("takes a SKU back in a row of its own below zero", () => {
    const back = { ...told, etransaction_id: "8a0", sale_amount: "-1299.00", commissions: "-64.95" };
    const [report] = rakuten.push(query(back), settings());
    expect(report).toMatchObject({
      transactionId: "8a0",
      correctionOf: "3661/556677",
      sale: { amount: -129_900 },
      commission: { amount: -6495 },
    });
  });

  it("is not paid for what only a pixel saw", () => {
    expect(rakuten.push(query({ ...told, is_event: "Y" }), settings())).toEqual([]);
  });

  it("lists what it told as it told it", () => {
    const page = JSON.stringify([{ ...told, sale_amount: 1299.0, commissions: 64.95, quantity: 1 }]);
    expect(rakuten.page?.(page, settings())).toEqual(rakuten.push(query(told), settings()));
    expect(rakuten.page?.("", settings())).toEqual([]);
  });

  describe("'s signature report", () => {
    const HEAD =
      '"Member ID (U1)",MID,"Advertiser Name","Order ID","Transaction Date","Transaction Time",SKU,Sales,"# of Items","Total Commission","Process Date","Process Time","Transaction ID",Currency';
    const line = (sales: string, commission: string, name = "Shop") =>
      `${CLICK},3661,${name},556677,4/30/14,02:10:00,SKU-1,${sales},1,${commission},5/2/14,00:00:00,7f1c9e,INR`;

    it("is what counts", () => {
      const csv = `${[HEAD, line('"1,299.00"', "64.95", '"Shirts, ""Ltd"""')].join("\r\n")}\r\n`;
      expect(rakuten.page?.(csv, settings())).toEqual([
        {
          network: "shopnet",
          transactionId: "7f1c9e",
          orderId: "556677",
          correctionOf: "3661/556677",
          clickId: CLICK,
          status: { word: "signature report", state: "approved" },
          sale: { amount: 129_900, currency: "INR" },
          commission: { amount: 6495, currency: "INR" },
          occurredAt: "2014-04-30T02:10:00.000Z",
          lines: [{ sku: "SKU-1" }],
        },
      ]);
    });

    it("must name its transactions", () => {
      const csv = `Member ID (U1),Order ID,Sales\n${CLICK},1,2.00\n`;
      expect(faultOf(() => rakuten.page?.(csv, settings()))).toBe("row 1: Transaction ID is missing");
    });

    it("must have in each line what its first names", () => {
      expect(faultOf(() => rakuten.page?.(`${HEAD}\n${CLICK},1\n`, settings()))).toBe(
        "page: line 2 has not the columns of the first",
      );
      expect(faultOf(() => rakuten.page?.(`${HEAD}\n"open`, settings()))).toBe("page is no CSV");
    });
  });
});
