import type { Group } from "../catalog/group.entity.ts";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { type DomainError, notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { type EmbeddingItem, embedding } from "./embedding.entity.ts";
import { type EmbeddingJob, embeddingJob } from "./job.entity.ts";
import * as Lookup from "./lookup.ts";
import { type Made, make } from "./make.ts";

const MAX_ERROR = 500;

export type Performed = "stored" | "unchanged" | "superseded";

/**
 * Makes the vectors that jobs ask for, together, and stores each with its subject. Safe to repeat: a job that ended stays
 * ended, and one that a later job has overtaken stores nothing. One result a job, in order: a rejection is `not_found` for an
 * unknown job, `unavailable` when its vector could not be made now; the job notes the error and how often it was tried.
 */
export async function performAll(jobIds: readonly string[]): Promise<PromiseSettledResult<Performed>[]> {
  const jobs = await Lookup.jobs(jobIds);
  const vectors = await vectorsOf([...jobs.values()]);
  const opened = await Promise.allSettled(jobIds.map((jobId) => open(jobId, jobs.get(jobId), vectors)));
  const waiting = opened.flatMap((result) =>
    result.status === "fulfilled" && result.value.job ? [result.value.job] : [],
  );
  const made = new Map((await make(waiting)).map((result) => [result.job.jobId, result]));
  // Read last, so that few of them have changed when they are written to.
  const groups = await Lookup.groups(waiting.flatMap((job) => groupOf(job) ?? []));
  return Promise.allSettled(
    opened.map(async (result) => {
      if (result.status === "rejected") throw result.reason;
      if (result.value.job === null) return result.value.outcome;
      return finish(made.get(result.value.job.jobId)!, groups);
    }),
  );
}

type Vectors = ReadonlyMap<string, Pick<EmbeddingItem, "jobId" | "contentHash">>;
type Groups = ReadonlyMap<string, Group>;

async function vectorsOf(jobs: readonly EmbeddingJob[]): Promise<Vectors> {
  const byType = Map.groupBy(jobs, ({ subjectType }) => subjectType);
  const found = [...byType].map(async ([type, some]) => {
    const vectors = await Lookup.vectors(
      type,
      some.map(({ subjectId }) => subjectId),
    );
    return [...vectors].map(([id, item]) => [`${type} ${id}`, item] as const);
  });
  return new Map((await Promise.all(found)).flat());
}

/** The garment whose vector the job makes, if it is one's. */
const groupOf = (job: EmbeddingJob): string | null => (job.subjectType === "productGroup" ? job.subjectId : null);

/** As `performAll`, for one. */
export async function perform(jobId: string): Promise<Performed> {
  const [result] = await performAll([jobId]);
  if (result?.status === "fulfilled") return result.value;
  throw result?.reason;
}

type Opened = { job: EmbeddingJob } | { job: null; outcome: Performed };

async function open(jobId: string, job: EmbeddingJob | undefined, vectors: Vectors): Promise<Opened> {
  if (!job) throw notFound({ jobId });
  if (job.status === "succeeded") return { job: null, outcome: "unchanged" };
  if (job.status === "superseded") return { job: null, outcome: "superseded" };
  const outcome = overtaken(job, vectors);
  if (!outcome) return { job };
  await commit([ended(job, outcome)]);
  return { job: null, outcome };
}

/** Whether the subject has the vector already, or a later one. */
function overtaken(job: EmbeddingJob, vectors: Vectors): "unchanged" | "superseded" | null {
  const known = vectors.get(`${job.subjectType} ${job.subjectId}`);
  if (!known) return null;
  if (known.jobId > job.jobId) return "superseded";
  return known.contentHash === job.contentHash ? "unchanged" : null;
}

/** Stores a vector under conditions that hold by what was looked up; where they don't, it is looked up anew. */
async function finish({ job, vector, error }: Made, groups: Groups): Promise<Performed> {
  if (!vector) {
    await note(job, error);
    throw error;
  }
  let known: Groups | undefined = groups;
  return onConflict(async () => {
    const lately = known;
    known = undefined;
    if (lately) return store(job, vector, lately);
    const outcome = overtaken(job, await vectorsOf([job]));
    if (!outcome) return store(job, vector, await Lookup.groups(groupOf(job) ? [job.subjectId] : []));
    await commit([ended(job, outcome)]);
    return outcome;
  });
}

/** What a new vector sets off: a garment's group counts the change, and is indexed again. */
async function store(job: EmbeddingJob, vector: Uint8Array, groups: Groups): Promise<Performed> {
  const head = groups.get(groupOf(job) ?? "");
  await commit([put(job, vector), ended(job, "stored"), ...(head ? [Product.bump(head)] : [])]);
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
