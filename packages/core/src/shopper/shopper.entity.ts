import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { Consents } from "./consent-flag.ts";
import type { Preferences } from "./preferences.ts";

/**
 * A shopper. What the identity provider says of them (its names come first) is written by its events alone; the rest is the app's own.
 * Primary key: every entity of one shopper that is read together with them lies in the same partition.
 */
export const shopper = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "shopper", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** The primary address, and only while it is verified. */
          email: { type: "string" },
          firstName: { type: "string" },
          lastName: { type: "string" },
          imageUrl: { type: "string" },
          /** Epoch milliseconds of the newest event that was applied; 0 before the first. */
          identityUpdatedAt: { type: "number", required: true },
          /** Banned or locked by the identity provider: reads and writes are refused. */
          banned: { type: "boolean", required: true },

          /** Counts the changes to what follows; each is made under the condition that it still is what was read. */
          rev: { type: "number" },
          username: { type: "string" },
          /** `2001-05-30`. */
          birthDate: { type: "string" },
          /** When they said that they are 18 or older. */
          adultDeclaredAt: { type: "string" },
          /** Absent is not given. Their history is kept apart. */
          consents: { type: CustomAttributeType<Consents>("any") },
          preferences: { type: CustomAttributeType<Preferences>("any") },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type Shopper = EntityItem<ReturnType<typeof shopper>>;
