import { afterEach, beforeEach, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import { lever, openShop, type Shop } from "../testing/razorpay-shop.ts";

let sandbox: Sandbox;
let shop: Shop;
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
  shop = await openShop(sandbox);
});
afterEach(() => sandbox.close());

const failure = (description: string, rest: object = {}) => ({
  error: { code: "BAD_REQUEST_ERROR", description, ...rest },
});

it("knows whose key it is", async () => {
  const without = await ask(sandbox, "razorpay", "/v1/orders");
  expect([without.status, JSON.parse(without.text)]).toMatchObject([
    401,
    failure("Please provide your api key for authentication purposes."),
  ]);
  const wrong = await ask(sandbox, "razorpay", "/v1/orders", { headers: { authorization: `Basic ${btoa("a:b")}` } });
  expect([wrong.status, JSON.parse(wrong.text)]).toMatchObject([401, failure("Authentication failed")]);
});

it("makes orders, finds them by receipt, and writes empty notes as a list", async () => {
  const order = await shop.order({ receipt: "r1" });
  expect(order).toMatchObject({
    entity: "order",
    amount: 9900,
    amount_due: 9900,
    amount_paid: 0,
    status: "created",
    notes: [],
  });
  const second = await shop.order({ notes: { stage: "pr-1" } });
  expect(second.notes).toEqual({ stage: "pr-1" });
  expect(await shop.get(`/orders/${order.id}`)).toEqual(order);
  expect(await shop.get("/orders?receipt=r1")).toMatchObject({ entity: "collection", count: 1, items: [order] });
});

it.each([
  [{ amount: 99 }, "The amount must be at least INR 1.00"],
  [{ amount: 100.5 }, "The amount must be an integer."],
  [{ amount: undefined }, "The amount field is required."],
  [{ currency: "JPY", amount: 0 }, "The amount must be at least JPY 1"],
  [{ currency: "KWD", amount: 999 }, "The amount must be at least KWD 1.000"],
  [{ currency: "KWD", amount: 99_991 }, "The last decimal of the amount must be 0 for three decimal currencies."],
  [{ currency: "XQX" }, "Currency is not supported"],
  [{ receipt: "r".repeat(41) }, "The receipt may not be greater than 40 characters."],
  [
    { notes: Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`k${n}`, "v"])) },
    "Number of fields in notes should be less than or equal to 15",
  ],
  [{ colour: "red" }, "colour is not required and should not be sent"],
])("refuses an order with %o", async (change, description) => {
  const answer = await shop.ask("POST", "/orders", { amount: 9900, currency: "INR", ...change });
  expect(answer).toMatchObject({ status: 400, body: failure(description) });
});

it.each([
  ["JPY", 295],
  ["KWD", 295_990],
])("takes %s in its own smallest unit", async (currency, amount) => {
  expect(await shop.order({ currency, amount })).toMatchObject({ currency, amount });
});

it("pages through payments, newest first, between two times", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push((await shop.paid()).id);
  const page = async (query: string) =>
    ((await shop.get(`/payments?${query}`)) as { items: { id: string }[] }).items.map(({ id }) => id);
  expect(await page("count=2")).toEqual([ids[2], ids[1]]);
  expect(await page("count=2&skip=2")).toEqual([ids[0]]);
  const now = Math.floor(Date.now() / 1000);
  expect(await page(`from=${now - 60}&to=${now + 60}`)).toHaveLength(3);
  expect(await page(`from=${now + 60}`)).toEqual([]);
  expect(await shop.ask("GET", "/payments?from=5")).toMatchObject({ status: 400 });
});

it("captures only what is authorised, for the whole amount", async () => {
  await lever(sandbox, "PUT", "settings", { autoCapture: false });
  const { id } = await shop.paid();
  const capture = (amount: number) => shop.ask("POST", `/payments/${id}/capture`, { amount, currency: "INR" });
  expect(await shop.get(`/payments/${id}`)).toMatchObject({ status: "authorized", captured: false });
  expect(await capture(9800)).toMatchObject({
    status: 400,
    body: failure("Capture amount must be equal to the amount authorized"),
  });
  expect(await capture(9900)).toMatchObject({
    status: 200,
    body: { status: "captured", captured: true, fee: 234, tax: 36 },
  });
  expect(await capture(9900)).toMatchObject({ status: 400, body: failure("This payment has already been captured") });
});

it("lets a failed payment be authorised late, though not for an order that another payment has paid", async () => {
  const order = await shop.order();
  const { payment: late } = await shop.pay(order.id, "late");
  expect(late).toMatchObject({ status: "failed", error_reason: "payment_timed_out" });
  const { payment: other } = await shop.pay(order.id, "late");
  expect(await lever(sandbox, "POST", `payments/${late.id}/authorize`)).toMatchObject({
    status: "captured",
    error_code: null,
  });
  expect(await lever(sandbox, "POST", `payments/${other.id}/authorize`)).toMatchObject({
    status: "authorized",
    captured: false,
  });
  expect(await shop.get(`/orders/${order.id}`)).toMatchObject({ status: "paid", attempts: 2, amount_due: 0 });
  expect(await shop.get(`/orders/${order.id}/payments`)).toMatchObject({
    count: 2,
    items: [{ id: other.id }, { id: late.id }],
  });
  await lever(sandbox, "POST", `payments/${other.id}/release`);
  expect(await shop.get(`/payments/${other.id}`)).toMatchObject({ status: "refunded", captured: false });
});

it("gives back in parts, and never more than was taken; the order stays paid", async () => {
  const payment = await shop.paid();
  const refund = (body?: object) => shop.ask("POST", `/payments/${payment.id}/refund`, body ?? {});
  expect(await refund({ amount: 4000 })).toMatchObject({
    body: { entity: "refund", amount: 4000, status: "processed", notes: [] },
  });
  expect(await shop.get(`/payments/${payment.id}`)).toMatchObject({
    status: "captured",
    refund_status: "partial",
    amount_refunded: 4000,
  });
  expect(await refund({ amount: 6000 })).toMatchObject({
    status: 400,
    body: failure("The refund amount provided is greater than amount captured"),
  });
  expect(await refund()).toMatchObject({ body: { amount: 5900 } });
  expect(await shop.get(`/payments/${payment.id}`)).toMatchObject({
    status: "refunded",
    refund_status: "full",
    captured: true,
  });
  expect(await refund()).toMatchObject({ status: 400, body: failure("The payment has been fully refunded already") });
  expect(await shop.get(`/payments/${payment.id}/refunds`)).toMatchObject({ count: 2 });
  expect(await shop.get(`/orders/${payment.order_id}`)).toMatchObject({ status: "paid" });
});

it("refunds once for an idempotency key, says so while it is at it, and refuses the key for anything else", async () => {
  const payment = await shop.paid();
  await lever(sandbox, "PUT", "settings", { refundMs: 200 });
  const refund = (body: object, key: string) =>
    shop.ask("POST", `/payments/${payment.id}/refund`, body, { "x-refund-idempotency": key });
  const [first, second] = await Promise.all([
    refund({ amount: 100 }, "refund-0001"),
    refund({ amount: 100 }, "refund-0001"),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const made = (first.status === 200 ? first : second).body;
  expect(await refund({ amount: 100 }, "refund-0001")).toEqual({ status: 200, body: made });
  expect(await refund({ amount: 200 }, "refund-0001")).toMatchObject({
    status: 400,
    body: failure("Different request with the same idempotency key has already been processed."),
  });
  expect(await refund({}, "short")).toMatchObject({ status: 400 });
  expect(await shop.get(`/payments/${payment.id}`)).toMatchObject({ amount_refunded: 100 });
});

it("takes a refund back that the bank does not take", async () => {
  const payment = await shop.paid();
  await lever(sandbox, "PUT", "settings", { refunds: "pending" });
  const { body } = await shop.ask("POST", `/payments/${payment.id}/refund`, {});
  expect(body).toMatchObject({ status: "pending" });
  await lever(sandbox, "POST", `refunds/${(body as { id: string }).id}/fail`);
  expect(await shop.get(`/payments/${payment.id}`)).toMatchObject({
    status: "captured",
    amount_refunded: 0,
    refund_status: null,
  });
});

it("keeps disputes beside payments", async () => {
  const payment = await shop.paid();
  const { id } = (await lever(sandbox, "POST", `payments/${payment.id}/dispute`)) as { id: string };
  expect(await shop.get(`/disputes/${id}`)).toMatchObject({ status: "open", amount: 9900, amount_deducted: 0 });
  expect(await shop.ask("POST", `/disputes/${id}/accept`, {})).toMatchObject({
    body: { status: "lost", amount_deducted: 9900 },
  });
  expect(await shop.get(`/payments/${payment.id}`)).toMatchObject({ status: "captured" });
});

it("fails as it is told to: instead of the deed, or after it", async () => {
  await lever(sandbox, "PUT", "faults", {
    faults: [
      { path: "/orders", status: 503 },
      { path: "/orders", lost: true },
    ],
  });
  const order = () => shop.ask("POST", "/orders", { amount: 9900, currency: "INR", receipt: "lost" });
  expect(await order()).toMatchObject({ status: 503, body: { error: { code: "SERVER_ERROR" } } });
  expect(await shop.get("/refunds")).toMatchObject({ count: 0 });
  expect(await order()).toMatchObject({ status: 502 });
  expect(await shop.get("/orders?receipt=lost")).toMatchObject({ count: 1 });
});

it("has no other addresses", async () => {
  expect(await shop.ask("GET", "/nothing")).toMatchObject({
    status: 400,
    body: failure("The requested URL was not found on the server."),
  });
  expect(await shop.ask("GET", "/payments/pay_00000000000000")).toMatchObject({
    status: 400,
    body: failure("The id provided does not exist"),
  });
});
