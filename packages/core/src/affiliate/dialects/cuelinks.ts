import { type Dialect, type Report, type RowState, type Settings, stateOf } from "../report.ts";
import { amountOf, currencyOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { fieldsOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { pageOf } from "./page.ts";
import { need, type Row, text } from "./row.ts";

/** In the order in which a transaction goes: validated after some 60 days, then payable, invoiced and paid. */
const WORDS: Record<string, RowState> = {
  pending: "pending",
  validated: "approved",
  payable: "payable",
  "invoice raised": "payable",
  invoice_raised: "payable",
  paid: "paid",
  rejected: "rejected",
};
const CLICKS = ["sub_id", "subid1", "subid2", "subid3", "subid4", "subid5", "aff_sub"];

/**
 * Cuelinks. Statuses: desk.zoho.com/portal/cuelinks, "validation parameters"; its list: cuelinks.docs.apiary.io, "Transactions".
 * A push has the names of the list, in the address or a form.
 */
export const cuelinks: Dialect = {
  push: (raw, settings) => [reportOf(fieldsOf(raw), settings)],
  page: (raw, settings) => pageOf(raw, "transactions", (row) => reportOf(row, settings)),
};

function reportOf(row: Row, settings: Settings): Report {
  const currency = currencyOf(row, settings.currency, "currency");
  const word = need(row, "status");
  return {
    network: settings.network,
    transactionId: need(row, "id", "transaction_id"),
    orderId: text(row, "order_id"),
    clickId: clickOf(row, ...CLICKS),
    status: { word, state: stateOf(word, WORDS, settings) },
    sale: amountOf(row, currency, "sale_amount"),
    commission: amountOf(row, currency, "user_commission", "commission"),
    occurredAt: momentOf(
      row,
      { formats: ["iso", "d-m-Y H:i:s", "seconds"], utcOffset: settings.utcOffset },
      "transaction_date",
      "created_at",
    ),
  };
}
