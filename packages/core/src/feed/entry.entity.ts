import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** By how many a feed's entries are spread, so that an import of many writes to many partitions. */
export const ENTRY_SHARDS = 16;

/** A page that a source's feed has named, and when last: what a complete import did not name is gone. */
export const feedEntry = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "feedEntry", version: "1", service: "stylegence" },
        attributes: {
          sourceId: { type: "string", required: true },
          shard: { type: "number", required: true },
          pageKey: { type: "string", required: true },
          url: { type: "string", required: true },
          /** Start of the import that named it. */
          seenAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["sourceId", "shard"] },
            sk: { field: "sk", composite: ["pageKey"] },
          },
        },
      },
      options,
    ),
);

export type FeedEntry = EntityItem<ReturnType<typeof feedEntry>>;
