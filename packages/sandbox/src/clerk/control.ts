import { Hono } from "hono";
import * as z from "zod";
import { type ClerkKeys, webhookSecret } from "./keys.ts";
import { addressOf, createUser, holderOf, type Instance, passwordOf, startSession } from "./people.ts";
import { sessionToken } from "./token.ts";

const EndpointChange = z.object({
  url: z.optional(z.nullable(z.url())),
  speed: z.optional(z.number().positive().max(1_000_000)),
  hold: z.optional(z.boolean()),
});
const Person = z.object({
  email: z.string(),
  password: z.optional(z.string()),
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
});
const Wish = z.object({
  userId: z.string(),
  /** Origin that the token is for; null for none. */
  party: z.nullable(z.string()),
  lifetime: z.optional(z.int()),
  status: z.optional(z.enum(["active", "pending"])),
  actor: z.optional(z.object({ sub: z.string() })),
});

const FaultWish = z.object({
  status: z.int().min(400).max(599),
  count: z.int().min(0).max(10_000).default(1),
  retryAfter: z.nullable(z.int()).default(null),
});

/** What a stage has to know of this Clerk. */
export const settings = (keys: ClerkKeys, origin: string, apiUrl: string) => ({
  publishableKey: keys.publishableKey,
  secretKey: keys.secretKey,
  jwtKey: keys.publicKey,
  webhookSecret: keys.webhookSecrets.join(","),
  /** Backend API, for servers. */
  apiUrl,
  /** Frontend API and account pages, for browsers. */
  frontendUrl: origin,
});

/** Levers for tests and for the curious: keys, people, tokens, and what becomes of events. */
export function control(instance: Instance, keys: ClerkKeys, saveKeys: () => void, apiUrl: string): Hono {
  const { state, outbox, origin } = instance;
  const { data } = state;
  const app = new Hono();
  app.get("/", (c) => c.json(settings(keys, origin, apiUrl)));
  app.get("/webhook", (c) => c.json(data.endpoint));
  app.put("/webhook", async (c) => {
    const { url, speed, hold } = EndpointChange.parse(await c.req.json());
    return c.json(
      outbox.setUp({
        ...(url === undefined ? {} : { url }),
        ...(speed === undefined ? {} : { speed }),
        ...(hold === undefined ? {} : { hold }),
      }),
    );
  });
  // The former secret signs too until the next call, which takes it away.
  app.post("/webhook/rotate", (c) => {
    keys.webhookSecrets =
      keys.webhookSecrets.length > 1 ? keys.webhookSecrets.slice(0, 1) : [webhookSecret(), ...keys.webhookSecrets];
    saveKeys();
    return c.json({ webhookSecret: keys.webhookSecrets.join(",") });
  });
  app.get("/messages", (c) => c.json(data.messages));
  app.post("/messages/release", async (c) => {
    const { order } = z.object({ order: z.enum(["forward", "backward"]) }).parse(await c.req.json());
    await outbox.release(order);
    return c.json(data.messages);
  });
  app.post("/messages/:id/replay", async (c) => {
    const { times } = z.object({ times: z.int().min(1).max(50).default(1) }).parse(await c.req.json());
    outbox.replay(c.req.param("id"), times);
    await outbox.quiet();
    return c.json(data.messages.find(({ id }) => id === c.req.param("id")));
  });
  app.get("/mails", (c) => {
    const to = c.req.query("to");
    return c.json(data.mails.filter((mail) => to === undefined || mail.to === to));
  });
  app.put("/fault", async (c) => {
    const { status, count, retryAfter } = FaultWish.parse(await c.req.json());
    instance.faults.splice(0, instance.faults.length, { status, left: count, retryAfter });
    return c.json(instance.faults);
  });
  app.post("/users", async (c) => {
    const { email, password, firstName = null, lastName = null } = Person.parse(await c.req.json());
    const user =
      holderOf(state, addressOf(email)) ??
      createUser(instance, {
        ...{ email: addressOf(email), firstName, lastName, unsafeMetadata: {} },
        password: password === undefined ? null : passwordOf(password),
      });
    state.save();
    return c.json({ userId: user.id });
  });
  app.post("/tokens", async (c) => {
    const { userId, party, lifetime, status = "active", actor = null } = Wish.parse(await c.req.json());
    const user = data.users[userId];
    if (!user) return c.json({ error: "There is no such user." }, 404);
    const session = { ...startSession(state, user, null), status, actor };
    const wish = { session, issuer: origin, now: state.now(), ...(lifetime === undefined ? {} : { lifetime }) };
    return c.json({
      token: sessionToken(keys, { ...wish, ...(party === null ? {} : { party }) }),
      sessionId: session.id,
    });
  });
  return app;
}
