import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** The guide's "offers": what a shop takes off the price of a page's options, for a time. */
export const promotion = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "promotion", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          promotionId: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          pageKey: { type: "string", required: true },
          /** Same offer as before: hash of code or text, kind, value and least spend. */
          key: { type: "string", required: true },
          description: { type: "string", required: true },
          code: { type: "string" },
          kind: { type: ["percent", "flat", "text"] as const, required: true },
          /** Whole per cent, or minor units of the listing's currency. */
          value: { type: "number" },
          minSpend: { type: "number" },
          validFrom: { type: "string" },
          /** Inclusive. */
          validTo: { type: "string" },
          createdAt: { type: "string", required: true },
          /** Hour and time of the next start or end; "never" when neither lies ahead. */
          boundaryHour: { type: "string", required: true },
          boundaryAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["promotionId"] },
          },
          byBoundary: {
            index: "gsi1",
            condition: (item: { boundaryHour?: string }) => item.boundaryHour !== "never",
            pk: { field: "gsi1pk", composite: ["boundaryHour"] },
            sk: { field: "gsi1sk", composite: ["boundaryAt", "promotionId"] },
          },
        },
      },
      options,
    ),
);

export type Promotion = EntityItem<ReturnType<typeof promotion>>;
