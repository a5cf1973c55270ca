import { type Dialect, type Report, type RowState, type Settings, stateOf } from "../report.ts";
import { amountOf, currencyOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { csvOf } from "./csv.ts";
import { quantityOf } from "./line.ts";
import { fieldsOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { readAll } from "./page.ts";
import { exactJson, isTrue, list, need, one, type Row, rowOf, text } from "./row.ts";

/** Rakuten says no status: what it tells at once is an indicator, what its signature report lists counts. */
const TOLD = "transaction";
const LISTED = "signature report";
const WORDS: Record<string, RowState> = { [TOLD]: "pending", [LISTED]: "approved" };

/**
 * Rakuten. One push for each SKU of an order, by GET, in the names of its Events API (pubhelp.rakutenadvertising.com, "Postback
 * API", "Events API Common Questions"); a cancelled SKU is a further one, below zero. Pages are answers of that API (JSON) or of
 * the signature orders report (CSV), to which the columns "Transaction ID" and "Currency" must have been added.
 */
export const rakuten: Dialect = {
  push: (raw, settings) => transactionsOf([fieldsOf(raw)], settings),

  page(raw, settings) {
    if (!/^\s*[[{]/.test(raw)) return readAll(csvOf(raw, "page"), (row) => listed(row, settings));
    const answer = exactJson(raw, "page");
    const rows = Array.isArray(answer)
      ? answer.map((one, at) => rowOf(one, `[${at}]`))
      : list(rowOf(answer, "page"), "data");
    return transactionsOf(rows, settings);
  },
};

/** An event is seen by a pixel and never paid: the transaction proper comes later by itself. */
const transactionsOf = (rows: Row[], settings: Settings): Report[] =>
  readAll(
    rows.filter((row) => !isTrue(text(row, "is_event"))),
    (row) => told(row, settings),
  );

/** A row that takes back does not say which: the rows of an order, as its shop numbers them, count together. */
const orderOf = (orderId: string | undefined, shop = ""): Pick<Report, "orderId" | "correctionOf"> => ({
  orderId,
  correctionOf: orderId && `${shop}/${orderId}`,
});

function told(row: Row, settings: Settings): Report {
  const currency = currencyOf(row, settings.currency, "currency");
  const sale = amountOf(row, currency, "sale_amount");
  return {
    network: settings.network,
    transactionId: need(row, "etransaction_id"),
    ...orderOf(text(row, "order_id"), text(row, "advertiser_id")),
    clickId: clickOf(row, "u1"),
    status: { word: TOLD, state: stateOf(TOLD, WORDS, settings) },
    sale,
    commission: amountOf(row, currency, "commissions"),
    occurredAt: momentOf(row, { formats: ["iso", "seconds"] }, "transaction_date"),
    lines: [
      {
        sku: text(row, "sku_number"),
        name: text(row, "product_name"),
        quantity: quantityOf(text(row, "quantity")),
        amount: sale,
      },
    ],
  };
}

function listed(row: Row, settings: Settings): Report {
  const currency = currencyOf(row, settings.currency, "Currency");
  const day = text(row, "Transaction Date");
  const at = day && `${day} ${text(row, "Transaction Time") ?? "00:00:00"}`;
  return {
    network: settings.network,
    transactionId: need(row, "Transaction ID"),
    ...orderOf(text(row, "Order ID"), text(row, "MID", "Advertiser ID")),
    clickId: clickOf(row, "Member ID (U1)", "Member ID", "U1"),
    status: { word: LISTED, state: stateOf(LISTED, WORDS, settings) },
    sale: amountOf(row, currency, "Sales"),
    commission: amountOf(row, currency, "Total Commission", "Commissions"),
    occurredAt: momentOf(
      one("Transaction Date", at),
      { formats: ["m/d/y H:i:s", "m/d/Y H:i:s", "iso"] },
      "Transaction Date",
    ),
    lines: text(row, "SKU", "SKU Number") ? [{ sku: text(row, "SKU", "SKU Number") }] : undefined,
  };
}
