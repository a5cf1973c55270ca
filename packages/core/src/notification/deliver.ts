import type { Mail } from "@stylegence/clients/mail/port";
import type { Push } from "@stylegence/clients/push/port";
import { context } from "../platform/context.ts";
import * as Shopper from "../shopper/shopper.ts";
import { type Outcome, sendOnce } from "./attempt.ts";
import * as Delivery from "./delivery.ts";
import * as Device from "./device.ts";
import { kindOf } from "./kind.ts";
import { notificationLetter } from "./letters.ts";
import { oneLine } from "./markup.ts";
import * as Notification from "./notification.ts";
import * as Settings from "./settings.ts";
import * as Tally from "./tally.ts";
import * as Waiting from "./waiting.ts";
import { nextHour, quietUntil } from "./zone.ts";

/** By what is sent. */
export interface Channels {
  /** Null where the stage has no address to send from. */
  mail: Mail | null;
  /** Null where the stage has no keys for it. */
  push: Push | null;
  /** Signs the links that stop mails. */
  linkKey: string;
}

export type Channel = "email" | "push";
/** `quiet`: waits for the end of the quiet hours; `digest`: for that; `nobody`: there is no address, or no device. */
export type Told = Outcome | "quiet" | "digest" | "off" | "nobody" | "late" | "gone";

/** What came this late, since nobody could work on it, is no news any more. */
const LATE_MS = 3 * 86_400_000;
const PUSH_TTL_S = 86_400;

/**
 * Sends a notification by every way that its shopper wants, each at most once; what has to wait is put aside. May be called again. Throws,
 * to be called again, where a way could not be used for now; the others are not held up by it.
 */
export async function deliver(userId: string, notificationId: string, channels: Channels) {
  const notification = await Notification.find(userId, notificationId);
  if (!notification) return { email: "gone", push: "gone" } as const;
  const settings = await Settings.find(userId);
  if (!settings.kinds[notification.kind].inApp) await Notification.read(notification);
  const [email, push] = await Promise.allSettled([
    tell(notification, "email", settings, channels),
    tell(notification, "push", settings, channels),
  ]);
  if (email.status === "rejected") throw email.reason;
  if (push.status === "rejected") throw push.reason;
  return { email: email.value, push: push.value };
}

/** Sends a notification by one way, or puts it aside for when its shopper wants it. */
export async function tell(
  notification: Notification.Notification,
  channel: Channel,
  settings: Settings.Settings,
  channels: Channels,
): Promise<Told> {
  const wanted = settings.kinds[notification.kind];
  const asked = channel === "email" ? wanted.email : wanted.push ? "now" : "off";
  if (asked === "off") return "off";
  const now = context().now();
  if (now.getTime() - Date.parse(notification.postedAt) > LATE_MS) return "late";
  const place = { userId: notification.userId, notificationId: notification.notificationId, channel };
  const isMuch = kindOf(notification.kind).digest && (await Tally.isEnough(place));
  if (isMuch && channel === "push") return "off";
  if (asked === "digest" || isMuch) {
    if (await wasSent(notification, "email")) return "done";
    await Waiting.add({ ...place, purpose: "digest" }, nextHour(settings.digestHour, settings.timeZone, now));
    return "digest";
  }
  const quietEnd = kindOf(notification.kind).always ? null : quietUntil(settings.quietHours, settings.timeZone, now);
  if (quietEnd) {
    await Waiting.add({ ...place, purpose: "quiet" }, quietEnd);
    return "quiet";
  }
  const told = await (channel === "email" ? sendMail(notification, channels) : sendPush(notification, channels));
  if (told === "sent" && kindOf(notification.kind).digest) await Tally.count(place);
  return told;
}

async function wasSent({ userId, notificationId }: Notification.Notification, target: string): Promise<boolean> {
  return (await Delivery.find({ userId, deedId: notificationId, target })) !== null;
}

/** Only to the primary address, and only while it is verified: no other is kept. */
async function sendMail(notification: Notification.Notification, { mail, linkKey }: Channels): Promise<Told> {
  const { userId, notificationId, kind } = notification;
  const shopper = await Shopper.find(userId);
  const to = shopper?.banned ? undefined : shopper?.email;
  if (!to || !mail) return "nobody";
  const slot = Delivery.slotOf({ userId, deedId: notificationId, target: "email" });
  const letter = notificationLetter(to, notification, linkKey);
  return sendOnce(slot, () => mail.send(letter).then(() => "sent" as const), kindOf(kind).againInDoubt);
}

async function sendPush(notification: Notification.Notification, { push }: Channels): Promise<Told> {
  const devices = push ? await Device.list(notification.userId) : [];
  if (!push || devices.length === 0) return "nobody";
  const results = await Promise.allSettled(devices.map((device) => sendToDevice(notification, device, push)));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.some((result) => result.status === "fulfilled" && result.value === "sent") ? "sent" : "done";
}

/** A device shows a second one with the same tag in place of the first, so one in doubt is sent again. */
function sendToDevice(notification: Notification.Notification, device: Device.PushSubscription, push: Push) {
  const { userId, notificationId, kind } = notification;
  const { endpoint, p256dh, auth, subscriptionId } = device;
  const message = {
    payload: payloadOf(notification),
    topic: notificationId,
    ttlSeconds: PUSH_TTL_S,
    urgency: kindOf(kind).always ? ("high" as const) : ("normal" as const),
  };
  const send = async () => {
    if ((await push.send({ endpoint, keys: { p256dh, auth } }, message)) === "accepted") return "sent" as const;
    await Device.remove(device);
    return { failed: "no longer subscribed" };
  };
  return sendOnce(Delivery.slotOf({ userId, deedId: notificationId, target: subscriptionId }), send, true);
}

/** What the service worker shows. Push services take no more than some four thousand bytes. */
function payloadOf({ notificationId, title, body, href, image, kind, postedAt }: Notification.Notification): string {
  const picture = image && image.length < 500 ? image : undefined;
  return JSON.stringify({
    notificationId,
    kind,
    title: oneLine(title, 120),
    body: oneLine(body, 300),
    href,
    image: picture,
    postedAt,
  });
}
