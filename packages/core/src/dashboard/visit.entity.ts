import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** When a shopper was here: the visit that goes on, and the one before. */
export const visit = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "shopperVisit", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** When the shopper was last seen. */
          seenAt: { type: "string", required: true },
          /** When the visit before this one ended. */
          lastVisitAt: { type: "string" },
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
