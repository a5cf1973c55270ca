import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** The claim of a group on an identity: `gtin:…` or `style:brand:code`. Taken by a conditional put. */
export const joinKey = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "joinKey", version: "1", service: "stylegence" },
        attributes: {
          key: { type: "string", required: true },
          groupId: { type: "string", required: true },
          createdAt: { type: "string", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["key"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export type JoinKey = EntityItem<ReturnType<typeof joinKey>>;
