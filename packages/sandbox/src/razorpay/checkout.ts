import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import { spoken } from "./amount.ts";
import { RazorpayFailure, told } from "./failure.ts";
import { bodyOf } from "./input.ts";
import { Pay } from "./levers.ts";
import { orderOf } from "./orders.ts";
import { attempt, type Bank, paymentOf } from "./payments.ts";
import { signature } from "./signature.ts";

const client = (name: string) => readFile(new URL(`./client/${name}`, import.meta.url), "utf8");
const FILES = { "checkout.js": "text/javascript", "frame.js": "text/javascript", "frame.css": "text/css" } as const;
const Wanted = z.object({ key: z.string(), order_id: z.string(), ...Pay.shape });

/** What browsers load: the script of the shop's page, and the frame in which one pays. */
export function checkout(bank: Bank): Hono {
  const { state } = bank;
  const { data } = state;
  const app = new Hono({ strict: false });
  app.onError(told);
  const known = (key: string) => {
    if (key !== data.keyId) throw new RazorpayFailure(401, "Authentication failed", { isInput: false });
  };
  for (const [name, type] of Object.entries(FILES)) {
    app.get(`/v1/${name}`, async (c) =>
      c.body(await client(name), 200, { "content-type": `${type}; charset=utf-8`, "access-control-allow-origin": "*" }),
    );
  }
  app.get("/v1/checkout/public", (c) => {
    known(c.req.query("key") ?? "");
    const order = orderOf(state, c.req.query("order_id") ?? "");
    return c.html(
      frame(c.req.query("name") ?? "", c.req.query("description") ?? "", spoken(order.amount, order.currency)),
    );
  });
  // What the frame asks for; a shop's server never comes here.
  app.post("/v1/standard_checkout/payments", async (c) => {
    const { key, order_id: orderId, ...attempted } = Wanted.parse(await bodyOf(c));
    known(key);
    return c.json(answer(attempt(bank, orderId, attempted).id));
  });
  app.get("/v1/standard_checkout/payments/:id", (c) => {
    known(c.req.query("key") ?? "");
    return c.json(answer(c.req.param("id")));
  });
  const answer = (id: string): object => {
    const payment = paymentOf(state, id);
    if (payment.status === "created") return { status: "created", payment_id: id };
    if (payment.status !== "failed") return { status: "paid", ...signature(data, payment) };
    return {
      status: "failed",
      error: {
        code: payment.error_code,
        description: payment.error_description,
        source: payment.error_source,
        step: payment.error_step,
        reason: payment.error_reason,
        metadata: { payment_id: id, order_id: payment.order_id },
      },
    };
  };
  return app;
}

const frame = (name: string, description: string, amount: string) => html`<!doctype html>
<html lang="en-IN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Pay ${name}</title>
    <link rel="stylesheet" href="/v1/frame.css" />
    <script type="module" src="/v1/frame.js"></script>
  </head>
  <body>
    <main role="dialog" aria-modal="true" aria-labelledby="who">
      <header>
        <div><h1 id="who">${name}</h1><p>${description}</p></div>
        <p class="amount">${amount}</p>
        <button type="button" id="close" aria-label="Close checkout">×</button>
      </header>
      <p class="note">A checkout for demonstration on this machine. No money moves.</p>
      <div role="alert" id="said" hidden></div>
      <form id="methods">
        <fieldset>
          <legend>Pay with</legend>
          <label><input type="radio" name="method" value="upi" checked /> UPI</label>
          <label><input type="radio" name="method" value="card" /> Card</label>
          <label><input type="radio" name="method" value="netbanking" /> Netbanking</label>
        </fieldset>
        <fieldset>
          <legend>What the bank answers</legend>
          <button type="submit" value="success" class="main">Pay ${amount}</button>
          <button type="submit" value="failure">Decline</button>
          <button type="submit" value="late">No answer in time</button>
          <button type="submit" value="pending">Wait for the bank</button>
        </fieldset>
      </form>
      <p role="status" id="waiting" hidden>Waiting for your bank. <a href="/dashboard" target="_blank" rel="noopener">The dashboard</a> lets it answer.</p>
    </main>
  </body>
</html>`;
