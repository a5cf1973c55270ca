import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { delivery } from "./delivery.entity.ts";
import * as Delivery from "./delivery.ts";
import { type Notification, notification } from "./notification.entity.ts";
import type { Settings } from "./settings.ts";
import { waiting } from "./waiting.entity.ts";
import * as Waiting from "./waiting.ts";

/** Two actions each, and one for the digest itself, make a transaction. What is more comes with the next. */
const MAX = 49;

/**
 * Collects what waits into the digest of a moment: from then on it waits no more, and no other mail tells of it. False where nothing is to
 * be told. A digest that was collected before stays what it is.
 */
export function collect(place: Delivery.Place, settings: Settings): Promise<boolean> {
  return onConflict(async () => {
    if (await Delivery.find(place)) return true;
    const items = await Waiting.list(place.userId, "digest", MAX);
    const told = await worthTelling(place.userId, items, settings);
    const head = told.length > 0 ? [write(delivery().create(digestOf(place, told)))] : [];
    await commit([...head, ...told.map(collectedWrite), ...items.map(goneWrite)]);
    return told.length > 0;
  });
}

/** Lets nothing wait any more. */
export async function drop(userId: string): Promise<void> {
  await commit((await Waiting.list(userId, "digest", MAX)).map(goneWrite));
}

/** Those of a digest that were not read meanwhile, newest first. */
export async function read(userId: string, ids: readonly string[]): Promise<Notification[]> {
  const found = await all(userId, ids);
  return found.filter(({ state }) => state === "unread").toSorted((a, b) => b.postedAt.localeCompare(a.postedAt));
}

/** Not what was read, is not wanted by mail any more, or was mailed already. */
async function worthTelling(userId: string, items: readonly Waiting.Waiting[], { kinds }: Settings) {
  const ids = items.map(({ notificationId }) => notificationId);
  const open = (await read(userId, ids)).filter(({ kind }) => kinds[kind].email !== "off");
  if (open.length === 0) return [];
  const places = open.map(({ notificationId }) => ({ userId, deedId: notificationId, target: "email" }));
  const { data } = await delivery().get(places).go({ consistent: true });
  const mailed = new Set(data.map(({ deedId }) => deedId));
  return open.filter(({ notificationId }) => !mailed.has(notificationId));
}

async function all(userId: string, ids: readonly string[]): Promise<Notification[]> {
  if (ids.length === 0) return [];
  const keys = ids.map((notificationId) => ({ userId, notificationId }));
  const { data } = await notification().get(keys).go({ consistent: true });
  return data;
}

function digestOf(place: Delivery.Place, told: readonly Notification[]): Delivery.Delivery {
  const notificationIds = told.map(({ notificationId }) => notificationId);
  return { ...Delivery.begun(place, "none"), state: "free", notificationIds };
}

function collectedWrite({ userId, notificationId }: Notification): Write {
  const place = { userId, deedId: notificationId, target: "email" };
  return write(delivery().create({ ...Delivery.begun(place, "none"), state: "collected" }));
}

function goneWrite({ userId, purpose, notificationId, channel }: Waiting.Waiting): Write {
  return write(waiting().delete({ userId, purpose, notificationId, channel }));
}
