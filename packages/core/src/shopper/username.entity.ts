import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** The claim of a shopper on a username. Listed by shopper in gsi1. */
export const username = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "username", version: "1", service: "stylegence" },
        attributes: {
          username: { type: "string", required: true },
          userId: { type: "string", required: true },
          claimedAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["username"] }, sk: { field: "sk", composite: [] } },
          byShopper: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["username"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type UsernameClaim = EntityItem<ReturnType<typeof username>>;
