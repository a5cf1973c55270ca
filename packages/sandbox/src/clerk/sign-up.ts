import { missing, refused } from "./failure.ts";
import { type Ask, abandonAt, type Table } from "./frontend.ts";
import type { SignUp } from "./model.ts";
import { addressOf, challenge, createUser, passwordOf, prove, refuseTaken, startSession } from "./people.ts";
import { signUpJson } from "./resources.ts";
import { newId } from "./state.ts";

function current(ask: Ask): SignUp {
  const id = ask.c.req.param("id") ?? "";
  const signUp = ask.known?.signUpId === id ? ask.instance.state.data.signUps[id] : undefined;
  if (!signUp) throw missing("sign-up");
  return signUp;
}

/** What the form says so far; the address is checked before anything is kept. */
function fill({ fields, instance }: Ask, signUp: SignUp): void {
  const { email_address, password, first_name, last_name, unsafe_metadata } = fields;
  const email = email_address === undefined ? undefined : addressOf(email_address);
  if (email !== undefined) refuseTaken(instance.state, email);
  const secret = password === undefined ? undefined : passwordOf(password);
  if (email !== undefined && email !== signUp.email) Object.assign(signUp, { email, verification: null });
  if (secret) signUp.password = secret;
  if (first_name !== undefined) signUp.firstName = first_name || null;
  if (last_name !== undefined) signUp.lastName = last_name || null;
  if (unsafe_metadata) signUp.unsafeMetadata = JSON.parse(unsafe_metadata) as Record<string, unknown>;
}

function create(ask: Ask): Response {
  const { state } = ask.instance;
  const signUp: SignUp = {
    id: newId("sua"),
    status: "missing_requirements",
    email: null,
    firstName: null,
    lastName: null,
    password: null,
    unsafeMetadata: {},
    verification: null,
    sessionId: null,
    userId: null,
    abandonAt: abandonAt(ask.now),
  };
  fill(ask, signUp);
  state.data.signUps[signUp.id] = signUp;
  ask.client().signUpId = signUp.id;
  return reply(ask, signUp);
}

function reply(ask: Ask, signUp: SignUp): Response {
  complete(ask, signUp);
  return ask.answer(signUpJson(signUp, ask.now));
}

/** Makes the user once all that is needed is there. */
function complete(ask: Ask, signUp: SignUp): void {
  const { email, password, verification, firstName, lastName, unsafeMetadata } = signUp;
  const isReady = email && password && firstName && verification?.status === "verified" && signUp.status !== "complete";
  if (!isReady) return;
  const user = createUser(ask.instance, { email, password, firstName, lastName, unsafeMetadata });
  const client = ask.client();
  const session = startSession(ask.instance.state, user, client.id, ask.c.req.header("user-agent"));
  Object.assign(signUp, { status: "complete", userId: user.id, sessionId: session.id, password: null });
  Object.assign(client, { signUpId: null, signInId: null, lastActiveSessionId: session.id, lastStrategy: "password" });
}

function prepare(ask: Ask): Response {
  const signUp = current(ask);
  if (!signUp.email) throw refused("form_param_missing", "Enter your email address first.", "email_address");
  signUp.verification = challenge(ask.instance, signUp.email);
  return reply(ask, signUp);
}

function attempt(ask: Ask): Response {
  const signUp = current(ask);
  try {
    prove(signUp.verification, ask.fields.code ?? "", ask.now);
  } finally {
    ask.instance.state.save();
  }
  return reply(ask, signUp);
}

/** Signing up with e-mail and password, the address proven by a code. */
export const SIGN_UP: Table = {
  "POST /client/sign_ups": create,
  "GET /client/sign_ups/:id": (ask) => reply(ask, current(ask)),
  "PATCH /client/sign_ups/:id": (ask) => {
    const signUp = current(ask);
    fill(ask, signUp);
    return reply(ask, signUp);
  },
  "POST /client/sign_ups/:id/prepare_verification": prepare,
  "POST /client/sign_ups/:id/attempt_verification": attempt,
};
