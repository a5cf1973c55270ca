import { createHmac } from "node:crypto";
import type { Payment, Saved } from "./model.ts";

/** What the checkout script hands to the page's handler. */
export function signature({ keySecret }: Pick<Saved, "keySecret">, { id, order_id }: Payment) {
  return {
    razorpay_payment_id: id,
    razorpay_order_id: order_id,
    razorpay_signature: createHmac("sha256", keySecret).update(`${order_id}|${id}`).digest("hex"),
  };
}
