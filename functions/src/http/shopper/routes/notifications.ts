import * as Contract from "@stylegence/contracts/notification";
import * as Device from "@stylegence/core/notification/device";
import * as Notification from "@stylegence/core/notification/notification";
import * as Settings from "@stylegence/core/notification/settings";
import { context } from "@stylegence/core/platform/context";
import * as z from "zod/mini";
import { PRIVATE, type Route, route } from "../../api/route.ts";

export const notificationRoutes: Route[] = [
  route({
    path: "/me/notifications",
    id: "listNotifications",
    summary: "What the shopper was told, newest first, and how much of it is unread",
    security: "shopper",
    params: undefined,
    query: Contract.NotificationsParams,
    response: Contract.Notifications,
    responseName: "Notifications",
    cacheControl: PRIVATE,
    answer: async ({ query }) => {
      const { items, ...rest } = await Notification.list(query);
      return { body: { items: items.map(shown), ...rest } };
    },
  }),
  route({
    method: "POST",
    path: "/me/notifications/read",
    id: "readNotifications",
    summary: "Marks notifications as read: those named, or all up to a moment",
    security: "shopper",
    params: undefined,
    query: undefined,
    body: Contract.ReadInput,
    response: Contract.ReadAnswer,
    responseName: "ReadAnswer",
    cacheControl: PRIVATE,
    answer: async ({ body: { ids, upTo } }) => {
      const marked = await Notification.markRead(ids ? { ids } : { upTo: upTo! });
      return { body: { marked, unread: await Notification.unread() } };
    },
  }),
  route({
    path: "/me/notification-settings",
    id: "getNotificationSettings",
    summary: "By which ways the shopper is told of what, and when not",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: Contract.NotificationSettings,
    responseName: "NotificationSettings",
    cacheControl: PRIVATE,
    answer: async () => ({ body: await Settings.get() }),
  }),
  route({
    method: "PUT",
    path: "/me/notification-settings",
    id: "putNotificationSettings",
    summary: "Replaces these settings",
    security: "shopper",
    params: undefined,
    query: undefined,
    body: Contract.NotificationSettings,
    response: Contract.NotificationSettings,
    responseName: "NotificationSettings",
    cacheControl: PRIVATE,
    answer: async ({ body }) => ({ body: await Settings.put(body) }),
  }),
  route({
    path: "/me/push-subscriptions",
    id: "listPushSubscriptions",
    summary: "The browsers that show notifications, and the key to subscribe another with",
    security: "shopper",
    params: undefined,
    query: undefined,
    response: Contract.PushDevices,
    responseName: "PushDevices",
    cacheControl: PRIVATE,
    answer: async () => {
      const items = (await Device.mine()).map(device);
      return { body: { publicKey: context().config.VAPID_PUBLIC_KEY || null, items } };
    },
  }),
  route({
    method: "POST",
    path: "/me/push-subscriptions",
    id: "addPushSubscription",
    summary: "Lets a browser show notifications; the same one again is the same",
    security: "shopper",
    params: undefined,
    query: undefined,
    body: Contract.PushSubscriptionInput,
    response: Contract.PushDevice,
    responseName: "PushDevice",
    cacheControl: PRIVATE,
    answer: async ({ body: { endpoint, keys, label } }) => ({
      status: 201,
      body: device(await Device.add({ endpoint, keys, label })),
    }),
  }),
  route({
    method: "DELETE",
    path: "/me/push-subscriptions/{subscriptionId}",
    id: "removePushSubscription",
    summary: "Lets a browser show notifications no more; no error where it did not",
    security: "shopper",
    params: z.object({ subscriptionId: Contract.SubscriptionId }),
    query: undefined,
    response: z.null(),
    responseName: "Nothing",
    cacheControl: PRIVATE,
    answer: async ({ params }) => {
      await Device.forget(params.subscriptionId);
      return { status: 204 };
    },
  }),
];

function shown(one: Notification.Notification): Contract.Notification {
  const { notificationId, kind, title, body, href, image, postedAt, readAt } = one;
  return { notificationId, kind, title, body, href, image: image || null, postedAt, readAt: readAt ?? null };
}

function device({ subscriptionId, label, endpoint, createdAt }: Device.PushSubscription): Contract.PushDevice {
  return { subscriptionId, label: label ?? null, service: new URL(endpoint).host, createdAt };
}
