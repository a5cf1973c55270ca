import type { Notification } from "@stylegence/contracts/notification";
import { useEffect, useMemo, useState } from "preact/hooks";
import { setUnread } from "../../account/bell.ts";
import { me } from "../../account/me.ts";
import { onChange } from "../../account/session.ts";
import { visit } from "../../account/visit.ts";
import { timeAgo } from "../../format/time.ts";
import { Icon } from "../../ui/icon.tsx";
import { useOwnLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { NotificationRow } from "../notifications/notification-row.tsx";
import type { IconName } from "../shell/icons.ts";
import { countText, greetingAt } from "./greeting.ts";
import { WishCard } from "./wish-card.tsx";

const LATEST = 5;

export function Dashboard() {
  // First the visit: what is shown fell since the one before it.
  const load = useLoad(async () => {
    await visit();
    const [dashboard, news] = await Promise.all([me.dashboard(), me.notifications({ limit: LATEST })]);
    setUnread(news.unread.count + (news.unread.more ? 1 : 0));
    return { dashboard, news };
  });
  // The sign-in knows the name, at once and before its event has told the API.
  const [signedInAs, setSignedInAs] = useState("");
  useEffect(() => onChange((shopper) => setSignedInAs(shopper?.name ?? "")), []);
  const refresh = useMemo(() => soon(load.reload), [load.reload]);
  useOwnLive("wishlist", refresh);
  useOwnLive("notifications", refresh);

  // The link is followed meanwhile; one that stays unread is no harm.
  const read = async ({ notificationId, readAt }: Notification) =>
    readAt ? undefined : me.markRead({ ids: [notificationId] }).catch(() => undefined);

  if (!load.value)
    return load.error ? <Failure error={load.error} retry={load.reload} /> : <Bones kind="card" rows={4} />;
  const { counts, drops, newest, lastVisitAt } = load.value.dashboard;
  const { items, unread } = load.value.news;
  const since = lastVisitAt ? `since you were here ${timeAgo(lastVisitAt, Date.now())}` : "on your wishlist";
  return (
    <div class="dashboard">
      <p class="greeting">{greetingAt(new Date().getHours(), signedInAs)}</p>
      {Boolean(load.error) && <Failure error={load.error} retry={load.reload} />}
      <ul class="counts" aria-label="At a glance">
        <Count icon="heart" href="/wishlist" count={counts.wishlist} name={counts.wishlist === 1 ? "wish" : "wishes"} />
        <Count icon="hanger" count={counts.wardrobe} name="in your wardrobe" />
        <Count icon="outfit" count={counts.outfits} name={counts.outfits === 1 ? "outfit" : "outfits"} />
      </ul>

      <section class="section" aria-labelledby="drops">
        <div class="section-head">
          <h2 id="drops">
            {drops.count === 0
              ? "No price has fallen"
              : countText(drops.count, "price fell", "prices fell", drops.more)}
          </h2>
          <p class="soft small">{since}</p>
        </div>
        {drops.items.length > 0 ? (
          <ul class="rail">
            {drops.items.map((wish) => (
              <li key={wish.variantId}>
                <WishCard wish={wish} />
              </li>
            ))}
          </ul>
        ) : (
          <p>
            {counts.wishlist === 0 ? "Wish for something and we watch its price." : "We go on watching."}{" "}
            <a href="/search?sort=price_drop">See what fell elsewhere</a>
          </p>
        )}
      </section>

      <section class="section" aria-labelledby="alerts">
        <div class="section-head">
          <h2 id="alerts">
            Alerts
            {unread.count > 0 && <span class="tag deal">{countText(unread.count, "new", "new", unread.more)}</span>}
          </h2>
          <a href="/notifications">
            See all<span class="unseen"> notifications</span>
          </a>
        </div>
        {items.length === 0 ? (
          <p>Nothing yet. When the price of something you wish for falls, it is told here.</p>
        ) : (
          <ul class="news" aria-label="Newest notifications">
            {items.map((one) => (
              <li key={one.notificationId}>
                <NotificationRow notification={one} onOpen={() => void read(one)} />
              </li>
            ))}
          </ul>
        )}
      </section>

      {newest.length > 0 && (
        <section class="section" aria-labelledby="newest">
          <div class="section-head">
            <h2 id="newest">Newest wishes</h2>
            <a href="/wishlist">
              See all<span class="unseen"> wishes</span>
            </a>
          </div>
          <ul class="rail">
            {newest.map((wish) => (
              <li key={wish.variantId}>
                <WishCard wish={wish} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** A number that leads to what it counts; where nothing is counted yet and no page shows it, that is said. */
function Count({ icon, href, count, name }: { icon: IconName; href?: string; count: number; name: string }) {
  const inside = (
    <>
      <Icon name={icon} size={26} />
      <strong>{count}</strong> <span>{name}</span>
      {!href && count === 0 && <span class="small soft">This comes later</span>}
    </>
  );
  return <li>{href ? <a href={href}>{inside}</a> : <div>{inside}</div>}</li>;
}
