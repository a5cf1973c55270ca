import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** Where a shopper's calendar is read. Apart from their row, so that the address, which is a secret, goes nowhere by accident. */
export const calendar = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "calendar", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          provider: { type: ["ical"] as const, required: true },
          /** Opens the calendar to whoever has it. */
          url: { type: "string", required: true },
          lastSyncedAt: { type: "string" },
          connectedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Calendar = EntityItem<ReturnType<typeof calendar>>;
