import { amountOf, currencyOf } from "./amount.ts";
import { missing } from "./failure.ts";
import { notesOf, only, textOf } from "./input.ts";
import type { Order, Payment } from "./model.ts";
import { newId, type RazorpayState } from "./state.ts";

const FIELDS = ["amount", "currency", "receipt", "notes", "partial_payment", "payment_capture"];

/** Makes an order as the real one does: it does not mind a receipt that is there already, whatever its pages say. */
export function createOrder(state: RazorpayState, body: Record<string, unknown>): Order {
  only(body, FIELDS);
  const currency = currencyOf(body.currency);
  const amount = amountOf(body.amount, currency);
  const order: Order = {
    id: newId("order"),
    entity: "order",
    amount,
    amount_paid: 0,
    amount_due: amount,
    currency,
    receipt: textOf(body.receipt, "receipt", 40),
    offer_id: null,
    status: "created",
    attempts: 0,
    notes: notesOf(body.notes),
    created_at: state.seconds(),
  };
  state.data.orders[order.id] = order;
  state.save();
  return order;
}

export function orderOf({ data }: RazorpayState, id: string): Order {
  const order = data.orders[id];
  if (!order) throw missing();
  return order;
}

/** In the order in which they were made. */
export const paymentsOf = ({ data }: RazorpayState, orderId: string): Payment[] =>
  Object.values(data.payments).filter(({ order_id: of }) => of === orderId);
