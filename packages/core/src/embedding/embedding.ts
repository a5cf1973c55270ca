import { context } from "../platform/context.ts";
import { embedding } from "./embedding.entity.ts";
import type { Subject } from "./request.ts";
import { fromBytes } from "./vector.ts";

export interface Embedding {
  model: string;
  contentHash: string;
  jobId: string;
  vector: Float32Array;
}

/** A subject's vector by the configured model; null until one was made. */
export async function get(subject: Subject, options: { consistent?: boolean } = {}): Promise<Embedding | null> {
  const model = context().config.EMBEDDING_MODEL;
  const { data } = await embedding()
    .get({ subjectType: subject.type, subjectId: subject.id, model })
    .go({ consistent: options.consistent });
  if (!data) return null;
  return { model, contentHash: data.contentHash, jobId: data.jobId, vector: fromBytes(data.vector) };
}
