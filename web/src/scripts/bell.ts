import type { Notifications } from "@stylegence/contracts/notification";
import { call } from "../account/api.ts";
import { setUnread } from "../account/bell.ts";
import { onChange } from "../account/session.ts";
import { visit } from "../account/visit.ts";
import { News } from "../features/notifications/news.ts";
import { announce } from "../ui/announce.ts";
import { soon } from "../ui/soon.ts";

const LATEST = 5;

let news = new News();

async function ring(): Promise<void> {
  const { items, unread } = await call<Notifications>("GET", "/me/notifications", { query: { limit: LATEST } });
  setUnread(unread.count + (unread.more ? 1 : 0));
  const text = news.of(items);
  if (text) announce(text);
}

let stop = () => {};

onChange((shopper) => {
  stop();
  news = new News();
  if (!shopper) return setUnread(0);
  const again = soon(ring);
  // The live connection is only of use to who is signed in.
  let isOver = false;
  stop = () => {
    isOver = true;
  };
  void import("../live/live.ts").then(({ subscribeOwn }) => {
    if (!isOver) stop = subscribeOwn("notifications", ({ type }) => type !== "refused" && again());
  });
  again();
  void visit();
});
