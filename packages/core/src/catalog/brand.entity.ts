import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const brand = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "brand", version: "1", service: "stylegence" },
        attributes: {
          slug: { type: "string", required: true },
          name: { type: "string", required: true },
          logoUrl: { type: "string" },
          description: { type: "string" },
          createdAt: { type: "string", required: true },
          /** Constant, so that the index lists all brands by name. */
          list: { type: "string", required: true, default: "brands" },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["slug"] }, sk: { field: "sk", composite: [] } },
          byName: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["list"] },
            sk: { field: "gsi1sk", composite: ["slug"] },
          },
        },
      },
      options,
    ),
);

export type Brand = EntityItem<ReturnType<typeof brand>>;
