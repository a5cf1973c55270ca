import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** A variant that became one with another when their groups were merged. */
export const variantAlias = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "variantAlias", version: "1", service: "stylegence" },
        attributes: {
          variantId: { type: "string", required: true },
          becameId: { type: "string", required: true },
          createdAt: { type: "string", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["variantId"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);
