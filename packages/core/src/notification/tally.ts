import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { notificationTally } from "./tally.entity.ts";

/** So many single mails, or pushes, about prices and stock on one day are news; more on a day of sales are a nuisance. */
const ENOUGH_A_DAY = 10;
const KEPT_S = 3 * 86_400;

interface Told {
  userId: string;
  channel: "email" | "push";
}

/** Whether a shopper was sent enough today. Attempts side by side may send one or two more. */
export async function isEnough({ userId, channel }: Told): Promise<boolean> {
  const { data } = await notificationTally().get({ userId, day: today(), channel }).go({ consistent: true });
  return (data?.count ?? 0) >= ENOUGH_A_DAY;
}

export async function count({ userId, channel }: Told): Promise<void> {
  const expiresAt = Math.floor(context().now().getTime() / 1000) + KEPT_S;
  await notificationTally()
    .upsert({ userId, day: today(), channel, expiresAt })
    .add({ count: 1 })
    .go({ response: "none" });
}

function today(): string {
  return dayOf(context().now());
}
