import type { Letter } from "@stylegence/clients/mail/port";
import { context } from "../platform/context.ts";
import type { Money } from "../platform/money.ts";
import { kindOf } from "./kind.ts";
import { absolute, type Content, written } from "./letter.ts";
import type { MailData } from "./mail.ts";
import { oneLine, priceText } from "./markup.ts";
import type { Notification } from "./notification.entity.ts";
import { linkOf, type Subject, tokenOf } from "./unsubscribe.ts";

/** What is said on the button, by what the mail is about. */
const BUTTONS: Partial<Record<Notification["kind"], string>> = {
  link_invited: "See the request",
  family_invited: "See the invitation",
  export_ready: "Download your data",
  security: "Review your account",
};
const UNSUBSCRIBED = "Stop these mails";
const MAX_ROWS = 49;

/** The mail of a notification to its shopper. */
export function notificationLetter(to: string, notification: Notification, key: string): Letter {
  const { kind, title, body, href, image, data, userId } = notification;
  const { label, always } = kindOf(kind);
  const content = {
    subject: title,
    preview: body,
    heading: title,
    paragraphs: [body],
    image: image ? absolute(image) : undefined,
    figure: figureOf(data),
    button: { label: BUTTONS[kind] ?? "Open Stylegence", href: absolute(href) },
    reason: `You get this mail because you have an account at Stylegence. About: ${label}.`,
  };
  return always ? letter(to, content) : withUnsubscribe(to, content, { userId, kind }, key);
}

/** One mail of all that waited for it. */
export function digestLetter(to: string, notifications: readonly Notification[], key: string): Letter {
  const [first] = notifications;
  if (!first) throw new Error("A digest of nothing.");
  const others = notifications.length - 1;
  const content = {
    subject: others === 0 ? first.title : `${first.title}, and ${others} more`,
    preview: `${notifications.length} changes of what you wish for`,
    heading: "What changed on your wishlist",
    paragraphs: [],
    rows: notifications.slice(0, MAX_ROWS).map(({ title, body, href, image }) => ({
      title,
      text: body,
      href: absolute(href),
      image: image ? absolute(image) : undefined,
    })),
    button: { label: "Open your wishlist", href: absolute("/wishlist") },
    reason: "You get this mail once a day because you asked for a digest.",
  };
  return withUnsubscribe(to, content, { userId: first.userId, kind: "digest" }, key);
}

/** The mail to an address that may be nobody's account. */
export function invitationLetter(to: string, data: MailData[keyof MailData]): Letter {
  const { href, expiresAt } = data;
  const inviterName = nameOf(data.inviterName, "Somebody");
  const family = "familyName" in data ? nameOf(data.familyName, "a family") : null;
  const what = family === null ? "link your accounts" : `join “${family}”`;
  const until = new Intl.DateTimeFormat("en-IN", { dateStyle: "long", timeZone: "Asia/Kolkata" });
  return letter(to, {
    subject: family === null ? `${inviterName} wants to link accounts` : `${inviterName} invites you to “${family}”`,
    preview: `${inviterName} invites you to ${what} on Stylegence`,
    heading: `${inviterName} invites you to ${what}`,
    paragraphs: [
      "On Stylegence you find clothes across shops together. Nothing of yours is shown to anybody before you say so.",
      `The invitation is good until ${until.format(new Date(expiresAt))}.`,
    ],
    button: { label: "See the invitation", href: absolute(href) },
    reason: `You get this one mail because ${inviterName} gave us your address. If you don't know them, do nothing.`,
  });
}

/** A name that somebody gave themselves, to be read by a stranger: short, and nothing that a mail program makes a link of. */
function nameOf(text: string, otherwise: string): string {
  const name = oneLine(text, 60);
  return name === "" || /\/\/|@|www\.|\.[\p{L}]{2,}/iu.test(name) ? otherwise : name;
}

function figureOf(data: Record<string, unknown>): Content["figure"] {
  const { price, from } = data;
  if (!isMoney(price)) return undefined;
  return { now: priceText(price), was: isMoney(from) ? priceText(from) : undefined };
}

function isMoney(value: unknown): value is Money {
  const { amount, currency } = (value ?? {}) as Partial<Money>;
  return Number.isSafeInteger(amount) && typeof currency === "string" && /^[A-Z]{3}$/.test(currency);
}

/** RFC 8058: the mail program offers to stop, and does so with one request. */
function withUnsubscribe(to: string, content: Content, subject: Subject, key: string): Letter {
  const token = tokenOf(subject, key);
  const made = letter(to, {
    ...content,
    unsubscribe: { label: UNSUBSCRIBED, href: absolute(`/unsubscribe?token=${token}`) },
  });
  return {
    ...made,
    headers: {
      "List-Unsubscribe": `<${linkOf(token)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

function letter(to: string, content: Content): Letter {
  return { from: context().config.MAIL_FROM, to, ...written(content) };
}
