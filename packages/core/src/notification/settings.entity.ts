import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { KindDefaults, NotificationKind } from "./kind.ts";

/** How a shopper wants to be told, as far as they have said. */
export const notificationSettings = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "notificationSettings", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** Only what differs from the defaults of the kinds. */
          kinds: { type: CustomAttributeType<Partial<Record<NotificationKind, KindDefaults>>>("any"), required: true },
          /** `22:00` by the clock of the zone; both or none. */
          quietFrom: { type: "string" },
          quietTo: { type: "string" },
          digestHour: { type: "number", required: true },
          timeZone: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
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

export type StoredSettings = EntityItem<ReturnType<typeof notificationSettings>>;
