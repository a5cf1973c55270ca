import { type Dialect, type RowState, stateOf, Unreadable } from "../report.ts";
import { amountOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { linesOf, quantityOf } from "./line.ts";
import { momentOf } from "./moment.ts";
import { readAll } from "./page.ts";
import { exactJson, inner, list, need, rowOf, text } from "./row.ts";

/** Locked is what can't be corrected any more, closed what was paid out. Validation needs no reading: it ends in records of its own. */
const WORDS: Record<string, RowState> = { new: "pending", extended: "pending", locked: "approved", closed: "paid" };

/**
 * CJ sends nothing: its list is the Commission Detail API (developers.cj.com, `publisherCommissions`). A correction is a record of
 * its own with amounts of its own sign, a restatement is two, and all name one action; amounts are in the publisher's currency, which is not said.
 */
export const cj: Dialect = {
  push() {
    throw new Unreadable("CJ sends no pushes");
  },

  page(raw, settings) {
    if (raw.trim() === "") return [];
    const data = inner(rowOf(exactJson(raw, "page"), "page"), "data");
    const commissions = data && inner(data, "publisherCommissions");
    if (!commissions) throw new Unreadable("page has no publisherCommissions");
    return readAll(list(commissions, "records"), (row) => {
      const word = need(row, "actionStatus");
      return {
        network: settings.network,
        transactionId: need(row, "commissionId"),
        orderId: text(row, "orderId"),
        clickId: clickOf(row, "shopperId", "sid"),
        status: { word, state: stateOf(word, WORDS, settings) },
        sale: amountOf(row, settings.currency, "saleAmountPubCurrency"),
        commission: amountOf(row, settings.currency, "pubCommissionAmountPubCurrency"),
        occurredAt: momentOf(row, { formats: ["iso"] }, "eventDate"),
        correctionOf: need(row, "originalActionId"),
        lines: linesOf(row, "items", (item) => ({
          sku: text(item, "sku"),
          quantity: quantityOf(text(item, "quantity")),
          amount: amountOf(item, settings.currency, "perItemSaleAmountPubCurrency"),
        })),
      };
    });
  },
};
