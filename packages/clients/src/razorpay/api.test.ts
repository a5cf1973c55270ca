import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, startWire, type Wire } from "../../test/wire.ts";
import { razorpayApi } from "./api.ts";
import { Notes, PaymentEntity } from "./reported.ts";
import { isCheckoutSigned, isEventSigned } from "./signature.ts";

let wire: Wire;
afterEach(() => wire?.close());

const start = async (reply: Reply) => {
  wire = await startWire(() => reply);
  return razorpayApi({ keyId: "rzp_test_key", keySecret: "secret", apiUrl: wire.url }, { timeoutMs: 200 });
};
const authorization = `Basic ${Buffer.from("rzp_test_key:secret").toString("base64")}`;
const PAYMENT = {
  id: "pay_A1",
  entity: "payment",
  amount: 9900,
  currency: "INR",
  status: "captured",
  order_id: "order_A1",
  method: "upi",
  amount_refunded: 0,
  captured: true,
  notes: [],
  error_description: null,
  created_at: 1_795_000_000,
};
const REFUND = {
  id: "rfnd_A1",
  entity: "refund",
  amount: 900,
  currency: "INR",
  payment_id: "pay_A1",
  notes: { refundId: "rfd_01" },
  created_at: 1_795_000_000,
  status: "processed",
};

describe("Razorpay over its own package", () => {
  it("makes an order at the address and with the key that it is given", async () => {
    const api = await start({ body: { id: "order_A1", entity: "order" } });
    const order = { amount: 620, currency: "KWD", receipt: "pay_01", notes: { stage: "test" } };
    expect(await api.createOrder(order)).toBe("order_A1");
    const [seen] = wire.seen;
    expect(seen).toMatchObject({ method: "POST", path: "/v1/orders", headers: { authorization } });
    expect(JSON.parse(seen!.body)).toEqual(order);
  });

  it("reads the tries to pay an order", async () => {
    const api = await start({ body: { entity: "collection", count: 1, items: [PAYMENT] } });
    expect(await api.paymentsOf("order_A1")).toEqual([
      {
        id: "pay_A1",
        orderId: "order_A1",
        status: "captured",
        captured: true,
        amount: 9900,
        currency: "INR",
        amountRefunded: 0,
        method: "upi",
        failure: null,
        createdAt: new Date(1_795_000_000_000).toISOString(),
      },
    ]);
    expect(wire.seen[0]).toMatchObject({ method: "GET", path: "/v1/orders/order_A1/payments" });
  });

  it("asks for a refund under the key that makes it one, and knows its own again", async () => {
    const api = await start({ body: REFUND });
    const asked = { refundId: "rfd_01ABCDEFGH", amount: 900, reason: "x".repeat(400) };
    expect(await api.refund("pay_A1", asked)).toMatchObject({ id: "rfnd_A1", refundId: "rfd_01", status: "processed" });
    await api.payment("pay_A1").catch(() => {});
    const [refund, after] = wire.seen;
    expect(refund).toMatchObject({ method: "POST", path: "/v1/payments/pay_A1/refund" });
    expect(refund!.headers["x-refund-idempotency"]).toBe("rfd_01ABCDEFGH");
    expect(JSON.parse(refund!.body).notes.reason).toHaveLength(256);
    expect(after!.headers).not.toHaveProperty("x-refund-idempotency");
  });

  it("reads refunds, a hundred at a time", async () => {
    const api = await start({ body: { entity: "collection", count: 1, items: [{ ...REFUND, notes: [] }] } });
    expect(await api.refundsOf("pay_A1")).toMatchObject([{ id: "rfnd_A1", amount: 900, refundId: null }]);
    expect(wire.seen[0]!.path).toBe("/v1/payments/pay_A1/refunds?count=100");
  });

  const refusal = (status: number, description: string): Reply => ({
    status,
    body: { error: { code: "BAD_REQUEST_ERROR", description } },
  });
  it.each<[string, Reply, object]>([
    ["refuses", refusal(400, "The id provided does not exist"), { kind: "rejected", retry: false, status: 400 }],
    ["does not know the key", refusal(401, "Authentication failed"), { kind: "unavailable", retry: true, status: 401 }],
    ["is at the same refund", refusal(409, "in flight"), { kind: "conflict", status: 409 }],
    ["is asked too often", refusal(429, "Too many requests"), { kind: "throttled", retry: true }],
    ["is broken", { status: 502, body: "<html>" }, { kind: "unavailable", retry: true, status: 502 }],
    ["hangs up", { never: "cut" }, { kind: "unavailable", retry: true, status: null }],
    ["says nothing", { never: "silent" }, { kind: "timeout", retry: true, status: null }],
    ["answers what is no payment", { body: { id: "pay_A1", status: "sold" } }, { kind: "unavailable", retry: true }],
  ])("fails as every service does where Razorpay %s", async (_, reply, expected) => {
    const api = await start(reply);
    await expect(api.payment("pay_A1")).rejects.toMatchObject({ service: "razorpay", ...expected });
  });
});

describe("what Razorpay writes", () => {
  it("has notes in three forms", () => {
    expect([[], {}, null, undefined, { stage: "test", n: 7 }].map((notes) => Notes.parse(notes))).toEqual([
      {},
      {},
      {},
      {},
      { stage: "test", n: "7" },
    ]);
  });

  const samples = "../shared/data/webhooks";
  interface Sample {
    kind: string;
    secret: string;
    body_file?: string;
    params?: Record<string, string>;
    signature: string;
    accept: boolean;
  }
  it.skipIf(!existsSync(samples))("is read from samples of it", () => {
    const read = (file: string) => JSON.parse(readFileSync(`${samples}/${file}`, "utf8")) as Record<string, unknown>;
    const mocks = ["fake_payment", "fake_captured_payment", "edit_payment"].map((file) =>
      read(`razorpay_mocks/${file}.json`),
    );
    const { payload } = read("razorpay_payment_authorized_webhook.json") as {
      payload: { payment: { entity: object } };
    };
    for (const one of [...mocks, payload.payment.entity])
      expect(PaymentEntity.safeParse(one).error?.issues ?? []).toEqual([]);
  });

  it.skipIf(!existsSync(samples))("is signed as samples of it are", () => {
    const all = JSON.parse(readFileSync(`${samples}/razorpay_signatures.json`, "utf8")) as Sample[];
    const events = all.filter((one) => one.body_file !== undefined);
    const checkouts = all.filter((one) => one.kind.startsWith("payment (order_id"));

    expect(Math.min(events.length, checkouts.length)).toBeGreaterThan(0);
    for (const { body_file, signature, secret, accept } of events) {
      expect(isEventSigned(readFileSync(`${samples}/${body_file}`), signature, [secret])).toBe(accept);
    }
    for (const { params = {}, signature, secret, accept } of checkouts) {
      const [order, payment] = [params.razorpay_order_id ?? "", params.razorpay_payment_id ?? ""];
      expect(isCheckoutSigned(order, payment, signature, secret)).toBe(accept);
    }
  });
});

describe("signatures", () => {
  const sign = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest("hex");

  it("of a checkout are for one order, one payment and one key", () => {
    const signature = sign("order_1|pay_1", "secret");
    expect(isCheckoutSigned("order_1", "pay_1", signature, "secret")).toBe(true);
    expect(isCheckoutSigned("order_2", "pay_1", signature, "secret")).toBe(false);
    expect(isCheckoutSigned("order_1", "pay_2", signature, "secret")).toBe(false);
    expect(isCheckoutSigned("order_1", "pay_1", signature, "other")).toBe(false);
    expect(isCheckoutSigned("order_1", "pay_1", signature.toUpperCase(), "secret")).toBe(false);
  });

  it.each(["", "zz", "0".repeat(63), `${"0".repeat(64)}0`, "é".repeat(64)])(
    "that are none are refused: %s",
    (given) => {
      expect(isCheckoutSigned("order_1", "pay_1", given, "secret")).toBe(false);
      expect(isEventSigned(Buffer.from("{}"), given, ["secret"])).toBe(false);
    },
  );

  it("of an event fit its very bytes, by one of two secrets", () => {
    const body = '{ "a": 1.0, "b": "\\/" }';
    const bytes = Buffer.from(body);
    for (const secret of ["old", "new"]) expect(isEventSigned(bytes, sign(body, secret), ["new", "old"])).toBe(true);
    expect(isEventSigned(Buffer.from(JSON.stringify(JSON.parse(body))), sign(body, "new"), ["new"])).toBe(false);
    expect(isEventSigned(bytes, sign(body, "older"), ["new", "old"])).toBe(false);
    expect(isEventSigned(bytes, sign(body, "new"), [])).toBe(false);
  });
});
