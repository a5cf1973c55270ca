import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { backend } from "./backend.ts";
import { control } from "./control.ts";
import { ClerkFailure } from "./failure.ts";
import { frontend } from "./frontend.ts";
import { openKeys } from "./keys.ts";
import { ME } from "./me.ts";
import { openOutbox } from "./outbox.ts";
import { outboxPage } from "./outbox-page.ts";
import type { Instance } from "./people.ts";
import { openPictures } from "./pictures.ts";
import { portal } from "./portal.ts";
import { scripts } from "./scripts.ts";
import { SESSIONS } from "./sessions.ts";
import { SIGN_IN } from "./sign-in.ts";
import { SIGN_UP } from "./sign-up.ts";
import { openClerkState } from "./state.ts";
import { jwks } from "./token.ts";

export interface ClerkOptions {
  /** Where keys and people are kept; in memory when absent. */
  dir: string | null;
  now: () => Date;
  port: number;
  /** Sends an e-mail; what it says is kept here as well. */
  mail(to: string, subject: string, text: string): void;
}

export interface LocalClerk {
  /** For `clerk.localhost`: frontend API, scripts, account pages, and the outbox. */
  host: Hono;
  /** For the control host: the Backend API under `/v1`, levers under `/clerk`. */
  control: Hono;
  close(): void;
}

export const CLERK_HOST = "clerk.localhost";

/** A Clerk of this machine's own: it speaks as the real one does, to its unchanged scripts and libraries. */
export function openClerk({ dir, now, port, mail }: ClerkOptions): LocalClerk {
  const origin = `http://${CLERK_HOST}:${port}`;
  const { keys, save } = openKeys(dir);
  const state = openClerkState(dir, now);
  const outbox = openOutbox(state, keys);
  const instance: Instance = {
    state,
    outbox,
    origin,
    pictures: openPictures(dir),
    faults: [],
    mail(to, subject, code) {
      state.data.mails.push({ at: now().getTime(), to, subject, code });
      state.save();
      mail(to, `${code} is your Stylegence verification code`, `${subject}: ${code}\n\nIt is valid for ten minutes.`);
    },
  };
  const home = () => {
    const { url } = state.data.endpoint;
    return url === null ? origin : new URL("/", url).href;
  };

  const host = new Hono({ strict: false });
  host.onError(told);
  host.get("/.well-known/jwks.json", (c) => c.json(jwks(keys)));
  host.route("/", scripts());
  host.route("/", portal(instance, keys, home));
  host.route("/", outboxPage(instance));
  host.route("/", frontend(instance, keys, home, { ...SIGN_UP, ...SIGN_IN, ...SESSIONS, ...ME }));
  const controls = new Hono({ strict: false });
  controls.onError(told);
  controls.route("/v1", backend(instance, keys));
  controls.route("/clerk", control(instance, keys, save, `http://127.0.0.1:${port}`));
  return { host, control: controls, close: () => outbox.close() };
}

function told(error: Error, c: Context): Response {
  if (error instanceof ClerkFailure) return c.json(error.body(), error.status as ContentfulStatusCode);
  if (error.name === "ZodError") return c.json({ error: error.message }, 400);
  throw error;
}
