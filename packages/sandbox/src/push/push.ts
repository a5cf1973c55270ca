import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod/mini";
import { reset } from "../control/fault-effects.ts";
import { type BrowserKeys, decrypt, makeBrowserKeys } from "./encryption.ts";
import { vapidFault } from "./vapid.ts";

export const PUSH_HOST = "push.localhost";

type Env = { Bindings: HttpBindings };

interface Message {
  id: string;
  at: string;
  ttlSeconds: number;
  urgency: string;
  topic: string | null;
  /** What the browser would have been given. */
  payload: unknown;
}

interface Subscription {
  id: string;
  applicationServerKey: string;
  keys: BrowserKeys;
  gone: boolean;
  messages: Message[];
}

/** `lost` takes the message and breaks the connection before it answers. */
const Fault = z.strictObject({
  kind: z.enum(["throttle", "error", "lost"]),
  count: z.optional(z.int().check(z.positive())),
});
const Subscribing = z.strictObject({ applicationServerKey: z.string().check(z.regex(/^[\w-]{87}$/)) });

const MAX_BODY = 4096;
const MAX_MESSAGES = 100;
const MAX_SUBSCRIPTIONS = 200;

/** A push service, and the browsers that it would reach: it makes their keys, so that it can show what they would. */
export function openPush({ port, now }: { port: number; now: () => Date }): Hono<Env> {
  const origin = `http://${PUSH_HOST}:${port}`;
  const subscriptions = new Map<string, Subscription>();
  let faults: z.infer<typeof Fault>[] = [];
  const app = new Hono<Env>();

  app.post("/subscriptions", async (c) => {
    const asked = Subscribing.safeParse(await c.req.json().catch(() => null));
    if (!asked.success) return c.json({ error: asked.error.message }, 400);
    const made = { id: randomBytes(24).toString("base64url"), keys: makeBrowserKeys(), gone: false, messages: [] };
    subscriptions.set(made.id, { ...made, ...asked.data });
    const [oldest] = subscriptions.keys();
    if (subscriptions.size > MAX_SUBSCRIPTIONS && oldest) subscriptions.delete(oldest);
    const { p256dh, auth } = made.keys;
    return c.json({ id: made.id, endpoint: `${origin}/send/${made.id}`, keys: { p256dh, auth } }, 201);
  });
  app.delete("/subscriptions/:id", (c) => {
    const found = subscriptions.get(c.req.param("id"));
    if (found) found.gone = true;
    return c.body(null, 204);
  });
  app.get("/subscriptions/:id/messages", (c) => {
    const found = subscriptions.get(c.req.param("id"));
    return found ? c.json({ items: found.messages }) : c.notFound();
  });

  app.post("/send/:id", async (c) => {
    const subscription = subscriptions.get(c.req.param("id"));
    if (!subscription) return c.text("Nobody ever subscribed so.", 404);
    if (subscription.gone) return c.text("No longer subscribed.", 410);
    const fault = meet();
    if (fault === "throttle") return c.text("Too many.", 429, { "retry-after": "60" });
    if (fault === "error") return c.text("Broken.", 500);
    const answer = await take(c, subscription);
    return fault === "lost" ? reset(c) : answer;
  });

  app.post("/faults", async (c) => {
    const fault = Fault.safeParse(await c.req.json().catch(() => null));
    if (!fault.success) return c.json({ error: fault.error.message }, 400);
    faults.push({ ...fault.data });
    return c.body(null, 204);
  });
  app.delete("/faults", (c) => {
    faults = [];
    return c.body(null, 204);
  });
  app.get("/", (c) => c.html(page([...subscriptions.values()].reverse())));

  function meet(): z.infer<typeof Fault>["kind"] | null {
    const [met] = faults;
    if (!met) return null;
    if (met.count !== undefined) met.count -= 1;
    faults = faults.filter(({ count }) => count !== 0);
    return met.kind;
  }

  /** RFC 8030: a message for a browser that is not there just now. */
  async function take(c: Context<Env>, subscription: Subscription): Promise<Response> {
    const key = subscription.applicationServerKey;
    const wrong = vapidFault(c.req.header("authorization"), { key, audience: origin, now: now() });
    if (wrong) return c.text(wrong.reason, wrong.status);
    const ttl = c.req.header("ttl") ?? "";
    if (!/^\d+$/.test(ttl)) return c.text("TTL is required.", 400);
    if (c.req.header("content-encoding") !== "aes128gcm") return c.text("Only aes128gcm is read.", 415);
    const body = Buffer.from(await c.req.arrayBuffer());
    if (body.length > MAX_BODY) return c.text("Too large.", 413);
    const topic = c.req.header("topic") ?? null;
    const message: Message = {
      id: randomBytes(12).toString("base64url"),
      at: now().toISOString(),
      ttlSeconds: Number(ttl),
      urgency: c.req.header("urgency") ?? "normal",
      topic,
      payload: read(body, subscription.keys),
    };
    const others = subscription.messages.filter((other) => topic === null || other.topic !== topic);
    subscription.messages = [message, ...others].slice(0, MAX_MESSAGES);
    return c.body(null, 201, { location: `${origin}/messages/${message.id}` });
  }
  return app;
}

function read(body: Buffer, keys: BrowserKeys): unknown {
  try {
    return JSON.parse(decrypt(body, keys).toString("utf8"));
  } catch (error) {
    return { unreadable: (error as Error).message };
  }
}

const page = (subscriptions: readonly Subscription[]) => html`<!doctype html>
<html lang="en-IN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Push service</title>
<style>:root { color-scheme: light dark } body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 50rem; padding: 0 1rem } pre { white-space: pre-wrap; overflow-wrap: anywhere }</style></head>
<body><h1>Push service</h1>
<p>Stands for the service of a browser's maker. A test subscribes here and sees what the browser would have been given.</p>
${subscriptions.map(
  ({ id, gone, messages }) => html`<h2>${id.slice(0, 8)}… ${gone ? "(gone)" : ""}</h2>
<ol>${messages.map(({ at, urgency, payload }) => html`<li><time>${at}</time> ${urgency}<pre>${JSON.stringify(payload, null, 1)}</pre></li>`)}</ol>`,
)}</body></html>`;
