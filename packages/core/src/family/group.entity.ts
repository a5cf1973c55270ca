import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { GroupPreferences } from "./preferences.ts";

/** A family group. `rev` counts every write to it and to its members, each made under the condition that it still is what was read. */
export const familyGroup = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "familyGroup", version: "1", service: "stylegence" },
        attributes: {
          familyId: { type: "string", required: true },
          name: { type: "string", required: true },
          ownerUserId: { type: "string", required: true },
          /** Lets members search for all who allow it. */
          searchable: { type: "boolean", required: true },
          groupPreferences: { type: CustomAttributeType<GroupPreferences>("any"), required: true },
          memberCount: { type: "number", required: true },
          rev: { type: "number", required: true },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["familyId"] }, sk: { field: "sk", composite: [] } },
          byOwner: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["ownerUserId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["familyId"] },
          },
        },
      },
      options,
    ),
);

export type FamilyGroup = EntityItem<ReturnType<typeof familyGroup>>;
