import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Sandbox, startSandbox } from "../server.ts";
import { ask } from "../testing/ask.ts";
import { lever, openShop, type Shop } from "../testing/razorpay-shop.ts";
import type { Message } from "./model.ts";
import { signatureOf } from "./outbox.ts";

interface Delivery {
  headers: Record<string, string>;
  body: string;
}
interface Event {
  event: string;
  contains: string[];
  payload: Record<string, { entity: Record<string, unknown> }>;
}

let dir: string;
let sandbox: Sandbox;
let shop: Shop;
let endpoint: Server;
let arrived: Delivery[];
/** What the endpoint answers, one after the other; `otherwise` when nothing is left. */
let answers: number[];
let otherwise: number;

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "razorpay-"));
  arrived = [];
  answers = [];
  otherwise = 200;
  endpoint = createServer(async (request, response) => {
    arrived.push({ headers: request.headers as Record<string, string>, body: await read(request) });
    response.writeHead(answers.shift() ?? otherwise).end("{}");
  });
  await new Promise<void>((done) => endpoint.listen(0, "127.0.0.1", done));
  await open();
  await webhook({ url: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/hook`, speed: 1 });
});
afterEach(async () => {
  await sandbox.close();
  await new Promise((done) => endpoint.close(done));
  rmSync(dir, { recursive: true });
});

async function open(): Promise<void> {
  sandbox = await startSandbox({ port: 0, data: dir });
  shop = await openShop(sandbox);
}
const webhook = (json: object) => lever(sandbox, "PUT", "webhook", json);
const skip = (seconds: number) => lever(sandbox, "POST", "webhook/skip", { seconds });
const messages = async () => (await lever(sandbox, "GET", "messages")) as Message[];
const states = async () => (await messages()).map(({ state }) => state);
const secrets = async () => ((await lever(sandbox, "GET", "")) as { webhookSecret: string }).webhookSecret.split(",");
const events = () => arrived.map(({ body }) => JSON.parse(body) as Event);
const names = () => events().map(({ event }) => event);
const came = (count: number) => vi.waitFor(() => expect(arrived.length).toBeGreaterThanOrEqual(count));
const settled = (...wanted: Message["state"][]) => vi.waitFor(async () => expect(await states()).toEqual(wanted));

it("tells of a payment in three events, each a snapshot, each signed over its bytes", async () => {
  const payment = await shop.paid();
  await came(3);
  expect(names().sort()).toEqual(["order.paid", "payment.authorized", "payment.captured"]);
  const [secret = ""] = await secrets();
  for (const { headers, body } of arrived) {
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-razorpay-signature": signatureOf(secret, body),
    });
  }
  expect(new Set(arrived.map(({ headers }) => headers["x-razorpay-event-id"])).size).toBe(3);
  const of = (name: string) => events().find(({ event }) => event === name);
  expect(of("payment.authorized")).toMatchObject({
    entity: "event",
    contains: ["payment"],
    payload: { payment: { entity: { id: payment.id, status: "authorized", captured: false, notes: [] } } },
  });
  expect(of("order.paid")).toMatchObject({
    contains: ["payment", "order"],
    payload: { payment: { entity: { status: "captured" } }, order: { entity: { status: "paid", amount_paid: 9900 } } },
  });
});

const FIXTURE = new URL(
  "../../../../../shared/data/webhooks/razorpay_payment_authorized_webhook.json",
  import.meta.url,
);
const OLD = ["service_tax"];

it.skipIf(!existsSync(FIXTURE))("leaves out no field that Razorpay's own example has", async () => {
  const wanted = JSON.parse(readFileSync(FIXTURE, "utf8")) as Event;
  await shop.paid();
  await came(3);
  const made = events().find(({ event }) => event === wanted.event) as Event;
  expect(Object.keys(made)).toEqual(expect.arrayContaining(Object.keys(wanted)));
  const fields = Object.keys(wanted.payload.payment?.entity ?? {}).filter((field) => !OLD.includes(field));
  expect(Object.keys(made.payload.payment?.entity ?? {})).toEqual(expect.arrayContaining(fields));
});

it("tells of failures, refunds and disputes", async () => {
  const order = await shop.order();
  const { payment } = await shop.pay(order.id, "failure");
  await lever(sandbox, "POST", `payments/${payment.id}/authorize`);
  await lever(sandbox, "POST", `payments/${payment.id}/refund`, { amount: 100 });
  const dispute = (await lever(sandbox, "POST", `payments/${payment.id}/dispute`)) as { id: string };
  await lever(sandbox, "POST", `disputes/${dispute.id}/move`, { status: "lost" });
  await came(8);
  const told = (await messages()).map(({ event }) => event);
  expect(told).toEqual([
    "payment.failed",
    "payment.authorized",
    "payment.captured",
    "order.paid",
    "refund.created",
    "refund.processed",
    "payment.dispute.created",
    "payment.dispute.lost",
  ]);
  const refund = events().find(({ event }) => event === "refund.created");
  expect(refund).toMatchObject({ contains: ["refund", "payment"], payload: { refund: { entity: { amount: 100 } } } });
});

it("comes back with the same event until it is taken, ever more slowly", async () => {
  answers = [500, 503, 301];
  const { payment } = await shop.pay((await shop.order()).id, "failure");
  await came(1);
  const waits: number[] = [];
  for (const seconds of [60, 120, 240]) {
    const [message] = await vi.waitFor(async () => {
      const all = await messages();
      expect(all[0]?.nextAt).not.toBeNull();
      return all;
    });
    waits.push(Math.round(((message?.nextAt ?? 0) - (message?.bornAt ?? 0)) / 60_000));
    await skip(seconds);
  }
  expect(waits).toEqual([1, 3, 7]);
  await settled("delivered");
  expect(new Set(arrived.map(({ headers, body }) => `${headers["x-razorpay-event-id"]} ${body}`)).size).toBe(1);
  expect(names()).toEqual(Array.from({ length: 4 }, () => "payment.failed"));
  expect(payment.status).toBe("failed");
});

it("turns the webhook off after a day of failures, tells the merchant, and makes no events until it is on again", async () => {
  otherwise = 500;
  await shop.pay((await shop.order()).id, "failure");
  await came(1);
  await skip(86_400);
  await settled("failed");
  expect(await lever(sandbox, "GET", "webhook")).toMatchObject({ enabled: false });
  const { items } = JSON.parse((await ask(sandbox, "mail", "/messages")).text) as { items: { subject: string }[] };
  expect(items.map(({ subject }) => subject)).toEqual(["Your webhook has been disabled"]);
  await shop.paid();
  expect(await states()).toEqual(["failed"]);
  otherwise = 200;
  await webhook({ enabled: true });
  expect(await lever(sandbox, "POST", "webhook/replay")).toEqual({ replayed: 1 });
  await shop.paid();
  await settled("delivered", "delivered", "delivered", "delivered");
});

it("signs retries with the secret of their time and replays with the current one", async () => {
  otherwise = 500;
  await shop.pay((await shop.order()).id, "failure");
  await came(1);
  const [old = ""] = await secrets();
  const { webhookSecret } = (await lever(sandbox, "POST", "webhook/rotate")) as { webhookSecret: string };
  const [current = "", before] = webhookSecret.split(",");
  expect(before).toBe(old);
  await vi.waitFor(async () => expect((await messages())[0]?.nextAt).not.toBeNull());
  await skip(60);
  const [{ id = "" } = {}] = await messages();
  await lever(sandbox, "POST", `messages/${id}/replay`);
  const signedBy = (secret: string) =>
    arrived.map(({ headers, body }) => headers["x-razorpay-signature"] === signatureOf(secret, body));
  expect(signedBy(old)).toEqual([true, true, false]);
  expect(signedBy(current)).toEqual([false, false, true]);
});

it("replays what was not taken, five times a day", async () => {
  await webhook({ silent: true });
  await shop.pay((await shop.order()).id, "failure");
  expect(await states()).toEqual(["silent"]);
  otherwise = 500;
  await webhook({ silent: false });
  const [{ id = "" } = {}] = await messages();
  for (let n = 0; n < 5; n++) await lever(sandbox, "POST", `messages/${id}/replay`);
  await expect(lever(sandbox, "POST", `messages/${id}/replay`)).rejects.toThrow("5 times in 24 hours");
  expect(arrived).toHaveLength(5);
});

it("holds events and lets them go backwards; sends a payment's events again in any order", async () => {
  await webhook({ hold: true });
  const { id } = await shop.paid();
  expect(await states()).toEqual(["held", "held", "held"]);
  await lever(sandbox, "POST", "webhook/release", { order: "backward" });
  expect(names()).toEqual(["order.paid", "payment.captured", "payment.authorized"]);
  await lever(sandbox, "POST", `payments/${id}/events`, { times: 2 });
  expect(names().slice(3)).toEqual(Array.from({ length: 2 }, () => names().slice(0, 3).toReversed()).flat());
});

it("keeps keys, payments and what was not delivered over a restart", async () => {
  answers = [500];
  const { payment } = await shop.pay((await shop.order()).id, "failure");
  await vi.waitFor(async () => expect((await messages())[0]?.attempts).toHaveLength(1));
  const { keyId } = shop;
  await sandbox.close();
  await open();
  expect(shop.keyId).toBe(keyId);
  expect(await shop.get(`/payments/${payment.id}`)).toEqual(payment);
  await skip(60);
  await settled("delivered");
});

it("can be steered from its page", async () => {
  const payment = await shop.paid();
  const press = (deed: string, fields = "") =>
    ask(sandbox, "razorpay", `/dashboard/${deed}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: fields,
    });
  expect((await press(`payments/${payment.id}/refund`, "amount=4000")).headers.location).toBe("/dashboard");
  expect((await press(`payments/${payment.id}/refund`, "amount=9000")).headers.location).toContain(
    "error=The%20refund%20amount",
  );
  await press("webhook/silent");
  expect(await lever(sandbox, "GET", "webhook")).toMatchObject({ silent: true });
  const { text } = await ask(sandbox, "razorpay", "/dashboard");
  expect(text).toContain(payment.id);
  expect(text).toContain("−₹40.00");
  expect(text).toContain("Speak again");
});
