import { createHmac, timingSafeEqual } from "node:crypto";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { isDeleted } from "../shopper/shopper.ts";
import { kindOf, NOTIFICATION_KINDS, type NotificationKind } from "./kind.ts";
import { absolute } from "./letter.ts";
import * as Settings from "./settings.ts";

/** Whose mails of what: a kind, the digest, or all that can be stopped. */
export interface Subject {
  userId: string;
  kind: NotificationKind | "digest" | "all";
}

const LIFE_S = 90 * 86_400;
const KINDS: readonly string[] = [...NOTIFICATION_KINDS, "digest", "all"];

/** What a mail carries so that its mails can be stopped without a sign-in: good for 90 days, and for nothing else. */
export function tokenOf({ userId, kind }: Subject, key: string): string {
  const until = Math.floor(context().now().getTime() / 1000) + LIFE_S;
  const payload = Buffer.from(JSON.stringify([userId, kind, until])).toString("base64url");
  return `${payload}.${signatureOf(payload, key).toString("base64url")}`;
}

/** Where a mail program posts to. */
export function linkOf(token: string): string {
  return absolute(`/api/v1/unsubscribe?token=${token}`);
}

/**
 * Stops the mails that a token is for; again changes nothing. `keys`: that with which they are signed, then older ones. Throws `invalid`
 * for a token that is not ours, or is over.
 */
export async function unsubscribe(token: string, keys: readonly string[]): Promise<Subject["kind"]> {
  const { userId, kind } = read(token, keys);
  if (await isDeleted(userId)) return kind;
  await Settings.change(userId, (settings) => stopped(settings, kind));
  return kind;
}

function stopped(settings: Settings.Settings, subject: Subject["kind"]): Settings.Settings {
  const kinds = { ...settings.kinds };
  for (const kind of NOTIFICATION_KINDS) {
    if (kindOf(kind).always) continue;
    const isMeant = subject === "all" || subject === kind || (subject === "digest" && kinds[kind].email === "digest");
    if (isMeant) kinds[kind] = { ...kinds[kind], email: "off" };
  }
  return { ...settings, kinds };
}

function read(token: string, keys: readonly string[]): Subject {
  const [payload = "", signature = "", ...rest] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const isOurs = keys.some((key) => {
    const right = signatureOf(payload, key);
    return given.length === right.length && timingSafeEqual(given, right);
  });
  if (!isOurs || rest.length > 0) throw refused("is not one of ours");
  const [userId, kind, until] = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as unknown[];
  if (typeof userId !== "string" || typeof kind !== "string" || !KINDS.includes(kind)) throw refused("is of no use");
  if (typeof until !== "number" || until * 1000 < context().now().getTime()) throw refused("is over");
  return { userId, kind: kind as Subject["kind"] };
}

function signatureOf(payload: string, key: string): Buffer {
  if (key === "") throw new DomainError("unavailable", "Nothing to sign with.");
  return createHmac("sha256", key).update(`unsubscribe ${payload}`).digest();
}

function refused(why: string): DomainError {
  return new DomainError("invalid", "This link can't be used.", {
    fields: [{ field: "token", message: `The token ${why}.` }],
  });
}
