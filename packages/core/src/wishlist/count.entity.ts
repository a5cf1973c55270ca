import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How many wishes and pasted links a shopper has; changes in the transaction that adds or removes one. */
export const wishCount = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "wishCount", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          wishes: { type: "number" },
          links: { type: "number" },
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
