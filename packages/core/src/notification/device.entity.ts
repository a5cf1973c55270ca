import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** A browser that a shopper lets us send to. */
export const pushSubscription = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "pushSubscription", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** Made of the endpoint: the same browser is the same item. */
          subscriptionId: { type: "string", required: true },
          /** Whoever knows it may send there: never logged, never shown. */
          endpoint: { type: "string", required: true },
          p256dh: { type: "string", required: true },
          auth: { type: "string", required: true },
          label: { type: "string" },
          createdAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["subscriptionId"], casing: "none" },
          },
          byEndpoint: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["subscriptionId"] },
            sk: { field: "gsi1sk", composite: ["userId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type PushSubscription = EntityItem<ReturnType<typeof pushSubscription>>;
