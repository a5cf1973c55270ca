import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a shopper found a review helpful. In the shopper's partition. */
export const helpfulVote = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "helpfulVote", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          reviewId: { type: "string", required: true },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["reviewId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type HelpfulVote = EntityItem<ReturnType<typeof helpfulVote>>;
