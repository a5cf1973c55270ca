import { type Context, Hono } from "hono";
import { environmentJson } from "./environment.ts";
import { ClerkFailure, missing } from "./failure.ts";
import { type ClerkKeys, token } from "./keys.ts";
import type { Client, Session, User } from "./model.ts";
import { endSession, type Instance } from "./people.ts";
import { clientJson } from "./resources.ts";
import { newId } from "./state.ts";
import { sessionToken } from "./token.ts";

/** One request of Clerk's script, with the browser that it comes from. */
export interface Ask {
  c: Context;
  instance: Instance;
  keys: ClerkKeys;
  now: number;
  /** Form fields; none for a GET. */
  fields: Record<string, string>;
  /** The browser's client, made when it is first needed. */
  client(): Client;
  known: Client | null;
  file: File | null;
  /** Answers with the object and the client as it has become, and keeps both. */
  answer(response: object | null): Response;
  tokenOf(session: Session): string;
  /** The session that the browser acts with. */
  session(id?: string): Session;
  user(): User;
}

export type Handler = (ask: Ask) => Response | Promise<Response>;
export type Table = Record<string, Handler>;

const DAY = 86_400_000;

function clientOf({ c, instance: { state } }: { c: Context; instance: Instance }): {
  known: Client | null;
  make: () => Client;
} {
  const browser = c.req.query("__clerk_db_jwt") ?? "";
  const { data } = state;
  if (!(browser in data.browsers)) {
    throw new ClerkFailure(401, "dev_browser_unauthenticated", "Unable to authenticate this browser.");
  }
  const known = data.clients[data.browsers[browser] ?? ""] ?? null;
  return {
    known,
    make() {
      const id = data.browsers[browser];
      const existing = id ? data.clients[id] : undefined;
      if (existing) return existing;
      const now = state.now().getTime();
      const client: Client = {
        id: newId("client"),
        signUpId: null,
        signInId: null,
        lastActiveSessionId: null,
        lastStrategy: null,
        createdAt: now,
        updatedAt: now,
      };
      data.clients[client.id] = client;
      data.browsers[browser] = client.id;
      return client;
    },
  };
}

async function askOf(c: Context, instance: Instance, keys: ClerkKeys): Promise<Ask> {
  const { state, origin } = instance;
  const { known, make } = clientOf({ c, instance });
  const body = c.req.method === "GET" ? {} : await c.req.parseBody();
  const fields = Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const party = c.req.header("origin") ?? origin;
  const tokenOf = (session: Session) => sessionToken(keys, { session, issuer: origin, party, now: state.now() });
  const current = () => (known ? (state.data.clients[known.id] ?? null) : null);
  const session = (id = c.req.query("_clerk_session_id") ?? current()?.lastActiveSessionId ?? "") => {
    const found = state.data.sessions[id];
    const live = found?.status === "active" && found.expireAt > state.now().getTime();
    if (!known || !found || found.clientId !== known.id || !live)
      throw new ClerkFailure(401, "authentication_invalid", "Unable to authenticate the request.");
    return found;
  };
  return {
    c,
    instance,
    keys,
    now: state.now().getTime(),
    fields,
    file: body.file instanceof File ? body.file : null,
    known,
    client: make,
    tokenOf,
    session,
    user() {
      const found = state.data.users[session().userId];
      if (!found) throw missing("user");
      return found;
    },
    answer(response) {
      const client = known ?? (state.data.browsers[c.req.query("__clerk_db_jwt") ?? ""] ? make() : null);
      if (client) client.updatedAt = state.now().getTime();
      state.save();
      return c.json({ response, client: client && clientJson(client, state, origin, tokenOf) });
    },
  };
}

/** "POST /client/sign_ins/:id" → what answers; a method other than GET and POST arrives as `_method`. */
function dispatch(app: Hono, instance: Instance, keys: ClerkKeys, table: Table): void {
  const byPath = Map.groupBy(Object.keys(table), (key) => key.slice(key.indexOf(" ") + 1));
  for (const path of byPath.keys()) {
    app.all(`/v1${path}`, async (c) => {
      const method = c.req.query("_method")?.toUpperCase() ?? c.req.method;
      const handler = table[`${method} ${path}`];
      if (!handler) return c.json({ errors: [] }, 405);
      return handler(await askOf(c, instance, keys));
    });
  }
}

const CLIENT: Table = {
  "GET /client": (ask) => {
    const { state, origin } = ask.instance;
    const response = ask.known && clientJson(ask.known, state, origin, ask.tokenOf);
    return ask.c.json({ response, client: null });
  },
  "POST /client": (ask) => {
    ask.client();
    return ask.answer(null);
  },
  "PUT /client": (ask) => {
    ask.client();
    return ask.answer(null);
  },
  "DELETE /client": (ask) => ask.answer(endAll(ask)),
  "DELETE /client/sessions": (ask) => ask.answer(endAll(ask)),
  // Clerk's script names the client where it knows one.
  "DELETE /client/:client/sessions": (ask) => ask.answer(endAll(ask)),
};

function endAll({ known, instance: { state, origin }, tokenOf }: Ask): object | null {
  if (!known) return null;
  for (const session of Object.values(state.data.sessions)) {
    if (session.clientId === known.id && session.status === "active") endSession(state, session, "ended");
  }
  return clientJson(known, state, origin, tokenOf);
}

/** Clerk's frontend API: what its script in the browser speaks to. */
export function frontend(instance: Instance, keys: ClerkKeys, home: () => string, table: Table): Hono {
  const { state, origin } = instance;
  const app = new Hono();
  app.use("/v1/*", async (c, next) => {
    const from = c.req.header("origin");
    if (from) {
      c.header("access-control-allow-origin", from);
      c.header("access-control-allow-credentials", "true");
      c.header("access-control-expose-headers", "authorization, clerk-db-jwt, x-country");
      c.header("vary", "Origin");
    }
    if (c.req.method === "OPTIONS") {
      c.header("access-control-allow-headers", c.req.header("access-control-request-headers") ?? "");
      c.header("access-control-allow-methods", "GET, POST, OPTIONS");
      return c.body(null, 204);
    }
    c.header("cache-control", "no-store");
    return next();
  });
  app.post("/v1/dev_browser", (c) => {
    const id = `dvb_${token(27)}`;
    state.data.browsers[id] = null;
    state.save();
    return c.json({ id, object: "dev_browser", instance_id: keys.instanceId, token: id, created_at: Date.now() });
  });
  app.all("/v1/environment", (c) => c.json(environmentJson(keys, origin, home())));
  dispatch(app, instance, keys, { ...CLIENT, ...table });
  return app;
}

/** When an attempt to sign up or in is dropped. */
export const abandonAt = (now: number): number => now + DAY;
