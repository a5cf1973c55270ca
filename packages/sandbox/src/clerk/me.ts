import { missing, refused } from "./failure.ts";
import type { Ask, Table } from "./frontend.ts";
import type { Email, User } from "./model.ts";
import {
  addressOf,
  challenge,
  changeUser,
  checkPassword,
  deleteUser,
  emailOf,
  endSession,
  passwordOf,
  prove,
  refuseTaken,
} from "./people.ts";
import { emailJson, isVerified, sessionJson, userJson } from "./resources.ts";

const shown = (ask: Ask, user: User): Response => ask.answer(userJson(user, ask.instance.origin, ask.now));

function emailNamed(ask: Ask, user: User): Email {
  const email = user.emails.find(({ id }) => id === ask.c.req.param("email"));
  if (!email) throw missing("email address");
  return email;
}

function update(ask: Ask): Response {
  const user = ask.user();
  const { first_name, last_name, primary_email_address_id, unsafe_metadata } = ask.fields;
  const primary = user.emails.find(({ id }) => id === primary_email_address_id);
  if (primary_email_address_id !== undefined && !(primary && isVerified(primary)))
    throw refused("form_param_invalid", "Only a verified address can be the primary one.", "primary_email_address_id");
  changeUser(ask.instance, user, (changed) => {
    if (first_name !== undefined) changed.firstName = first_name || null;
    if (last_name !== undefined) changed.lastName = last_name || null;
    if (primary) changed.primaryEmailId = primary.id;
    if (unsafe_metadata) changed.unsafeMetadata = JSON.parse(unsafe_metadata) as Record<string, unknown>;
  });
  return shown(ask, user);
}

function addEmail(ask: Ask): Response {
  const user = ask.user();
  const address = addressOf(ask.fields.email_address ?? "");
  refuseTaken(ask.instance.state, address);
  const email = emailOf(address, null, ask.now);
  user.emails = [...user.emails.filter((known) => known.address !== address), email];
  return ask.answer(emailJson(email, ask.now));
}

function prepareEmail(ask: Ask): Response {
  const email = emailNamed(ask, ask.user());
  email.verification = challenge(ask.instance, email.address);
  return ask.answer(emailJson(email, ask.now));
}

function attemptEmail(ask: Ask): Response {
  const user = ask.user();
  const email = emailNamed(ask, user);
  refuseTaken(ask.instance.state, email.address);
  try {
    prove(email.verification, ask.fields.code ?? "", ask.now);
  } finally {
    ask.instance.state.save();
  }
  changeUser(ask.instance, user, () => {
    email.updatedAt = ask.now;
  });
  return ask.answer(emailJson(email, ask.now));
}

function removeEmail(ask: Ask): Response {
  const user = ask.user();
  const email = emailNamed(ask, user);
  if (user.emails.filter(isVerified).every(({ id }) => id === email.id))
    throw refused("last_identification_deletion_failed", "You cannot delete your last identification.");
  changeUser(ask.instance, user, (changed) => {
    changed.emails = changed.emails.filter(({ id }) => id !== email.id);
    if (changed.primaryEmailId === email.id) changed.primaryEmailId = changed.emails.find(isVerified)?.id ?? null;
  });
  return ask.answer({ object: "email_address", id: email.id, deleted: true });
}

function changePassword(ask: Ask): Response {
  const user = ask.user();
  const { current_password, new_password = "", sign_out_of_other_sessions } = ask.fields;
  if (user.password) checkPassword(user, current_password ?? "", "current_password");
  const own = ask.session();
  const password = passwordOf(new_password);
  changeUser(ask.instance, user, (changed) => {
    changed.password = password;
  });
  if (sign_out_of_other_sessions === "true") {
    for (const other of sessionsOf(ask)) if (other.id !== own.id) endSession(ask.instance.state, other, "revoked");
  }
  return shown(ask, user);
}

const sessionsOf = (ask: Ask) => {
  const userId = ask.user().id;
  return Object.values(ask.instance.state.data.sessions).filter(
    (session) => session.userId === userId && session.status === "active",
  );
};

/** Without an envelope, as Clerk lists the devices of an account. */
function devices(ask: Ask): Response {
  const user = ask.user();
  const { origin } = ask.instance;
  return ask.c.json(
    sessionsOf(ask).map((session) => ({
      ...sessionJson(session, user, null, origin, ask.now),
      user: null,
      latest_activity: {
        object: "session_activity",
        id: session.id.replace("sess_", "sess_activity_"),
        browser_name: /(Firefox|Edg|Chrome|Safari)/.exec(session.agent)?.[1] ?? "Browser",
        device_type: /Mobile/.test(session.agent) ? "Phone" : "Computer",
        ip_address: "127.0.0.1",
        is_mobile: /Mobile/.test(session.agent),
      },
    })),
  );
}

function revoke(ask: Ask): Response {
  const session = sessionsOf(ask).find(({ id }) => id === ask.c.req.param("session"));
  if (!session) throw missing("session");
  endSession(ask.instance.state, session, "revoked");
  return ask.answer(sessionJson(session, ask.user(), null, ask.instance.origin, ask.now));
}

async function setPicture(ask: Ask): Promise<Response> {
  const user = ask.user();
  if (!ask.file) throw refused("form_param_missing", "Choose a picture.", "file");
  const name = await ask.instance.pictures.put(await ask.file.arrayBuffer());
  choose(ask, user, name);
  return ask.answer({
    object: "image",
    id: name,
    name: ask.file.name,
    public_url: `${ask.instance.origin}/picture/${name}`,
  });
}

function removePicture(ask: Ask): Response {
  choose(ask, ask.user(), null);
  return ask.answer({ object: "image", id: "", name: null, public_url: null });
}

function choose({ instance }: Ask, user: User, picture: string | null): void {
  if (user.picture) instance.pictures.drop(user.picture);
  changeUser(instance, user, (changed) => {
    changed.picture = picture;
  });
}

function remove(ask: Ask): Response {
  const { id } = ask.user();
  deleteUser(ask.instance, id);
  if (ask.known) ask.known.lastActiveSessionId = null;
  return ask.answer({ object: "user", id, deleted: true });
}

/** What people change about themselves. */
export const ME: Table = {
  "GET /me": (ask) => shown(ask, ask.user()),
  "PATCH /me": update,
  "DELETE /me": remove,
  "POST /me/change_password": changePassword,
  "POST /me/profile_image": setPicture,
  "DELETE /me/profile_image": removePicture,
  "GET /me/email_addresses": (ask) => ask.answer(ask.user().emails.map((email) => emailJson(email, ask.now))),
  "POST /me/email_addresses": addEmail,
  "GET /me/email_addresses/:email": (ask) => ask.answer(emailJson(emailNamed(ask, ask.user()), ask.now)),
  "DELETE /me/email_addresses/:email": removeEmail,
  "POST /me/email_addresses/:email/prepare_verification": prepareEmail,
  "POST /me/email_addresses/:email/attempt_verification": attemptEmail,
  "GET /me/sessions": devices,
  "GET /me/sessions/active": devices,
  "POST /me/sessions/:session/revoke": revoke,
};
