import { randomBytes, randomInt, scryptSync, timingSafeEqual } from "node:crypto";
import { PASSWORD_MIN } from "./environment.ts";
import { missing, refused } from "./failure.ts";
import type { Email, Fault, Session, User, Verification } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import type { Pictures } from "./pictures.ts";
import { serverUserJson } from "./resources.ts";
import { type ClerkState, newId } from "./state.ts";

/** What every part of the local Clerk works with. */
export interface Instance {
  state: ClerkState;
  outbox: Outbox;
  /** `http://clerk.localhost:<port>`. */
  origin: string;
  pictures: Pictures;
  /** Faults of the Backend API; gone with a restart. */
  faults: Fault[];
  /** Sends a code by e-mail. */
  mail(to: string, subject: string, code: string): void;
}

const WEEK = 7 * 86_400_000;
const CODE_MS = 600_000;
const ATTEMPTS = 5;
/** Clerk's own convention for tests: such an address takes this code, and nothing is sent. */
const TEST_ADDRESS = /\+clerk_test@/;
const TEST_CODE = "424242";

const hash = (password: string, salt: string): string => scryptSync(password, salt, 32).toString("base64");

export function passwordOf(text: string): NonNullable<User["password"]> {
  if (text.length < PASSWORD_MIN)
    throw refused(
      "form_password_length_too_short",
      `Passwords must be ${PASSWORD_MIN} characters or more.`,
      "password",
    );
  const salt = randomBytes(16).toString("base64");
  return { salt, hash: hash(text, salt) };
}

export function checkPassword(user: User, text: string, param = "password"): void {
  const kept = user.password;
  const right = kept && timingSafeEqual(Buffer.from(kept.hash), Buffer.from(hash(text, kept.salt)));
  if (!right)
    throw refused("form_password_incorrect", "Password is incorrect. Try again, or use another method.", param);
}

/** Lower case and without spaces around it; refuses what is no address. */
export function addressOf(text: string, param = "email_address"): string {
  const address = text.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return address;
  throw refused("form_param_format_invalid", "Email address must be a valid email address.", param);
}

export const holderOf = ({ data }: ClerkState, address: string): User | undefined =>
  Object.values(data.users).find(({ emails }) =>
    emails.some((email) => email.address === address && email.verification?.status === "verified"),
  );

export function refuseTaken(state: ClerkState, address: string): void {
  if (holderOf(state, address))
    throw refused("form_identifier_exists", "That email address is taken. Please try another.", "email_address");
}

/** Sends a code to the address, and returns what is to be proven. */
export function challenge(instance: Instance, address: string, strategy = "email_code"): Verification {
  const now = instance.state.now().getTime();
  const isTest = TEST_ADDRESS.test(address);
  const code = isTest ? TEST_CODE : String(randomInt(1_000_000)).padStart(6, "0");
  if (!isTest) instance.mail(address, "Your Stylegence verification code", code);
  return { status: "unverified", strategy, attempts: 0, expireAt: now + CODE_MS, code };
}

export const verifiedBy = (strategy: string, now: number): Verification => ({
  status: "verified",
  strategy,
  attempts: 1,
  expireAt: now,
  code: null,
});

/** Marks the verification as proven. Throws on a wrong code, one too many, and one that came too late. */
export function prove(verification: Verification | null, code: string, now: number): void {
  if (!verification?.code)
    throw refused("verification_not_sent", "You need to send a verification code first.", "code");
  if (verification.status === "verified")
    throw refused("verification_already_verified", "This verification has already been verified.");
  if (verification.expireAt < now) throw refused("verification_expired", "This verification has expired.", "code");
  verification.attempts += 1;
  if (verification.attempts > ATTEMPTS)
    throw refused("verification_failed", "Too many failed attempts. You have to try again with another code.", "code");
  if (verification.code !== code.trim()) throw refused("form_code_incorrect", "Incorrect code", "code");
  verification.status = "verified";
  verification.code = null;
}

export interface NewUser {
  email: string;
  firstName: string | null;
  lastName: string | null;
  password: User["password"];
  unsafeMetadata: Record<string, unknown>;
}

export function emailOf(address: string, verification: Verification | null, now: number): Email {
  return { id: newId("idn"), address, verification, createdAt: now, updatedAt: now };
}

/** A user with a verified address, told by `user.created`. */
export function createUser(instance: Instance, { email, ...rest }: NewUser): User {
  const { state } = instance;
  const now = state.now().getTime();
  refuseTaken(state, email);
  const address = emailOf(email, verifiedBy("email_code", now), now);
  const user: User = {
    id: newId("user"),
    ...rest,
    picture: null,
    emails: [address],
    primaryEmailId: address.id,
    banned: false,
    publicMetadata: {},
    privateMetadata: {},
    lastSignInAt: null,
    createdAt: now,
    updatedAt: now,
  };
  state.data.users[user.id] = user;
  tell(instance, "user.created", user);
  return user;
}

/** Applies a change of a user and tells it by `user.updated`. */
export function changeUser(instance: Instance, user: User, change: (user: User) => void): void {
  change(user);
  // Later than what was told before, also within a millisecond: receivers order events by it.
  user.updatedAt = Math.max(instance.state.now().getTime(), user.updatedAt + 1);
  tell(instance, "user.updated", user);
}

/** Removes a user with all their sessions, told by `user.deleted`. */
export function deleteUser(instance: Instance, userId: string): void {
  const { data } = instance.state;
  const user = data.users[userId];
  if (!user) throw missing("user");
  if (user.picture) instance.pictures.drop(user.picture);
  delete data.users[userId];
  for (const session of Object.values(data.sessions)) if (session.userId === userId) delete data.sessions[session.id];
  instance.outbox.post("user.deleted", { deleted: true, id: userId, object: "user" });
}

function tell(instance: Instance, type: string, user: User): void {
  instance.outbox.post(type, serverUserJson(user, instance.origin, instance.state.now().getTime()));
}

/** A session of the user, in a browser or for a server. */
export function startSession(state: ClerkState, user: User, clientId: string | null, agent = ""): Session {
  const now = state.now().getTime();
  const session: Session = {
    id: newId("sess"),
    userId: user.id,
    clientId,
    status: "active",
    firstFactorAt: now,
    actor: null,
    agent,
    createdAt: now,
    updatedAt: now,
    lastActiveAt: now,
    expireAt: now + WEEK,
  };
  user.lastSignInAt = now;
  state.data.sessions[session.id] = session;
  return session;
}

export function endSession(state: ClerkState, session: Session, status: Session["status"]): void {
  session.status = status;
  session.updatedAt = state.now().getTime();
  const client = state.data.clients[session.clientId ?? ""];
  if (client?.lastActiveSessionId === session.id) client.lastActiveSessionId = null;
}
