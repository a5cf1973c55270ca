import type { Notification } from "@stylegence/contracts/notification";
import { timeAgo } from "../../format/time.ts";
import { Icon } from "../../ui/icon.tsx";
import { isShowable } from "../product/picture.ts";
import { KIND_ICONS } from "./kinds.ts";

interface Props {
  notification: Notification;
  onOpen?: () => void;
}

/** A notification that leads to what it is about. */
export function NotificationRow({ notification, onOpen }: Props) {
  const { title, body, href, image, postedAt, readAt, kind } = notification;
  return (
    <a class={readAt ? "news-row" : "news-row unread"} href={href} onClick={onOpen}>
      <span class="news-picture">
        {isShowable(image) ? (
          <img src={image} alt="" width="48" height="60" loading="lazy" decoding="async" />
        ) : (
          <Icon name={KIND_ICONS[kind]} />
        )}
      </span>
      <span class="news-words">
        <strong>{title}</strong>
        {!readAt && <span class="unseen"> (unread)</span>}
        <span class="small">{body}</span>
        <time class="small soft" dateTime={postedAt}>
          {timeAgo(postedAt, Date.now())}
        </time>
      </span>
    </a>
  );
}
