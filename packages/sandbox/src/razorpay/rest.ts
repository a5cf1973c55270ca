import { timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { amountOf, currencyOf } from "./amount.ts";
import { disputeOf, moveDispute } from "./disputes.ts";
import { invalid, missing, RazorpayFailure, told } from "./failure.ts";
import type { Faults } from "./faults.ts";
import { bodyOf, collection, only, pageOf } from "./input.ts";
import type { Payment } from "./model.ts";
import { createOrder, orderOf, paymentsOf } from "./orders.ts";
import { type Bank, capture, paymentOf } from "./payments.ts";
import { type Refunds, refundOf, refundsOf } from "./refunds.ts";
import type { RazorpayState } from "./state.ts";

/** The REST API under `/v1`, with the key's own name and secret as basic authorisation. */
export function rest(bank: Bank, refunds: Refunds, faults: Faults): Hono {
  const { state } = bank;
  const app = new Hono();
  app.onError(told);
  app.use((c, next) => {
    authenticate(c, state);
    return next();
  });
  app.use(faults.meet);
  orders(app, state);
  payments(app, bank);

  app.post("/payments/:id/refund", async (c) => {
    const key = c.req.header("x-refund-idempotency") ?? null;
    return c.json(await refunds.create(c.req.param("id"), await bodyOf(c), key));
  });
  app.get("/payments/:id/refunds", (c) => c.json(pageOf(c, refundsOf(state, paymentOf(state, c.req.param("id")).id))));
  app.get("/payments/:id/refunds/:refund", (c) => {
    const refund = refundOf(state, c.req.param("refund"));
    if (refund.payment_id !== c.req.param("id")) throw missing();
    return c.json(refund);
  });
  app.get("/refunds", (c) => c.json(pageOf(c, Object.values(state.data.refunds))));
  app.get("/refunds/:id", (c) => c.json(refundOf(state, c.req.param("id"))));

  app.get("/disputes", (c) => c.json(pageOf(c, Object.values(state.data.disputes))));
  app.get("/disputes/:id", (c) => c.json(disputeOf(state, c.req.param("id"))));
  app.post("/disputes/:id/accept", (c) => c.json(moveDispute(bank, c.req.param("id"), "lost")));
  app.patch("/disputes/:id/contest", async (c) => {
    const { action = "draft", ...evidence } = await bodyOf(c);
    const dispute = disputeOf(state, c.req.param("id"));
    Object.assign(dispute.evidence, evidence);
    if (action !== "submit") return c.json(dispute);
    dispute.evidence.submitted_at = state.seconds();
    return c.json(moveDispute(bank, dispute.id, "under_review"));
  });
  app.all("*", () => {
    throw new RazorpayFailure(400, "The requested URL was not found on the server.", { isInput: false });
  });
  return app;
}

function authenticate(c: Context, { data }: RazorpayState): void {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(c.req.header("authorization") ?? "") ?? [];
  const isNA = { isInput: false };
  if (encoded === undefined)
    throw new RazorpayFailure(401, "Please provide your api key for authentication purposes.", isNA);
  const given = Buffer.from(encoded, "base64");
  const right = Buffer.from(`${data.keyId}:${data.keySecret}`);
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new RazorpayFailure(401, "Authentication failed", isNA);
}

function orders(app: Hono, state: RazorpayState): void {
  app.post("/orders", async (c) => c.json(createOrder(state, await bodyOf(c))));
  app.get("/orders", (c) => {
    const receipt = c.req.query("receipt");
    const all = Object.values(state.data.orders).filter((order) => receipt === undefined || order.receipt === receipt);
    return c.json(pageOf(c, all));
  });
  app.get("/orders/:id", (c) => c.json(orderOf(state, c.req.param("id"))));
  app.get("/orders/:id/payments", (c) => {
    const made = paymentsOf(state, orderOf(state, c.req.param("id")).id);
    return c.json(collection(made.reverse().map(plain)));
  });
}

function payments(app: Hono, bank: Bank): void {
  const { state } = bank;
  app.get("/payments", (c) => c.json(pageOf(c, Object.values(state.data.payments).map(plain))));
  app.get("/payments/:id", (c) => {
    const payment = paymentOf(state, c.req.param("id"));
    return c.json(c.req.queries("expand[]")?.includes("card") ? payment : plain(payment));
  });
  app.post("/payments/:id/capture", async (c) => {
    const body = await bodyOf(c);
    only(body, ["amount", "currency"]);
    const payment = paymentOf(state, c.req.param("id"));
    const currency = currencyOf(body.currency ?? "INR");
    const isSame = amountOf(body.amount, currency) === payment.amount && currency === payment.currency;
    if (!isSame) throw invalid("Capture amount must be equal to the amount authorized", "amount");
    return c.json(plain(capture(bank, payment.id)));
  });
}

/** A payment shows its card only to who asks. */
function plain({ card: _, ...payment }: Payment): Omit<Payment, "card"> {
  return payment;
}
