import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a notification was, or is being, sent by one way: to the shopper's mail or to one of their devices. */
export const delivery = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notificationDelivery", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** Of the notification, or `digest-` and its moment. */
          deedId: { type: "string", required: true },
          /** `email`, or the id of a push subscription. */
          target: { type: "string", required: true },
          /** `free`: an attempt did surely not send; `unknown`: one may have; `collected`: a digest tells of it. */
          state: { type: ["claimed", "free", "sent", "failed", "unknown", "collected"] as const, required: true },
          /** Of the attempt that is at it. */
          leaseId: { type: "string", required: true },
          /** Epoch milliseconds. */
          leaseUntil: { type: "number", required: true },
          reason: { type: "string" },
          /** What a digest tells of: at most 49. */
          notificationIds: { type: "list", items: { type: "string" } },
          at: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["deedId", "target"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Delivery = EntityItem<ReturnType<typeof delivery>>;
