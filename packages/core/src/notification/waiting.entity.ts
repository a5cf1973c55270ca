import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

const PURPOSES = ["quiet", "digest"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A notification that waits to be sent: for the end of the quiet hours, or for the digest. */
export const waiting = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notificationWaiting", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          purpose: { type: PURPOSES, required: true },
          notificationId: { type: "string", required: true },
          channel: { type: ["email", "push"] as const, required: true },
          since: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["purpose", "notificationId", "channel"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** When somebody shall look at what waits for a shopper. One for a shopper and purpose, found by the time it is due. */
export const wake = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notificationWake", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          purpose: { type: PURPOSES, required: true },
          /** The moment it is for: names the digest. */
          slotAt: { type: "string", required: true },
          /** When the timer hands it out next: a while later each time that it did. */
          dueAt: { type: "string", required: true },
          /** Counts what was added, so that who is through knows whether more came. */
          rev: { type: "number", required: true },
          wakeShard: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["purpose"], casing: "none" },
          },
          byDue: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["wakeShard"] },
            sk: { field: "gsi1sk", composite: ["dueAt", "userId", "purpose"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Waiting = EntityItem<ReturnType<typeof waiting>>;
export type Wake = EntityItem<ReturnType<typeof wake>>;
