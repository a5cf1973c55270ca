import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How much a shopper was sent on a day about prices and stock. */
export const notificationTally = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notificationTally", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** Of Asia/Kolkata. */
          day: { type: "string", required: true },
          channel: { type: ["email", "push"] as const, required: true },
          count: { type: "number" },
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["day", "channel"], casing: "none" },
          },
        },
      },
      options,
    ),
);
