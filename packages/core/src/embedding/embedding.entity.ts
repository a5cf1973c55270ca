import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { subjectTypes } from "./job.entity.ts";

/** A subject's vector by one model. It lies in the table so that a rebuild of the index embeds nothing again. */
export const embedding = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "embedding", version: "1", service: "stylegence" },
        attributes: {
          subjectType: { type: subjectTypes, required: true },
          subjectId: { type: "string", required: true },
          model: { type: "string", required: true },
          dimension: { type: "number", required: true },
          /** Of what it was made from. */
          contentHash: { type: "string", required: true },
          /** The job that made it; jobs' ids grow with time, and the latest wins. */
          jobId: { type: "string", required: true },
          /** Little-endian float32. */
          vector: { type: CustomAttributeType<Uint8Array>("any"), required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["subjectType", "subjectId"] },
            sk: { field: "sk", composite: ["model"] },
          },
        },
      },
      options,
    ),
);

export type EmbeddingItem = EntityItem<ReturnType<typeof embedding>>;
