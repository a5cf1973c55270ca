import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** Two groups that may be one garment, for staff to merge or dismiss. */
export const suggestion = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "mergeSuggestion", version: "1", service: "stylegence" },
        attributes: {
          /** The lower of the two ids. */
          groupA: { type: "string", required: true },
          groupB: { type: "string", required: true },
          reason: { type: "string", required: true },
          status: { type: ["open", "merged", "dismissed"] as const, required: true },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["groupA"] }, sk: { field: "sk", composite: ["groupB"] } },
          byStatus: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["status"] },
            sk: { field: "gsi1sk", composite: ["createdAt", "groupA", "groupB"] },
          },
        },
      },
      options,
    ),
);

export type Suggestion = EntityItem<ReturnType<typeof suggestion>>;
