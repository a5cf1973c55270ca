import { rupee } from "../../money.ts";
import { html } from "../markup.ts";
import type { ShopContext } from "../shop.ts";
import type { Order } from "./orders.ts";
import { about, dayOf } from "./receipt.ts";

export interface Letter {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: [name: string, value: string][];
}

/** The order confirmation that a shop mails. */
export function confirmation({ shop, origin }: ShopContext, order: Order, to: string): Letter {
  const lines = order.lines.map(
    (line) => `${line.quantity} x ${line.title} (${about(line)}): ${rupee(line.price * line.quantity)}`,
  );
  const link = `${origin}/checkout/orders/${order.id}`;
  return {
    from: `${shop.name} <orders@${shop.id}.localhost>`,
    to: [to],
    subject: `Your ${shop.name} order ${order.id}`,
    text: [
      `Thank you, ${order.name}.`,
      "",
      `Order ID: ${order.id}`,
      `Date: ${dayOf(order)}`,
      "",
      ...lines,
      "",
      `Total: ${rupee(order.total)}`,
      `Receipt: ${link}`,
    ].join("\n"),
    html: html`<!doctype html><html lang="en-IN"><body style="font:16px/1.5 sans-serif"><h1>Thank you, ${order.name}</h1>
<p>Order ID: <b>${order.id}</b><br>Date: ${dayOf(order)}</p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
<p><b>Total: ${rupee(order.total)}</b></p><p><a href="${link}">Your order and its receipt</a></p></body></html>`.text,
    headers: [],
  };
}
