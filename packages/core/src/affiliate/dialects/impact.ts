import { type Dialect, type Report, type RowState, type Settings, stateOf } from "../report.ts";
import { amountOf, currencyOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { linesOf, quantityOf } from "./line.ts";
import { fieldsOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { pageOf } from "./page.ts";
import { need, type Row, text } from "./row.ts";

const WORDS: Record<string, RowState> = { pending: "pending", approved: "approved", reversed: "reversed" };
const CLICKS = ["sub_id1", "sub_id2", "sub_id3", "sub_id", "shared_id"];

/**
 * impact.com. A push has the names of its Event Notifications v16 (action_id, status, payout, items) and, for what those leave
 * out, of its Actions v16 (Oid, SubId1, Amount, Currency, EventDate), as JSON or in the address; the list is those Actions.
 */
export const impact: Dialect = {
  push(raw, settings) {
    const row = fieldsOf(raw);
    const currency = currencyOf(row, settings.currency, "currency");
    return [
      {
        ...reportOf(row, settings, need(row, "status", "state")),
        transactionId: need(row, "action_id"),
        lines: linesOf(row, "items", (item) => ({
          sku: text(item, "sku"),
          name: text(item, "name", "item_name"),
          quantity: quantityOf(text(item, "qty", "quantity")),
          amount: amountOf(item, currency, "amt", "amount"),
        })),
      },
    ];
  },

  page(raw, settings) {
    return pageOf(raw, "Actions", (row) => {
      const report = reportOf(row, settings, need(row, "State"));
      const paid = report.status.state === "approved" && text(row, "ClearedDate") !== undefined;
      return {
        ...report,
        transactionId: need(row, "Id"),
        status: paid ? { ...report.status, state: "paid" } : report.status,
      };
    });
  },
};

function reportOf(row: Row, settings: Settings, word: string): Omit<Report, "transactionId"> {
  const currency = currencyOf(row, settings.currency, "currency");
  return {
    network: settings.network,
    orderId: text(row, "oid", "order_id"),
    clickId: clickOf(row, ...CLICKS),
    status: { word, state: stateOf(word, WORDS, settings) },
    sale: amountOf(row, currency, "amount", "sale_amount"),
    commission: amountOf(row, currency, "payout"),
    occurredAt: momentOf(row, { formats: ["iso", "seconds"] }, "event_date", "action_date"),
  };
}
