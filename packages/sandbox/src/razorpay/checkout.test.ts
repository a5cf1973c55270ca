import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import { lever, openShop, type Shop } from "../testing/razorpay-shop.ts";
import { spoken } from "./amount.ts";

let sandbox: Sandbox;
let shop: Shop;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
  shop = await openShop(sandbox);
});
afterEach(() => sandbox.close());

const pay = async (orderId: string, outcome: string, key = shop.keyId) => {
  const json = { key, order_id: orderId, method: "card", outcome, notes: { stage: "local" } };
  const { status, text } = await ask(sandbox, "razorpay", "/v1/standard_checkout/payments", { json });
  return { status, body: JSON.parse(text) };
};

it("shows who is paid and how much, as the order says", async () => {
  const order = await shop.order({ currency: "KWD", amount: 295_990 });
  const asked = new URLSearchParams({ key: shop.keyId, order_id: order.id, name: "<Stylegence>" });
  const { text } = await ask(sandbox, "razorpay", `/v1/checkout/public?${asked}`);
  expect(text).toContain("&lt;Stylegence&gt;");
  expect(text).toMatch(/KWD\s295\.990/u);
});

it("hands out a signature of order and payment once the bank has agreed", async () => {
  const order = await shop.order();
  const { body } = await pay(order.id, "success");
  const signed = `${order.id}|${body.razorpay_payment_id}`;
  expect(body).toMatchObject({
    status: "paid",
    razorpay_order_id: order.id,
    razorpay_signature: createHmac("sha256", shop.keySecret).update(signed).digest("hex"),
  });
  expect(await shop.get(`/payments/${body.razorpay_payment_id}`)).toMatchObject({
    method: "card",
    notes: { stage: "local" },
  });
  expect(await pay(order.id, "success")).toMatchObject({ status: 400 });
});

it("says why a payment failed, and lets one wait for the bank", async () => {
  const order = await shop.order();
  expect((await pay(order.id, "failure")).body).toMatchObject({
    status: "failed",
    error: { code: "BAD_REQUEST_ERROR", reason: "payment_declined", metadata: { order_id: order.id } },
  });
  const { body } = await pay(order.id, "pending");
  expect(body.status).toBe("created");
  await lever(sandbox, "POST", `payments/${body.payment_id}/authorize`);
  const asked = `/v1/standard_checkout/payments/${body.payment_id}?key=${shop.keyId}`;
  expect(JSON.parse((await ask(sandbox, "razorpay", asked)).text)).toMatchObject({ status: "paid" });
});

it("serves nobody else's orders", async () => {
  expect(await pay((await shop.order()).id, "success", "somebody")).toMatchObject({ status: 401 });
  expect(await pay("order_00000000000000", "success")).toMatchObject({ status: 400 });
});

it.each([
  ["INR", 9900, "₹99.00"],
  ["INR", 12_345_678, "₹1,23,456.78"],
  ["JPY", 295, "JP¥295"],
])("writes %s %i as %s", (currency, amount, text) => {
  expect(spoken(amount, currency)).toBe(text);
});
