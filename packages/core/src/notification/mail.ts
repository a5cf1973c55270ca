import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import type { Write } from "../platform/transaction.ts";
import { mail } from "./mail.entity.ts";
import { writeOnce } from "./once.ts";

/** What each template says; `href` is a path of the site, `expiresAt` ISO 8601. */
export interface MailData {
  family_invitation: { inviterName: string; familyName: string; href: string; expiresAt: string };
  link_invitation: { inviterName: string; href: string; expiresAt: string };
}

export type MailDraft = {
  [T in keyof MailData]: {
    to: string;
    template: T;
    data: MailData[T] /** Names the event: one mail each. */;
    key: string;
  };
}[keyof MailData];

/** For how long it is known that a key was used. */
const KEPT_S = 90 * 86_400;

/**
 * The one write that mails somebody who may be no shopper, for the transaction of the deed. It carries no condition: a key that was
 * used before changes nothing and cancels nothing.
 */
export function writes({ to, template, data, key }: MailDraft): Write[] {
  const at = context().now();
  const item = {
    mailId: `mail_${hash26(key)}`,
    template,
    to,
    data,
    state: "waiting" as const,
    createdAt: at.toISOString(),
    expiresAt: Math.floor(at.getTime() / 1000) + KEPT_S,
  };
  return [writeOnce(mail().create(item))];
}
