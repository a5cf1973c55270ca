import { s3Objects } from "@stylegence/clients/objects/s3";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import type { EmbeddingJob } from "./job.entity.ts";
import { embedder, readsPictures } from "./provider.ts";
import { normalised, toBytes } from "./vector.ts";

const TIMEOUT_MS = 20_000;

export type Made =
  | { job: EmbeddingJob; vector: Uint8Array; error?: undefined }
  | { job: EmbeddingJob; vector: null; error: DomainError };

/** A vector for each job, or why there is none. Texts are embedded together, those with a picture one by one. */
export async function make(jobs: readonly EmbeddingJob[]): Promise<Made[]> {
  const seen = await Promise.all(jobs.map(async (job) => ({ job, imageKey: await pictureOf(job) })));
  const texts = seen.flatMap(({ job, imageKey }) => (imageKey ? [] : [job]));
  const pictures = seen.flatMap(({ job, imageKey }) => (imageKey ? [fromPicture(job, imageKey)] : []));
  const made = await Promise.all([fromTexts(texts), ...pictures]);
  return made.flat();
}

/** Which picture goes into the vector: the job's own, or a garment's first; none where the model reads text only. */
async function pictureOf(job: EmbeddingJob): Promise<string | undefined> {
  if (!readsPictures()) return undefined;
  if (job.imageKey || job.subjectType !== "productGroup") return job.imageKey;
  const product = await Product.find(job.subjectId);
  return product?.images.find((image) => image.status === "stored")?.renditions?.at(-1)?.key;
}

async function fromTexts(jobs: readonly EmbeddingJob[]): Promise<Made[]> {
  const mute = jobs.filter((job) => !job.text);
  const told = jobs.filter((job) => job.text);
  const refused = mute.map((job) => failed(job, new DomainError("invalid", "There is no text to embed.")));
  if (told.length === 0) return refused;
  try {
    const texts = told.map((job) => job.text ?? "");
    const vectors = await embedder().texts(texts, "passage", { timeoutMs: TIMEOUT_MS });
    return [...refused, ...told.map((job, at) => checked(job, vectors[at]))];
  } catch (error) {
    return [...refused, ...told.map((job) => failed(job, error))];
  }
}

async function fromPicture(job: EmbeddingJob, imageKey: string): Promise<Made> {
  try {
    const stored = await s3Objects(context().config.MEDIA_BUCKET).get(imageKey);
    if (!stored) throw new DomainError("invalid", "The picture is gone.");
    const vector = await embedder().picture?.({ bytes: stored.body, text: job.text }, { timeoutMs: TIMEOUT_MS });
    return checked(job, vector);
  } catch (error) {
    return failed(job, error);
  }
}

function checked(job: EmbeddingJob, vector: Float32Array | undefined): Made {
  const unit = vector && normalised(vector);
  if (unit) return { job, vector: toBytes(unit) };
  return failed(job, new DomainError("internal", "The model gave a vector without direction."));
}

function failed(job: EmbeddingJob, cause: unknown): Made {
  if (cause instanceof DomainError) return { job, vector: null, error: cause };
  const error = new DomainError("unavailable", "The vector could not be made now.", {
    cause,
    context: { jobId: job.jobId },
  });
  return { job, vector: null, error };
}
