import { context } from "../platform/context.ts";
import * as Shopper from "../shopper/shopper.ts";
import { sendOnce } from "./attempt.ts";
import { type Channels, type Told, tell } from "./deliver.ts";
import * as Delivery from "./delivery.ts";
import * as Digest from "./digest.ts";
import { digestLetter } from "./letters.ts";
import * as Notification from "./notification.ts";
import * as Settings from "./settings.ts";
import * as Waiting from "./waiting.ts";
import { nextHour, quietUntil } from "./zone.ts";

const AT_ONCE = 50;
const MINUTE_MS = 60_000;

type Woken = Pick<Waiting.Wake, "userId" | "purpose" | "slotAt">;

/** Sends what waited for a shopper: after the quiet hours each by itself, in a digest all in one mail. May be called again. */
export async function wakeUp(woken: Woken, channels: Channels): Promise<{ told: Told[] }> {
  const { userId, purpose, slotAt } = woken;
  const due = await Waiting.find(userId, purpose);
  if (!due || due.slotAt !== slotAt) return { told: [] };
  const settings = await Settings.find(userId);
  if (purpose === "digest") return { told: [await sendDigest(due, settings, channels)] };
  return { told: await endQuiet(due, settings, channels) };
}

async function endQuiet(due: Waiting.Wake, settings: Settings.Settings, channels: Channels): Promise<Told[]> {
  const items = await Waiting.list(due.userId, "quiet", AT_ONCE);
  const results = await Promise.allSettled(items.map((item) => send(item, settings, channels)));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  await Waiting.settle(due, () => {
    const now = context().now();
    return quietUntil(settings.quietHours, settings.timeZone, now) ?? new Date(now.getTime() + MINUTE_MS);
  });
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** What was read on the site meanwhile is not sent any more. */
async function send(item: Waiting.Waiting, settings: Settings.Settings, channels: Channels): Promise<Told> {
  const notification = await Notification.find(item.userId, item.notificationId);
  const isOpen = notification?.state === "unread";
  const told = isOpen ? await tell(notification, item.channel, settings, channels) : "gone";
  if (told !== "quiet") await Waiting.remove(item);
  return told;
}

async function sendDigest(due: Waiting.Wake, settings: Settings.Settings, channels: Channels): Promise<Told> {
  const { userId } = due;
  const next = () => nextHour(settings.digestHour, settings.timeZone, context().now());
  const place = { userId, deedId: `digest-${due.slotAt}`, target: "email" };
  const shopper = await Shopper.find(userId);
  const to = shopper?.banned ? undefined : shopper?.email;
  const isThere = to !== undefined && (await Digest.collect(place, settings));
  if (!to) await Digest.drop(userId);
  const told = to && isThere ? await mailDigest(place, to, channels) : "nobody";
  await Waiting.settle(due, next);
  return told;
}

async function mailDigest(place: Delivery.Place, to: string, { mail, linkKey }: Channels): Promise<Told> {
  const collected = await Delivery.find(place);
  const notifications = await Digest.read(place.userId, collected?.notificationIds ?? []);
  if (notifications.length === 0 || !mail) return "gone";
  const letter = digestLetter(to, notifications, linkKey);
  return sendOnce(Delivery.slotOf(place), () => mail.send(letter).then(() => "sent" as const), false);
}
