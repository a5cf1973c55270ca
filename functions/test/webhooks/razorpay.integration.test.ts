import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import * as Membership from "@stylegence/core/membership/membership";
import { begin } from "@stylegence/core/payment/checkout";
import { apply } from "@stylegence/core/payment/razorpay-event";
import { load } from "@stylegence/core/payment/store";
import * as Inbox from "@stylegence/core/platform/inbox";
import { createQueue, receive as receiveFrom, useEmulator } from "@stylegence/testing/aws";
import { type FaultProxy, startFaultProxy } from "@stylegence/testing/fault-proxy";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import type { APIGatewayProxyEventV2, SQSEvent, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { RazorpayModel, type Told } from "../../../packages/core/test/razorpay-model.ts";
import { handler as job } from "../../src/jobs/inbox.ts";
import { relay } from "../../src/webhooks/razorpay/relay.ts";
import { handler as webhook } from "../../src/webhooks/razorpay.ts";

const [CURRENT, OLD] = ["the current secret of events", "the one before that"];
const PARAMETER = `/test/${randomUUID()}/RAZORPAY_WEBHOOK_SECRET`;
const TRIES = 3;

let stage: Harness;
let table: FaultProxy;
let deadLetters: string;
beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  stage = await startHarness(inject("dynamoUrl"), { STAGE: "test" });
  table = await startFaultProxy({ target: inject("dynamoUrl") });
  deadLetters = await createQueue();
  await new SSMClient({}).send(
    new PutParameterCommand({ Name: PARAMETER, Value: `${CURRENT},${OLD}`, Type: "SecureString", Overwrite: true }),
  );
  Object.assign(process.env, {
    STAGE: "test",
    TABLE_NAME: stage.tableName,
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_MAX_ATTEMPTS: "1",
    RAZORPAY_WEBHOOK_SECRET_PARAMETER: PARAMETER,
    DEAD_LETTERS_URL: deadLetters,
    DEAD_LETTERS_AFTER: String(TRIES),
  });
});
beforeEach(() => table.lift());
afterAll(async () => {
  await table.close();
  await stage.close();
});

let count = 0;
const razorpay = new RazorpayModel();

async function buy() {
  const userId = `user_2Hook${++count}`;
  const actor = { type: "shopper" as const, userId };
  const wanted = { plan: "monthly" as const, key: `a-purchase-of-${count}-000` };
  const { paymentId, orderId } = await stage.run(() => begin(wanted, async () => razorpay), { actor });
  return { userId, paymentId, orderId };
}

/** Pays an order; returns what Razorpay tells of it. */
function pay(orderId: string): Told[] {
  const from = razorpay.told.length;
  const { id } = razorpay.attempt(orderId);
  razorpay.authorize(id);
  razorpay.capture(id);
  return razorpay.told.slice(from);
}

/** The bytes of an event, written as Razorpay does and not as we would. */
function bytesOf({ event, payment, refund }: Told, notes: object = []): string {
  const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1000);
  const entity = {
    id: payment.id,
    entity: "payment",
    order_id: payment.orderId,
    status: payment.status,
    captured: payment.captured,
    amount: payment.amount,
    currency: payment.currency,
    amount_refunded: payment.amountRefunded,
    method: payment.method,
    email: "payer@example.com",
    notes,
    created_at: seconds(payment.createdAt),
  };
  const back = refund && {
    refund: {
      entity: {
        id: refund.id,
        payment_id: refund.paymentId,
        amount: refund.amount,
        status: refund.status,
        notes: [],
        created_at: seconds(refund.createdAt),
      },
    },
  };
  const body = {
    entity: "event",
    event,
    contains: ["payment"],
    payload: { payment: { entity }, ...back },
    created_at: 1,
  };
  return `${JSON.stringify(body, null, 1).replace("payer@", "payer\\u0040")}\n`;
}

interface Sent {
  body: string | Buffer;
  eventId?: string;
  secret?: string;
  headers?: Record<string, string>;
  base64?: boolean;
}

function send({ body, eventId = `evt_${++count}`, secret = CURRENT, headers = {}, base64 = false }: Sent) {
  const bytes = Buffer.from(body);
  const signature = createHmac("sha256", secret).update(bytes).digest("hex");
  return webhook({
    requestContext: { requestId: "request-1", http: { method: "POST" } },
    rawPath: "/api/webhooks/razorpay",
    rawQueryString: "",
    headers: { "x-razorpay-signature": signature, "x-razorpay-event-id": eventId, ...headers },
    body: bytes.toString(base64 ? "base64" : "utf8"),
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEventV2);
}

const work = (eventId: string, tries = 1) =>
  job({
    Records: [
      {
        messageId: "m1",
        body: JSON.stringify({ provider: "razorpay", eventId }),
        attributes: { ApproximateReceiveCount: String(tries) },
      } as unknown as SQSRecord,
    ],
  } satisfies SQSEvent);
const outcome = async (eventId: string) => (await stage.run(() => Inbox.get("razorpay", eventId)))?.outcome;
/** By the clock that the functions go by. */
const isMember = async (userId: string) =>
  (await stage.run(() => Membership.standing(userId), { now: () => new Date() })).active;

describe("an event of Razorpay's", () => {
  it("is taken on its very bytes, also as the gateway encodes them, and makes a member", async () => {
    const { userId, orderId } = await buy();
    const [authorized, captured, paid] = pay(orderId).map((told) => bytesOf(told));
    // The last comes first.
    expect((await send({ body: paid!, eventId: "evt_paid", base64: true })).statusCode).toBe(204);
    expect((await send({ body: captured!, eventId: "evt_captured" })).statusCode).toBe(204);
    expect((await send({ body: authorized!, eventId: "evt_authorized" })).statusCode).toBe(204);
    for (const id of ["evt_paid", "evt_captured", "evt_authorized", "evt_paid"]) await work(id);
    expect(await Promise.all(["evt_paid", "evt_captured", "evt_authorized"].map(outcome))).toEqual([
      "changed",
      "unchanged",
      "unchanged",
    ]);
    expect(await isMember(userId)).toBe(true);
    expect(JSON.stringify(await stage.run(() => Inbox.get("razorpay", "evt_paid")))).not.toContain("example.com");
  });

  it("is known by its id, however often it comes", async () => {
    const { orderId } = await buy();
    const body = bytesOf(pay(orderId).at(-1)!);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ body, eventId: "evt_often" })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 204));
    const messages = (await stage.items()).filter((item) => String(item.body ?? "").includes("evt_often"));
    expect(messages).toHaveLength(1);
  });

  it("is taken by either of two secrets while one is being replaced", async () => {
    const { orderId } = await buy();
    const [told] = pay(orderId);
    for (const secret of [CURRENT, OLD]) {
      expect((await send({ body: bytesOf(told!), secret })).statusCode).toBe(204);
    }
    expect((await send({ body: bytesOf(told!), secret: "an older one still" })).statusCode).toBe(400);
  });

  it.each<[string, (body: string) => Sent, number]>([
    ["forged", (body) => ({ body, secret: "a stranger's" }), 400],
    ["without a signature", (body) => ({ body, headers: { "x-razorpay-signature": "" } }), 400],
    ["without an id", (body) => ({ body, headers: { "x-razorpay-event-id": "" } }), 400],
    ["that is no event", () => ({ body: "[]" }), 400],
    ["of no measure", (body) => ({ body: body + " ".repeat(300_000) }), 413],
  ])("%s is refused, and nothing is stored", async (_, sent, status) => {
    const { orderId } = await buy();
    const before = (await stage.items()).length;
    expect((await send(sent(bytesOf(pay(orderId)[0]!)))).statusCode).toBe(status);
    expect((await stage.items()).length).toBe(before);
  });

  it("whose amount was changed on its way is refused", async () => {
    const { orderId } = await buy();
    const body = bytesOf(pay(orderId)[1]!);
    const signature = createHmac("sha256", CURRENT).update(body).digest("hex");
    const headers = { "x-razorpay-signature": signature };
    const changed = body.replace('"amount": 9900', '"amount": 99');
    expect(changed).not.toBe(body);
    expect((await send({ body: changed, headers })).statusCode).toBe(400);
  });

  it.each([[[]], [{}], [{ n: 1 }]])("has notes in any form: %j", async (notes) => {
    const { userId, orderId } = await buy();
    const eventId = `evt_notes${++count}`;
    await send({ body: bytesOf(pay(orderId).at(-1)!, notes), eventId });
    await work(eventId);
    expect(await isMember(userId)).toBe(true);
  });
});

describe("while parts are down", () => {
  it.each(["refuse", "error", "throttle", "lose-reply"] as const)(
    "an event that the table can't keep (%s) is answered so that it comes again, and counts once",
    async (kind) => {
      const { userId, orderId, paymentId } = await buy();
      const body = bytesOf(pay(orderId).at(-1)!);
      const eventId = `evt_down_${kind}`;
      table.inject({ kind, operations: ["TransactWriteItems"] });
      expect((await send({ body, eventId })).statusCode).toBeGreaterThanOrEqual(500);
      table.lift();
      expect((await send({ body, eventId })).statusCode).toBe(204);
      await work(eventId);
      expect(await isMember(userId)).toBe(true);
      expect((await stage.run(() => load(paymentId)))!.payment.state).toBe("captured");
    },
  );

  it("a queue whose work keeps failing loses nothing, and a redrive cures", async () => {
    const { userId, orderId } = await buy();
    const eventId = "evt_poisoned";
    await send({ body: bytesOf(pay(orderId).at(-1)!), eventId });
    table.inject({ kind: "error", operations: ["TransactWriteItems"] });
    for (let tries = 1; tries < TRIES; tries++) {
      expect((await work(eventId, tries)).batchItemFailures).toHaveLength(1);
    }
    expect((await work(eventId, TRIES)).batchItemFailures).toEqual([]);
    table.lift();
    const [letter] = await receiveFrom(deadLetters);
    expect(letter).toMatchObject({ body: { provider: "razorpay", eventId } });
    expect(await isMember(userId)).toBe(false);
    await work(String(letter!.body.eventId));
    expect(await isMember(userId)).toBe(true);
  });
});

describe("an event of an order that is not this stage's", () => {
  let other: Server;
  let seen: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let status = 204;
  beforeAll(async () => {
    other = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        seen.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  });
  afterAll(() => new Promise((done) => other.close(done)));
  beforeEach(() => {
    seen = [];
    status = 204;
  });

  const elsewhere = (notes: object) => {
    const { id } = razorpay.attempt(orderElsewhere);
    razorpay.authorize(id);
    return bytesOf(razorpay.told.at(-1)!, notes);
  };
  const orderElsewhere = "order_elsewhere0001";
  beforeAll(() => {
    razorpay.orders.set(orderElsewhere, { id: orderElsewhere, amount: 1, currency: "INR", receipt: "", notes: {} });
  });
  const pass = (body: string, relayed = false) => {
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}/{stage}`;
    const config = { ...stage.config, RAZORPAY_RELAY: address };
    const envelope = { eventId: "evt_theirs", signature: "ab".repeat(32), body, relayed };
    return stage.run(() => apply(JSON.stringify(envelope), relay), { config });
  };

  it("is handed to the stage that its notes name, as it came and signed as it was", async () => {
    const body = elsewhere({ stage: "pr-12" });
    expect(await pass(body)).toBe("passed on");
    expect(seen).toMatchObject([
      {
        path: "/pr-12/api/webhooks/razorpay",
        body,
        headers: {
          "x-razorpay-signature": "ab".repeat(32),
          "x-razorpay-event-id": "evt_theirs",
          "x-stylegence-relayed": "1",
        },
      },
    ]);
  });

  it.each([
    ["names nobody", []],
    ["names this stage", { stage: "test" }],
    ["names no stage", { stage: "evil.example/" }],
    ["names a path", { stage: "../live" }],
    ["names a user", { stage: "a@evil.example" }],
  ])("goes nowhere where it %s", async (_, notes) => {
    expect(await pass(elsewhere(notes))).toBe("unknown");
    expect(seen).toEqual([]);
  });

  it("goes no further where another stage handed it on", async () => {
    expect(await pass(elsewhere({ stage: "pr-12" }), true)).toBe("unknown");
    expect(seen).toEqual([]);
    const eventId = "evt_relayed";
    await send({ body: elsewhere({ stage: "pr-12" }), eventId, headers: { "x-stylegence-relayed": "1" } });
    await work(eventId);
    expect(await outcome(eventId)).toBe("unknown");
  });

  it("is kept and tried again where the other does not take it", async () => {
    status = 503;
    await expect(pass(elsewhere({ stage: "pr-12" }))).rejects.toMatchObject({ code: "unavailable", retry: true });
    status = 400;
    await expect(pass(elsewhere({ stage: "pr-12" }))).rejects.toMatchObject({ code: "invalid", retry: false });
    status = 302;
    await expect(pass(elsewhere({ stage: "pr-12" }))).rejects.toMatchObject({ retry: false });
  });
});
