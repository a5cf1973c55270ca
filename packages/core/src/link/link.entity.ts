import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { RELATIONSHIPS } from "../shopper/relationship.ts";
import type { LinkFlags } from "./flags.ts";

/** Two shoppers who accepted each other: one item, by the pair in the order of their ids. A shopper's are listed in gsi1 and gsi2. */
export const accountLink = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "accountLink", version: "1", service: "stylegence" },
        attributes: {
          lowUserId: { type: "string", required: true },
          highUserId: { type: "string", required: true },
          /** What the one with the lower id allows the other, and the reverse. */
          lowAllows: { type: CustomAttributeType<LinkFlags>("any"), required: true },
          highAllows: { type: CustomAttributeType<LinkFlags>("any"), required: true },
          /** What the other is to the one with the lower id, as they say, and the reverse. */
          lowRelationship: { type: RELATIONSHIPS },
          highRelationship: { type: RELATIONSHIPS },
          rev: { type: "number", required: true },
          addedAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["lowUserId", "highUserId"], casing: "none" },
            sk: { field: "sk", composite: [], casing: "none" },
          },
          byLow: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["lowUserId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["highUserId"], casing: "none" },
          },
          byHigh: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["highUserId"], casing: "none" },
            sk: { field: "gsi2sk", composite: ["lowUserId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type AccountLink = EntityItem<ReturnType<typeof accountLink>>;
