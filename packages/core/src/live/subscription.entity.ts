import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a connection follows a topic. By slot, so that a topic with very many is told in parallel. */
export const subscription = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "subscription", version: "1", service: "stylegence" },
        attributes: {
          topic: { type: "string", required: true },
          slot: { type: "string", required: true },
          connectionId: { type: "string", required: true },
          userId: { type: "string" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["topic"], casing: "none" },
            sk: { field: "sk", composite: ["slot", "connectionId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Subscription = EntityItem<ReturnType<typeof subscription>>;
