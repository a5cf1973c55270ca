import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { RELATIONSHIPS } from "../shopper/relationship.ts";
import { ROLES } from "./role.ts";

/** That a shopper is in a family group; in the group's partition. A shopper's are listed in gsi1. */
export const familyMember = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "familyMember", version: "1", service: "stylegence" },
        attributes: {
          familyId: { type: "string", required: true },
          userId: { type: "string", required: true },
          role: { type: ROLES, required: true },
          /** What they are in the family, as the owner or they say. */
          relationship: { type: RELATIONSHIPS },
          /** The group's flag: takes the shopper's consent and a link's flag as well. */
          shareMetrics: { type: "boolean", required: true },
          joinedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["familyId"] },
            sk: { field: "sk", composite: ["userId"], casing: "none" },
          },
          byShopper: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["familyId"] },
          },
        },
      },
      options,
    ),
);

export type FamilyMember = EntityItem<ReturnType<typeof familyMember>>;
