import { Hono } from "hono";
import * as z from "zod";
import { told } from "./failure.ts";
import { type Faults, FaultWish } from "./faults.ts";
import { bodyOf } from "./input.ts";
import type { Lever } from "./levers.ts";
import type { Bank } from "./payments.ts";

const EndpointChange = z.strictObject({
  url: z.optional(z.nullable(z.url())),
  enabled: z.optional(z.boolean()),
  silent: z.optional(z.boolean()),
  hold: z.optional(z.boolean()),
  speed: z.optional(z.number().positive().max(1_000_000)),
});
const SettingsChange = z.strictObject({
  autoCapture: z.optional(z.boolean()),
  refunds: z.optional(z.enum(["processed", "pending"])),
  refundMs: z.optional(z.int().min(0).max(60_000)),
});
const Skip = z.strictObject({ seconds: z.number().positive() });
const Release = z.strictObject({ order: z.enum(["forward", "backward"]).default("forward") });

const given = <T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;

/** Levers for tests, under `/razorpay` of the control host. */
export function control(bank: Bank, table: Record<string, Lever>, faults: Faults, urls: object): Hono {
  const { state, outbox } = bank;
  const { data } = state;
  const app = new Hono({ strict: false });
  app.onError(told);
  app.get("/", (c) => {
    const { keyId, keySecret, webhookSecrets } = data;
    return c.json({ keyId, keySecret, webhookSecret: webhookSecrets.join(","), ...urls });
  });
  app.get("/state", (c) => {
    const { orders, payments, refunds, disputes } = data;
    return c.json({ orders, payments, refunds, disputes });
  });
  app.get("/messages", (c) => {
    const payment = c.req.query("payment");
    const asked = data.messages.filter(({ paymentId }) => payment === undefined || paymentId === payment);
    return c.json(asked.map(({ secret: _, ...message }) => message));
  });
  app.get("/webhook", (c) => c.json(data.endpoint));
  app.put("/webhook", async (c) => c.json(outbox.setUp(given(EndpointChange.parse(await bodyOf(c))))));
  app.post("/webhook/rotate", (c) => c.json({ webhookSecret: outbox.rotate().join(",") }));
  app.post("/webhook/skip", async (c) => {
    await outbox.skip(Skip.parse(await bodyOf(c)).seconds * 1000);
    return c.json(data.endpoint);
  });
  app.post("/webhook/release", async (c) => {
    await outbox.release(Release.parse(await bodyOf(c)).order);
    return c.json({});
  });
  app.post("/webhook/replay", async (c) => c.json({ replayed: await outbox.replayAll() }));
  app.put("/settings", async (c) => {
    Object.assign(data.settings, given(SettingsChange.parse(await bodyOf(c))));
    state.save();
    return c.json(data.settings);
  });
  app.put("/faults", async (c) => {
    const { faults: wishes } = z.strictObject({ faults: z.array(FaultWish) }).parse(await bodyOf(c));
    faults.set(wishes);
    return c.json(wishes);
  });
  app.post("/:kind/:id/:deed", async (c) => {
    const { kind, id, deed } = c.req.param();
    const lever = table[`${kind}/${deed}`];
    if (!lever) return c.notFound();
    const done = (await lever(id, await bodyOf(c))) as object;
    await outbox.quiet();
    return c.json(done);
  });
  return app;
}
