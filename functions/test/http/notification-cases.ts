import type { NotificationSettings } from "@stylegence/contracts/notification";
import * as Device from "@stylegence/core/notification/device";
import * as Notification from "@stylegence/core/notification/notification";
import * as Settings from "@stylegence/core/notification/settings";
import type { ShopperCase } from "./shopper-cases.ts";
import { PEOPLE, type World } from "./shopper-world.ts";

const browser = {
  endpoint: "https://push.example.com/send/abc",
  keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
};

async function settings(world: World, change: Partial<NotificationSettings> = {}): Promise<NotificationSettings> {
  return { ...(await world.as("ana", () => Settings.get())), ...change };
}

export const notificationCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  listNotifications: async () => ({
    good: { path: "/me/notifications?show=unread&limit=5" },
    bad: [
      { call: { path: "/me/notifications?cursor=AAAA" }, field: "cursor" },
      { call: { path: "/me/notifications?limit=51" }, field: "limit" },
      { call: { path: "/me/notifications?show=some" }, field: "show" },
    ],
  }),
  readNotifications: async (world) => {
    const draft = { userId: PEOPLE.ana, kind: "export_ready", key: "case", title: "t", body: "b", href: "/x" } as const;
    await world.as("ana", () => Notification.post(draft));
    const path = "/me/notifications/read";
    return {
      good: { path, body: { ids: [Notification.idOf(PEOPLE.ana, "case")] } },
      bad: [
        { call: { path, body: {} }, field: "ids" },
        { call: { path, body: { ids: ["ntf_1"] } }, field: "ids.0" },
        { call: { path, body: { upTo: "yesterday" } }, field: "upTo" },
      ],
    };
  },
  getNotificationSettings: async () => ({ good: { path: "/me/notification-settings" } }),
  putNotificationSettings: async (world) => {
    const path = "/me/notification-settings";
    return {
      good: { path, body: await settings(world, { digestHour: 8 }) },
      bad: [
        { call: { path, body: await settings(world, { timeZone: "Mars/Base" }) }, field: "timeZone" },
        { call: { path, body: await settings(world, { digestHour: 24 }) }, field: "digestHour" },
        {
          call: { path, body: await settings(world, { quietHours: { from: "9", to: "10:00" } }) },
          field: "quietHours.from",
        },
      ],
    };
  },
  listPushSubscriptions: async () => ({ good: { path: "/me/push-subscriptions" } }),
  addPushSubscription: async () => {
    const path = "/me/push-subscriptions";
    const at = (endpoint: string) => ({ path, body: { ...browser, endpoint } });
    return {
      good: { path, body: browser },
      status: 201,
      bad: [
        { call: at("http://push.example.com/x"), field: "endpoint" },
        { call: at("https://169.254.169.254/latest/meta-data"), field: "endpoint" },
        { call: at("https://localhost/x"), field: "endpoint" },
        { call: at("https://push.example.com:6379/"), field: "endpoint" },
        {
          call: { path, body: { endpoint: browser.endpoint, keys: { p256dh: "x", auth: "y" } } },
          field: "keys.p256dh",
        },
      ],
    };
  },
  // What is not there is not there any more: nobody learns whose it is.
  removePushSubscription: async (world) => {
    const endpoint = "https://push.example.com/send/belas";
    const { subscriptionId } = await world.as("bela", () => Device.add({ ...browser, endpoint }));
    const at = (id: string) => ({ path: `/me/push-subscriptions/${id}` });
    return {
      good: at(`psh_${"0".repeat(26)}`),
      status: 204,
      foreign: [at("psh_1")],
      harmless: [at(subscriptionId)],
    };
  },
};
