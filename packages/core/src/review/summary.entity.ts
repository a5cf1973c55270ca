import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import type { Tally } from "./tally.ts";

/** What a garment's reviews come to; in its item collection, so that a product page and the search index have it with the rest. */
export const reviewSummary = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "reviewSummary", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          /** Counts its writes. */
          rev: { type: "number", required: true },
          tally: { type: CustomAttributeType<Tally>("any"), required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type ReviewSummary = EntityItem<ReturnType<typeof reviewSummary>>;
