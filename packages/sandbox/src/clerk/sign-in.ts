import { ClerkFailure, missing, refused } from "./failure.ts";
import { type Ask, abandonAt, type Table } from "./frontend.ts";
import type { SignIn, User } from "./model.ts";
import {
  addressOf,
  challenge,
  checkPassword,
  holderOf,
  passwordOf,
  prove,
  startSession,
  verifiedBy,
} from "./people.ts";
import { signInJson } from "./resources.ts";
import { newId } from "./state.ts";

function current(ask: Ask): SignIn {
  const id = ask.c.req.param("id") ?? "";
  const signIn = ask.known?.signInId === id ? ask.instance.state.data.signIns[id] : undefined;
  if (!signIn) throw missing("sign-in");
  return signIn;
}

function userOf(ask: Ask, signIn: SignIn): User {
  const user = ask.instance.state.data.users[signIn.userId ?? ""];
  if (!user) throw refused("form_identifier_not_found", "Couldn't find your account.", "identifier");
  return user;
}

const reply = (ask: Ask, signIn: SignIn): Response =>
  ask.answer(signInJson(signIn, ask.instance.state.data.users[signIn.userId ?? ""], ask.now));

function refuseSecond({ known, instance: { state } }: Ask): void {
  const session = state.data.sessions[known?.lastActiveSessionId ?? ""];
  if (session?.status === "active") throw new ClerkFailure(400, "session_exists", "You're already signed in.");
}

function create(ask: Ask): Response {
  refuseSecond(ask);
  const { identifier, password, strategy } = ask.fields;
  const { state } = ask.instance;
  const signIn: SignIn = {
    id: newId("sia"),
    status: "needs_identifier",
    identifier: null,
    userId: null,
    verification: null,
    sessionId: null,
    abandonAt: abandonAt(ask.now),
  };
  if (identifier !== undefined) {
    const address = addressOf(identifier, "identifier");
    signIn.identifier = address;
    signIn.userId = holderOf(state, address)?.id ?? null;
    userOf(ask, signIn);
    signIn.status = "needs_first_factor";
  }
  if (password !== undefined) byPassword(ask, signIn);
  else if (strategy?.endsWith("email_code") && signIn.identifier)
    signIn.verification = challenge(ask.instance, signIn.identifier, strategy);
  state.data.signIns[signIn.id] = signIn;
  ask.client().signInId = signIn.id;
  if (password !== undefined) complete(ask, signIn, "password");
  return reply(ask, signIn);
}

function byPassword(ask: Ask, signIn: SignIn): void {
  checkPassword(userOf(ask, signIn), ask.fields.password ?? "");
  signIn.verification = verifiedBy("password", ask.now);
}

function complete(ask: Ask, signIn: SignIn, strategy: string): void {
  const user = userOf(ask, signIn);
  if (user.banned) throw new ClerkFailure(403, "user_banned", "This account has been banned.");
  const client = ask.client();
  const session = startSession(ask.instance.state, user, client.id, ask.c.req.header("user-agent"));
  Object.assign(signIn, { status: "complete", sessionId: session.id });
  Object.assign(client, { signUpId: null, lastActiveSessionId: session.id, lastStrategy: strategy });
}

function prepare(ask: Ask): Response {
  const signIn = current(ask);
  const { strategy = "", email_address_id } = ask.fields;
  const email = userOf(ask, signIn).emails.find(({ id }) => id === email_address_id);
  if (!email || !strategy.endsWith("email_code"))
    throw refused("strategy_for_user_invalid", "The verification strategy is not valid for this account.", "strategy");
  signIn.verification = challenge(ask.instance, email.address, strategy);
  return reply(ask, signIn);
}

function attempt(ask: Ask): Response {
  refuseSecond(ask);
  const signIn = current(ask);
  const { strategy = "", code = "" } = ask.fields;
  if (strategy === "password") byPassword(ask, signIn);
  else proveCode(ask, signIn, code);
  if (strategy === "reset_password_email_code") signIn.status = "needs_new_password";
  else complete(ask, signIn, strategy);
  return reply(ask, signIn);
}

function proveCode(ask: Ask, signIn: SignIn, code: string): void {
  try {
    prove(signIn.verification, code, ask.now);
  } finally {
    ask.instance.state.save();
  }
}

function resetPassword(ask: Ask): Response {
  const signIn = current(ask);
  if (signIn.status !== "needs_new_password")
    throw refused("verification_missing", "Prove your address before you choose a new password.");
  userOf(ask, signIn).password = passwordOf(ask.fields.password ?? "");
  complete(ask, signIn, "password");
  return reply(ask, signIn);
}

/** Signing in by password or by a code, and a new password for who forgot theirs. */
export const SIGN_IN: Table = {
  "POST /client/sign_ins": create,
  "GET /client/sign_ins/:id": (ask) => reply(ask, current(ask)),
  "POST /client/sign_ins/:id/prepare_first_factor": prepare,
  "POST /client/sign_ins/:id/attempt_first_factor": attempt,
  "POST /client/sign_ins/:id/reset_password": resetPassword,
};
