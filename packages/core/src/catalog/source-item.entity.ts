import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** Which group a shop's page belongs to. Moved by merge and split. */
export const sourceItem = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "sourceItem", version: "1", service: "stylegence" },
        attributes: {
          sourceId: { type: "string", required: true },
          pageKey: { type: "string", required: true },
          groupId: { type: "string", required: true },
          /** Of what was last taken in whole; absent while an ingest is under way or a price is held. */
          fingerprint: { type: "string" },
          /** JSON: groups that the page may belong to as well. There until they are merged or suggested, whoever does it. */
          suspects: { type: "string" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["sourceId", "pageKey"] },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type SourceItem = EntityItem<ReturnType<typeof sourceItem>>;
