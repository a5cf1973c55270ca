import { missing } from "./failure.ts";
import type { Ask, Table } from "./frontend.ts";
import { endSession } from "./people.ts";
import { sessionJson } from "./resources.ts";

const idOf = (ask: Ask): string => ask.c.req.param("id") ?? "";

function shown(ask: Ask, id: string): object {
  const { state, origin } = ask.instance;
  const session = state.data.sessions[id];
  const user = state.data.users[session?.userId ?? ""];
  if (!session || !user) throw missing("session");
  return sessionJson(session, user, session.status === "active" ? ask.tokenOf(session) : null, origin, ask.now);
}

function end(ask: Ask, status: "ended" | "removed" | "revoked"): Response {
  const session = ask.session(idOf(ask));
  endSession(ask.instance.state, session, status);
  return ask.answer(shown(ask, session.id));
}

function touch(ask: Ask): Response {
  const session = ask.session(idOf(ask));
  session.lastActiveAt = ask.now;
  ask.client().lastActiveSessionId = session.id;
  return ask.answer(shown(ask, session.id));
}

/** Without an envelope: Clerk's script reads the token from the top. */
function issue(ask: Ask): Response {
  const session = ask.session(idOf(ask));
  session.lastActiveAt = ask.now;
  ask.instance.state.save();
  return ask.c.json({ object: "token", jwt: ask.tokenOf(session) });
}

/** Sessions of the browser: tokens, and their end. */
export const SESSIONS: Table = {
  "GET /client/sessions/:id": (ask) => ask.answer(shown(ask, ask.session(idOf(ask)).id)),
  "POST /client/sessions/:id/touch": touch,
  "POST /client/sessions/:id/tokens": issue,
  "POST /client/sessions/:id/end": (ask) => end(ask, "ended"),
  "POST /client/sessions/:id/remove": (ask) => end(ask, "removed"),
};
