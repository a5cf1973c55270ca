import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** What can have a vector. */
export const subjectTypes = ["productGroup", "productVariant", "wardrobeItem", "userPreference"] as const;
export type SubjectType = (typeof subjectTypes)[number];

export const embeddingJob = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "embeddingJob", version: "1", service: "stylegence" },
        attributes: {
          jobId: { type: "string", required: true },
          subjectType: { type: subjectTypes, required: true },
          subjectId: { type: "string", required: true },
          /** `both` makes one vector of text and picture together. */
          jobType: { type: ["text", "image", "both"] as const, required: true },
          text: { type: "string" },
          /** Object key of the picture in the media bucket. */
          imageKey: { type: "string" },
          contentHash: { type: "string", required: true },
          status: { type: ["queued", "succeeded", "failed", "superseded"] as const, required: true },
          attempts: { type: "number", required: true },
          lastError: { type: "string" },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["jobId"] }, sk: { field: "sk", composite: [] } },
          bySubject: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["subjectType", "subjectId"] },
            sk: { field: "gsi1sk", composite: ["jobId"] },
          },
        },
      },
      options,
    ),
);

export type EmbeddingJob = EntityItem<ReturnType<typeof embeddingJob>>;
