import { Entity, type EntityItem } from "electrodb";
import { money } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

/** The pages that show garments of one brand and kind, with what is needed to compare their titles. */
export const titleEntry = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "titleEntry", version: "1", service: "stylegence" },
        attributes: {
          block: { type: "string", required: true },
          groupId: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          pageKey: { type: "string", required: true },
          /** The title without brand, colours, wearer and kind; see `likeness.ts`. */
          tokens: { type: "list", items: { type: "string" }, required: true },
          numbers: { type: "list", items: { type: "string" }, required: true },
          gender: { type: "string" },
          mrp: money,
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["block"] },
            sk: { field: "sk", composite: ["groupId", "pageKey"] },
          },
        },
      },
      options,
    ),
);

/** Its `rev` must be as read when a group is added, so that two shops that show a new garment at once make one group. */
export const titleBlock = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "titleBlock", version: "1", service: "stylegence" },
        attributes: {
          block: { type: "string", required: true },
          rev: { type: "number", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["block"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export type TitleEntry = EntityItem<ReturnType<typeof titleEntry>>;
