import { Entity, type EntityItem } from "electrodb";
import { size } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

export const variant = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "variant", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          variantId: { type: "string", required: true },
          /** Colour family, size system and label: what makes two shops' options the same. */
          key: { type: "string", required: true },
          /** As the first shop named it. */
          colour: { type: "string" },
          colourFamily: { type: "string" },
          size,
          gtin: { type: "string" },
          mpn: { type: "string" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["variantId"] },
          },
          byId: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["variantId"] },
            sk: { field: "gsi2sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type Variant = EntityItem<ReturnType<typeof variant>>;
