import { type Dialect, type Report, type RowState, type Settings, stateOf } from "../report.ts";
import { amountOf, currencyOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { linesOf, quantityOf } from "./line.ts";
import { fieldsOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { pageOf } from "./page.ts";
import { isTrue, need, type Row, text } from "./row.ts";

/** An approved row that its advertiser has no money for is as good as pending: it may never be paid. */
const WORDS: Record<string, RowState> = {
  pending: "pending",
  "1": "pending",
  approved: "approved",
  "2": "approved",
  approved_but_stalled: "pending",
  declined: "rejected",
  "3": "rejected",
};
const CLICKS = ["subid", "subid1", "subid2", "subid3", "subid4"];

/**
 * Admitad. Pushes bear the names of its macros (support.mitgo.com/hc/articles/360019365798, `[[[admitad_id]]]` as `admitad_id`):
 * one an action, of which an order may have several. Its list is developers.admitad.com, "Reports by actions".
 */
export const admitad: Dialect = {
  push(raw, settings) {
    const row = fieldsOf(raw);
    const ready = isTrue(text(row, "reward_ready"));
    return [
      {
        ...common(row, settings),
        transactionId: need(row, "admitad_id", "action_id"),
        status: statusOf(need(row, "payment_status", "status"), settings, ready ? "payable" : "approved"),
        sale: sale(row, settings, "order_sum"),
        commission: sale(row, settings, "payment_sum"),
        occurredAt: time(row, settings, "time"),
      },
    ];
  },

  page(raw, settings) {
    return pageOf(raw, "results", (row) => ({
      ...common(row, settings),
      transactionId: need(row, "action_id", "id"),
      status: statusOf(need(row, "status"), settings, isTrue(text(row, "paid")) ? "paid" : "approved"),
      sale: sale(row, settings, "cart"),
      commission: sale(row, settings, "payment"),
      occurredAt: time(row, settings, "action_date", "action_time"),
      lines: linesOf(row, "positions", (position) => ({
        sku: text(position, "product_id", "id"),
        name: text(position, "product_name"),
        quantity: quantityOf(text(position, "quantity")),
        amount: sale(position, settings, "amount"),
      })),
    }));
  },
};

const common = (row: Row, { network }: Settings): Pick<Report, "network" | "orderId" | "clickId"> => ({
  network,
  orderId: text(row, "order_id"),
  clickId: clickOf(row, ...CLICKS),
});

const sale = (row: Row, settings: Settings, name: string) =>
  amountOf(row, currencyOf(row, settings.currency, "currency"), name);

const time = (row: Row, { utcOffset }: Settings, ...names: string[]) =>
  momentOf(row, { formats: ["seconds", "iso", "d.m.Y H:i:s"], utcOffset }, ...names);

/** What more is known of an approved row than its word says. */
function statusOf(word: string, settings: Settings, approved: RowState): Report["status"] {
  const state = stateOf(word, WORDS, settings);
  return { word, state: state === "approved" ? approved : state };
}
