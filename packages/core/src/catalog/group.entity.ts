import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const group = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "productGroup", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          /** Counts every write to the group's item collection. */
          rev: { type: "number", required: true },
          /** Its `rev` at the last write that whoever watches the garment may want to know of: prices, stock, offers, pictures. */
          watchRev: { type: "number" },
          shard: { type: "number", required: true },
          title: { type: "string", required: true },
          description: { type: "string" },
          brandSlug: { type: "string" },
          brandName: { type: "string" },
          /** Slug of the leaf in the category tree. */
          category: { type: "string" },
          gender: { type: "string" },
          styleCode: { type: "string" },
          /** From a closed vocabulary of names: fabric, pattern, neck, sleeve, fit, occasion … */
          attributes: { type: CustomAttributeType<Record<string, string>>("any") },
          /** The source page that named the group; only it may rename it. */
          namedBy: { type: "string", required: true },
          /** Hash of the text that was last sent to be embedded. */
          textHash: { type: "string" },
          /** Set when the group was merged: its address redirects there. */
          mergedInto: { type: "string" },
          /** A merge or split under way: pages still to be moved, all of them where the list is absent. */
          moving: {
            type: "map",
            properties: {
              into: { type: "string", required: true },
              pageKeys: { type: "list", items: { type: "string" } },
            },
          },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: [] },
          },
          byUpdate: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["shard"] },
            sk: { field: "gsi1sk", composite: ["updatedAt", "groupId"] },
          },
        },
      },
      options,
    ),
);

export type Group = EntityItem<ReturnType<typeof group>>;
