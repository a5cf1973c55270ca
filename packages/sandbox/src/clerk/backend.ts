import { type Context, Hono } from "hono";
import * as z from "zod";
import { ClerkFailure, missing } from "./failure.ts";
import type { ClerkKeys } from "./keys.ts";
import type { Session, User } from "./model.ts";
import {
  addressOf,
  changeUser,
  createUser,
  deleteUser,
  endSession,
  type Instance,
  passwordOf,
  startSession,
} from "./people.ts";
import { serverUserJson } from "./resources.ts";
import { jwks, sessionToken } from "./token.ts";

const NewUser = z.object({
  email_address: z.array(z.string()).min(1),
  password: z.optional(z.string()),
  first_name: z.optional(z.nullable(z.string())),
  last_name: z.optional(z.nullable(z.string())),
  unsafe_metadata: z.optional(z.record(z.string(), z.unknown())),
});
const UserChange = z.object({
  first_name: z.optional(z.nullable(z.string())),
  last_name: z.optional(z.nullable(z.string())),
  public_metadata: z.optional(z.record(z.string(), z.unknown())),
  private_metadata: z.optional(z.record(z.string(), z.unknown())),
});
const TokenWish = z.object({ expires_in_seconds: z.optional(z.number()) });

const read = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> => {
  const parsed = schema.safeParse(await c.req.json().catch(() => ({})));
  if (parsed.success) return parsed.data;
  throw new ClerkFailure(422, "form_param_invalid", parsed.error.issues.map(({ message }) => message).join("; "));
};

const serverSession = (session: Session): object => ({
  object: "session",
  id: session.id,
  user_id: session.userId,
  client_id: session.clientId ?? "",
  status: session.status,
  actor: session.actor,
  last_active_at: session.lastActiveAt,
  expire_at: session.expireAt,
  abandon_at: session.expireAt,
  created_at: session.createdAt,
  updated_at: session.updatedAt,
});

/** Clerk's Backend API, for who has the secret key: users and their sessions. */
export function backend(instance: Instance, keys: ClerkKeys): Hono {
  const { state, origin } = instance;
  const { data } = state;
  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.header("authorization") === `Bearer ${keys.secretKey}`) return next();
    throw new ClerkFailure(401, "clerk_key_invalid", "The provided Clerk Secret Key is invalid.");
  });
  app.use(async (c, next) => {
    const fault = instance.faults.find(({ left }) => left > 0);
    if (!fault) return next();
    fault.left -= 1;
    if (fault.retryAfter !== null) c.header("retry-after", String(fault.retryAfter));
    throw new ClerkFailure(
      fault.status,
      fault.status === 429 ? "too_many_requests" : "internal_error",
      "Try again later.",
    );
  });
  app.get("/jwks", (c) => c.json(jwks(keys)));
  users(app, instance);

  const sessionOf = (id: string): Session => data.sessions[id] ?? raise(missing("session"));
  app.get("/sessions", (c) => {
    const userId = c.req.query("user_id");
    const found = Object.values(data.sessions).filter((session) => session.userId === userId);
    return c.json({ data: found.map(serverSession), total_count: found.length });
  });
  app.post("/sessions", async (c) => {
    const { user_id } = await read(c, z.object({ user_id: z.string() }));
    const session = startSession(state, userOf(instance, user_id), null);
    state.save();
    return c.json(serverSession(session));
  });
  app.get("/sessions/:id", (c) => c.json(serverSession(sessionOf(c.req.param("id")))));
  app.post("/sessions/:id/revoke", (c) => {
    const session = sessionOf(c.req.param("id"));
    endSession(state, session, "revoked");
    state.save();
    return c.json(serverSession(session));
  });
  app.post("/sessions/:id/tokens", async (c) => {
    const { expires_in_seconds: lifetime } = await read(c, TokenWish);
    const session = sessionOf(c.req.param("id"));
    const wish = { session, issuer: origin, now: state.now(), ...(lifetime ? { lifetime } : {}) };
    return c.json({ object: "token", jwt: sessionToken(keys, wish) });
  });
  return app;
}

const raise = (error: Error): never => {
  throw error;
};

const userOf = ({ state }: Instance, id: string): User => state.data.users[id] ?? raise(missing("user"));

function users(app: Hono, instance: Instance): void {
  const { state, origin } = instance;
  const shown = (user: User) => serverUserJson(user, origin, state.now().getTime());
  const matching = (c: Context): User[] => {
    const ids = c.req.queries("user_id") ?? [];
    const addresses = (c.req.queries("email_address") ?? []).map((address) => address.toLowerCase());
    return Object.values(state.data.users)
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ emails }) => addresses.length === 0 || emails.some(({ address }) => addresses.includes(address)))
      .sort((a, b) => b.createdAt - a.createdAt);
  };
  app.get("/users", (c) => {
    const limit = Math.min(500, Number(c.req.query("limit") ?? 10));
    const offset = Number(c.req.query("offset") ?? 0);
    return c.json(
      matching(c)
        .slice(offset, offset + limit)
        .map(shown),
    );
  });
  app.get("/users/count", (c) => c.json({ object: "total_count", total_count: matching(c).length }));
  app.post("/users", async (c) => {
    const body = await read(c, NewUser);
    const user = createUser(instance, {
      email: addressOf(body.email_address[0] ?? ""),
      firstName: body.first_name ?? null,
      lastName: body.last_name ?? null,
      password: body.password === undefined ? null : passwordOf(body.password),
      unsafeMetadata: body.unsafe_metadata ?? {},
    });
    return c.json(shown(user));
  });
  app.get("/users/:id", (c) => c.json(shown(userOf(instance, c.req.param("id")))));
  app.patch("/users/:id", async (c) => {
    const body = await read(c, UserChange);
    const user = userOf(instance, c.req.param("id"));
    changeUser(instance, user, (changed) => {
      if (body.first_name !== undefined) changed.firstName = body.first_name;
      if (body.last_name !== undefined) changed.lastName = body.last_name;
      if (body.public_metadata) changed.publicMetadata = body.public_metadata;
      if (body.private_metadata) changed.privateMetadata = body.private_metadata;
    });
    return c.json(shown(user));
  });
  app.delete("/users/:id", (c) => {
    const id = c.req.param("id");
    deleteUser(instance, id);
    return c.json({ object: "user", id, deleted: true });
  });
}
