import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const image = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "image", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          imageId: { type: "string", required: true },
          /** Where the shop shows it; fetched once by the media job. */
          url: { type: "string", required: true },
          alt: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          pageKey: { type: "string", required: true },
          /** Order on the page; the lowest of the group is its primary picture. */
          position: { type: "number", required: true },
          colour: { type: "string" },
          status: { type: ["pending", "stored", "failed"] as const, required: true },
          /** Pixels of the original. */
          width: { type: "number" },
          height: { type: "number" },
          /** `#rrggbb` */
          dominantColour: { type: "string" },
          /** Object keys in the media bucket, by width in pixels. */
          renditions: {
            type: "list",
            items: {
              type: "map",
              properties: { width: { type: "number", required: true }, key: { type: "string", required: true } },
            },
          },
          contentHash: { type: "string" },
          lastError: { type: "string" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["imageId"] },
          },
        },
      },
      options,
    ),
);

export type Image = EntityItem<ReturnType<typeof image>>;
