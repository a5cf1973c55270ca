import { type Dialect, type Report, type RowState, type Settings, stateOf, Unreadable } from "../report.ts";
import { amountOf, currencyOf } from "./amount.ts";
import { clickOf } from "./click.ts";
import { linesOf, quantityOf } from "./line.ts";
import { fieldsOf } from "./message.ts";
import { momentOf } from "./moment.ts";
import { pageOf } from "./page.ts";
import { exactJson, inner, isTrue, look, need, one, type Row, rowOf, text } from "./row.ts";

/** A push is sent when a transaction is recorded, and says no status. */
const RECORDED = "recorded";
const WORDS: Record<string, RowState> = {
  [RECORDED]: "pending",
  pending: "pending",
  approved: "approved",
  declined: "rejected",
  deleted: "rejected",
};
const CLICKS = ["clickRef", "clickRef2", "clickRef3", "clickRef4", "clickRef5", "clickRef6"];
/** Awin's times are UTC, with and without saying so. */
const TIMES = { formats: ["iso"] };

/**
 * Awin. A push is a form with JSON in the field AwinTransactionPush, or the same names in the address
 * (help.awin.com/developers/docs/transaction-notifications). Its list is help.awin.com, "Get List of Transactions".
 */
export const awin: Dialect = {
  push(raw, settings) {
    const form = fieldsOf(raw);
    const json = pushedJson(form);
    const row = json === undefined ? form : rowOf(exactJson(json, "AwinTransactionPush"), "AwinTransactionPush");
    const currency = currencyOf(row, settings.currency, "transactionCurrency");
    return [
      {
        network: settings.network,
        transactionId: need(row, "transactionId"),
        clickId: clickOf(row, ...CLICKS),
        status: statusOf(RECORDED, settings),
        sale: amountOf(row, currency, "transactionAmount"),
        commission: amountOf(row, currency, "commission"),
        occurredAt: momentOf(row, TIMES, "transactionDate"),
        lines: productsOf(unfolded(row, "products"), "products", currency),
      },
    ];
  },

  page(raw, settings) {
    return pageOf(raw, "transactions", (row) => {
      const word = need(row, "commissionStatus");
      const { state } = statusOf(word, settings);
      const sale = money(row, settings, "saleAmount");
      return {
        network: settings.network,
        transactionId: need(row, "id"),
        orderId: text(row, "orderRef"),
        clickId: clickOf(inner(row, "clickRefs") ?? new Map(), ...CLICKS),
        status: { word, state: state === "approved" && isTrue(text(row, "paidToPublisher")) ? "paid" : state },
        sale,
        commission: money(row, settings, "commissionAmount"),
        occurredAt: momentOf(row, TIMES, "transactionDate"),
        lines: productsOf(row, "basketProducts", sale?.currency),
      };
    });
  },
};

const statusOf = (word: string, settings: Settings): Report["status"] => ({
  word,
  state: stateOf(word, WORDS, settings),
});

/** The JSON of a push, which may be longer than any plain value. */
function pushedJson(form: Row): string | undefined {
  const value = look(form, "AwinTransactionPush");
  if (value === undefined || typeof value === "string") return value;
  throw new Unreadable("AwinTransactionPush is no text");
}

/** In an address a list is written as JSON. */
function unfolded(row: Row, name: string): Row {
  const value = look(row, name);
  if (typeof value !== "string") return row;
  return one(name, value.startsWith("[") ? exactJson(value, name) : undefined);
}

function money(row: Row, settings: Settings, name: string) {
  const amount = inner(row, name) ?? new Map();
  const written = text(amount, "amount");
  return amountOf(one(name, written), currencyOf(amount, settings.currency, "currency"), name);
}

const productsOf = (row: Row, name: string, currency: string | undefined) =>
  linesOf(row, name, (product) => ({
    sku: text(product, "skuCode", "productId"),
    name: text(product, "productName"),
    quantity: quantityOf(text(product, "quantity")),
    amount: amountOf(product, currency, "unitPrice"),
  }));
