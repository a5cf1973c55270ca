import type { Notification, Notifications } from "@stylegence/contracts/notification";

/** The list with some of it, or all, read. */
export function asRead(list: Notifications, at: string, ids?: ReadonlySet<string>): Notifications {
  let marked = 0;
  const items = list.items.map((one) => {
    if (one.readAt || (ids && !ids.has(one.notificationId))) return one;
    marked += 1;
    return { ...one, readAt: at };
  });
  if (!ids) return { ...list, items, unread: { count: 0, more: false } };
  const count = Math.max(0, list.unread.count - marked);
  // More than could be counted is still more than that.
  return { ...list, items, unread: list.unread.more ? list.unread : { count, more: false } };
}

export interface Day {
  title: string;
  items: Notification[];
}

const DAY_MS = 86_400_000;
const dayFormat = new Intl.DateTimeFormat("en-IN", { weekday: "long", day: "numeric", month: "long" });
const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** The list by the days of the shopper's own clock, in its order. */
export function byDay(items: Notification[], nowMs: number): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const title = titleOf(startOfDay(Date.parse(item.postedAt)), startOfDay(nowMs));
    const last = days.at(-1);
    if (last?.title === title) last.items.push(item);
    else days.push({ title, items: [item] });
  }
  return days;
}

function titleOf(day: number, today: number): string {
  const ago = Math.round((today - day) / DAY_MS);
  if (ago <= 0) return "Today";
  return ago === 1 ? "Yesterday" : dayFormat.format(day);
}
