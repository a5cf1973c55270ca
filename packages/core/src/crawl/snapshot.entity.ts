import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** A version of a page: the page itself, gzipped, in the bucket, and what was read from it. */
export const snapshot = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "productSnapshot", version: "1", service: "stylegence" },
        attributes: {
          frontierId: { type: "string", required: true },
          at: { type: "string", required: true },
          /** Object key in the snapshot bucket. */
          snapshotPath: { type: "string", required: true },
          /** Of the page, before compression. */
          snapshotHash: { type: "string", required: true },
          /** Bytes, before compression. */
          snapshotSize: { type: "number", required: true },
          groupId: { type: "string" },
          /** The canonical product as gzipped JSON: what the next version is compared with. Absent where it is too large. */
          parsed: { type: "any" },
          name: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["frontierId"] }, sk: { field: "sk", composite: ["at"] } },
        },
      },
      options,
    ),
);

export const changeLog = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "productChange", version: "1", service: "stylegence" },
        attributes: {
          frontierId: { type: "string", required: true },
          changeId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          changedAt: { type: "string", required: true },
          changeType: { type: ["price", "availability", "content", "images", "metadata"] as const, required: true },
          changedFields: { type: "list", items: { type: "string" }, required: true },
          /** For people. */
          diffSummary: { type: "string", required: true },
          /** 0 to 1. */
          changeScore: { type: "number", required: true },
          /** `at` of the snapshot that shows it. */
          snapshotAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["frontierId"] },
            sk: { field: "sk", composite: ["changedAt", "changeId"] },
          },
          byGroup: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["groupId"] },
            sk: { field: "gsi1sk", composite: ["changedAt", "changeId"] },
          },
        },
      },
      options,
    ),
);

export type Snapshot = EntityItem<ReturnType<typeof snapshot>>;
export type Change = EntityItem<ReturnType<typeof changeLog>>;
