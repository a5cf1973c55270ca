import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { type DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { embedding } from "./embedding.entity.ts";
import * as Embedding from "./embedding.ts";
import { type EmbeddingJob, embeddingJob } from "./job.entity.ts";
import { type Made, make } from "./make.ts";

const MAX_ERROR = 500;

export type Performed = "stored" | "unchanged" | "superseded";

/**
 * Makes the vectors that jobs ask for, together, and stores each with its subject. Safe to repeat: a job that ended stays
 * ended, and one that a later job has overtaken stores nothing. One result a job, in order: a rejection is `not_found` for an
 * unknown job, `unavailable` when its vector could not be made now; the job notes the error and how often it was tried.
 */
export async function performAll(jobIds: readonly string[]): Promise<PromiseSettledResult<Performed>[]> {
  const opened = await Promise.allSettled(jobIds.map(open));
  const waiting = opened.flatMap((result) =>
    result.status === "fulfilled" && result.value.job ? [result.value.job] : [],
  );
  const made = new Map((await make(waiting)).map((result) => [result.job.jobId, result]));
  return Promise.allSettled(
    opened.map(async (result) => {
      if (result.status === "rejected") throw result.reason;
      if (result.value.job === null) return result.value.outcome;
      return finish(made.get(result.value.job.jobId)!);
    }),
  );
}

/** As `performAll`, for one. */
export async function perform(jobId: string): Promise<Performed> {
  const [result] = await performAll([jobId]);
  if (result?.status === "fulfilled") return result.value;
  throw result?.reason;
}

type Opened = { job: EmbeddingJob } | { job: null; outcome: Performed };

async function open(jobId: string): Promise<Opened> {
  const { data: job } = await embeddingJob().get({ jobId }).go({ consistent: true });
  if (!job) throw notFound({ jobId });
  if (job.status === "succeeded") return { job: null, outcome: "unchanged" };
  if (job.status === "superseded") return { job: null, outcome: "superseded" };
  const outcome = await overtaken(job);
  if (!outcome) return { job };
  await commit([ended(job, outcome)]);
  return { job: null, outcome };
}

/** Whether the subject has the vector already, or a later one. */
async function overtaken(job: EmbeddingJob): Promise<"unchanged" | "superseded" | null> {
  const known = await Embedding.get({ type: job.subjectType, id: job.subjectId }, { consistent: true });
  if (!known) return null;
  if (known.jobId > job.jobId) return "superseded";
  return known.contentHash === job.contentHash ? "unchanged" : null;
}

async function finish({ job, vector, error }: Made): Promise<Performed> {
  if (vector) return onConflict(() => store(job, vector));
  await note(job, error);
  throw error;
}

async function store(job: EmbeddingJob, vector: Uint8Array): Promise<Performed> {
  const outcome = await overtaken(job);
  if (outcome) {
    await commit([ended(job, outcome)]);
    return outcome;
  }
  await commit([put(job, vector), ended(job, "stored"), ...(await after(job))]);
  return "stored";
}

function put(job: EmbeddingJob, vector: Uint8Array): Write {
  const { config, now } = context();
  const item = {
    subjectType: job.subjectType,
    subjectId: job.subjectId,
    model: config.EMBEDDING_MODEL,
    dimension: config.EMBEDDING_DIMENSION,
    contentHash: job.contentHash,
    jobId: job.jobId,
    vector,
    updatedAt: now().toISOString(),
  };
  return write(
    embedding()
      .put(item)
      .where(({ jobId }, { notExists, lt }) => `${notExists(jobId)} OR ${lt(jobId, job.jobId)}`),
  );
}

function ended(job: EmbeddingJob, outcome: Performed): Write {
  const status = outcome === "superseded" ? "superseded" : "succeeded";
  const patch = embeddingJob().patch({ jobId: job.jobId }).add({ attempts: 1 });
  return write(patch.set({ status, updatedAt: context().now().toISOString() }).remove(["lastError"]));
}

/** What a new vector sets off: a garment's group counts the change, and is indexed again. */
async function after(job: EmbeddingJob): Promise<Write[]> {
  if (job.subjectType !== "productGroup") return [];
  const product = await Product.find(job.subjectId, { consistent: true });
  return product ? [Product.bump(product.group)] : [];
}

async function note(job: EmbeddingJob, error: DomainError): Promise<void> {
  const { now } = context();
  const cause = error.cause instanceof Error ? error.cause.message : "";
  await embeddingJob()
    .patch({ jobId: job.jobId })
    .add({ attempts: 1 })
    .set({
      status: "failed",
      lastError: `${error.message} ${cause}`.slice(0, MAX_ERROR),
      updatedAt: now().toISOString(),
    })
    .go({ response: "none" });
}
