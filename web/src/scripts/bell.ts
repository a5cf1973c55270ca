import type { Notification, Notifications } from "@stylegence/contracts/notification";
import { call } from "../account/api.ts";
import { setUnread } from "../account/bell.ts";
import { onChange } from "../account/session.ts";
import { announce } from "../ui/announce.ts";
import { soon } from "../ui/soon.ts";

/** A visit goes on for half an hour without word. */
const VISIT_MS = 10 * 60_000;
const LATEST = 5;

/** What was told already, or was there before this page. */
const told = new Set<string>();
let isFirst = true;

async function ring(): Promise<void> {
  const { items, unread } = await call<Notifications>("GET", "/me/notifications", { query: { limit: LATEST } });
  setUnread(unread.count + (unread.more ? 1 : 0));
  const news = items.filter(({ notificationId, readAt }) => !readAt && !told.has(notificationId));
  for (const { notificationId } of items) told.add(notificationId);
  if (!isFirst) say(news);
  isFirst = false;
}

function say(news: Notification[]): void {
  const [one] = news;
  if (one) announce(news.length === 1 ? one.title : `${news.length} new notifications. ${one.title}`);
}

/** The API is told at times that the shopper is here: prices that fell "since the last visit" go by it. */
async function visit(): Promise<void> {
  const last = Number(sessionStorage.getItem("visit") ?? 0);
  if (Date.now() - last < VISIT_MS) return;
  sessionStorage.setItem("visit", String(Date.now()));
  await call("POST", "/me/visits");
}

let stop = () => {};

onChange((shopper) => {
  stop();
  told.clear();
  isFirst = true;
  if (!shopper) return setUnread(0);
  const again = soon(ring);
  // The live connection is only of use to who is signed in.
  let isOver = false;
  stop = () => {
    isOver = true;
  };
  void import("../live/live.ts").then(({ subscribeOwn }) => {
    if (!isOver) stop = subscribeOwn("notifications", (news) => news.type !== "refused" && again());
  });
  again();
  void visit().catch(() => undefined);
});
