import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { NOTIFICATION_KINDS } from "./kind.ts";

/** Something a shopper is told. Its id is made of the shopper and the event's key, so that the same event is one item. */
export const notification = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notification", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          notificationId: { type: "string", required: true },
          kind: { type: NOTIFICATION_KINDS, required: true },
          title: { type: "string", required: true },
          body: { type: "string", required: true },
          href: { type: "string", required: true },
          /** Empty for none. */
          image: { type: "string", required: true },
          /** What a mail of this kind needs besides. */
          data: { type: CustomAttributeType<Record<string, unknown>>("any"), required: true },
          state: { type: ["unread", "read"] as const, required: true },
          postedAt: { type: "string", required: true },
          readAt: { type: "string" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["notificationId"], casing: "none" },
          },
          byTime: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["postedAt", "notificationId"], casing: "none" },
          },
          byState: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["userId", "state"], casing: "none" },
            sk: { field: "gsi2sk", composite: ["postedAt", "notificationId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Notification = EntityItem<ReturnType<typeof notification>>;
