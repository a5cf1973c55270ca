import { Entity, type EntityItem } from "electrodb";
import { lazily } from "./table.ts";

/** An event that an outside service sent: stored before it is acknowledged, and kept by its id so that a second delivery is known. */
export const inbox = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "inbox", version: "1", service: "stylegence" },
        attributes: {
          provider: { type: ["clerk", "razorpay"] as const, required: true },
          eventId: { type: "string", required: true },
          type: { type: "string", required: true },
          /** As it was signed, until it is applied. */
          payload: { type: "string" },
          /** Whom it tells of, until it is applied. */
          userId: { type: "string" },
          receivedAt: { type: "string", required: true },
          appliedAt: { type: "string" },
          outcome: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["provider", "eventId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          /** What still waits and tells of a shopper. */
          byUser: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["receivedAt"] },
          },
        },
      },
      options,
    ),
);

export type Received = EntityItem<ReturnType<typeof inbox>>;
