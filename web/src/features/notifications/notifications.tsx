import type { Notification, Notifications } from "@stylegence/contracts/notification";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { setUnread } from "../../account/bell.ts";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { optimistic } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { Icon } from "../../ui/icon.tsx";
import { useOwnLive } from "../../ui/live.ts";
import { extended, refreshed, useLoad } from "../../ui/load.ts";
import { Bones, Failure, More } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { asRead, byDay } from "./inbox.ts";
import { NotificationRow } from "./notification-row.tsx";

const PAGE = 20;
const keyOf = ({ notificationId }: Notification) => notificationId;
const isBelow = (one: Notification, last: Notification) => one.postedAt < last.postedAt;

export function NotificationsPage() {
  const [show, setShow] = useState<"all" | "unread">("all");
  return <List key={show} show={show} onShow={setShow} />;
}

interface ListProps {
  show: "all" | "unread";
  onShow: (show: "all" | "unread") => void;
}

function List({ show, onShow }: ListProps) {
  const shown = useRef<Notifications | null>(null);
  const load = useLoad(async () => {
    const fresh = await me.notifications({ show, limit: PAGE });
    return { ...fresh, ...refreshed(shown.current, fresh, keyOf, isBelow) };
  });
  const list = load.value;
  shown.current = list;
  const [isMore, setMore] = useState(false);
  const refresh = useMemo(() => soon(load.reload), [load.reload]);
  useOwnLive("notifications", (news) => news.type !== "refused" && refresh());
  const unread = list && list.unread.count + (list.unread.more ? 1 : 0);
  useEffect(() => {
    if (unread !== null) setUnread(unread);
  }, [unread]);

  async function more(): Promise<void> {
    if (!list?.nextCursor) return;
    setMore(true);
    try {
      const next = await me.notifications({ show, limit: PAGE, cursor: list.nextCursor });
      load.set((now) => ({ ...now, ...extended(now, next, keyOf) }));
    } catch (error) {
      announce(sentence(error), "bad");
    } finally {
      setMore(false);
    }
  }

  async function readAll(): Promise<void> {
    if (!list) return;
    // Up to the newest that is shown: what comes meanwhile is still to be read.
    const upTo = list.items[0]?.postedAt ?? new Date().toISOString();
    await optimistic(
      load.set,
      (now) => asRead(now, upTo),
      () => list,
      async () => {
        const { unread: left } = await me.markRead({ upTo });
        load.set((now) => ({ ...now, unread: left }));
      },
    );
  }

  function open({ notificationId, readAt }: Notification): void {
    if (readAt) return;
    load.set((now) => asRead(now, new Date().toISOString(), new Set([notificationId])));
    // The link is followed meanwhile; one that stays unread is no harm.
    void me.markRead({ ids: [notificationId] }).catch(() => undefined);
  }

  return (
    <>
      <div class="inbox-bar">
        <fieldset class="inbox-show">
          <legend class="unseen">Show</legend>
          {(["all", "unread"] as const).map((one) => (
            <label key={one} class={one === show ? "chip on" : "chip"}>
              <input type="radio" name="show" class="unseen" checked={one === show} onChange={() => onShow(one)} />
              {one === "all" ? "All" : "Unread"}
            </label>
          ))}
        </fieldset>
        <a class="icon-button" href="/notifications/settings" title="Settings">
          <Icon name="gear" />
          <span class="unseen">Notification settings</span>
        </a>
        {list && list.unread.count > 0 && (
          <button type="button" class="text-button" onClick={() => void readAll()}>
            Mark all read
          </button>
        )}
      </div>
      {Boolean(load.error) && <Failure error={load.error} retry={load.reload} />}
      {!list && !load.error && <Bones rows={4} kind="form" />}
      {list?.items.length === 0 && <Empty show={show} />}
      {list &&
        byDay(list.items, Date.now()).map(({ title, items }) => (
          <section key={title} class="inbox-day">
            <h2>{title}</h2>
            <ul class="news">
              {items.map((one) => (
                <li key={one.notificationId}>
                  <NotificationRow notification={one} onOpen={() => open(one)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      {list && <More cursor={list.nextCursor} busy={isMore} onMore={more} />}
    </>
  );
}

function Empty({ show }: { show: "all" | "unread" }) {
  if (show === "unread") return <p class="nothing">You have read everything.</p>;
  return (
    <div class="nothing">
      <h2>Nothing yet</h2>
      <p>
        Wish for something and you are told here when its price falls, when it is back, or when it was never cheaper.
      </p>
      <a class="button quiet" href="/wishlist">
        Go to your wishlist
      </a>
    </div>
  );
}
