import { type Group, group } from "../catalog/group.entity.ts";
import { context } from "../platform/context.ts";
import { type EmbeddingItem, embedding } from "./embedding.entity.ts";
import { type EmbeddingJob, embeddingJob, type SubjectType } from "./job.entity.ts";

/** What the table holds of many things, looked up in few requests and read consistently. What is not there is not in the map. */

/** Jobs by id. */
export async function jobs(jobIds: readonly string[]): Promise<Map<string, EmbeddingJob>> {
  const found = await batched(
    unique(jobIds).map((jobId) => ({ jobId })),
    (keys) => embeddingJob().get(keys).go({ consistent: true }),
    (key) => embeddingJob().get(key).go({ consistent: true }),
  );
  return new Map(found.map((job) => [job.jobId, job]));
}

/** The stored vectors of subjects by the configured model, by the subject's id. */
export async function vectors(subjectType: SubjectType, ids: readonly string[]): Promise<Map<string, EmbeddingItem>> {
  const model = context().config.EMBEDDING_MODEL;
  const found = await batched(
    unique(ids).map((subjectId) => ({ subjectType, subjectId, model })),
    (keys) => embedding().get(keys).go({ consistent: true }),
    (key) => embedding().get(key).go({ consistent: true }),
  );
  return new Map(found.map((item) => [item.subjectId, item]));
}

/** Groups themselves, without the rest of their collections, by id. */
export async function groups(groupIds: readonly string[]): Promise<Map<string, Group>> {
  const found = await batched(
    unique(groupIds).map((groupId) => ({ groupId })),
    (keys) => group().get(keys).go({ consistent: true }),
    (key) => group().get(key).go({ consistent: true }),
  );
  return new Map(found.map((head) => [head.groupId, head]));
}

/** What a busy table leaves out of an answer is asked for one by one. */
async function batched<K, T>(
  keys: K[],
  many: (keys: K[]) => Promise<{ data: T[]; unprocessed: K[] }>,
  one: (key: K) => Promise<{ data: T | null }>,
): Promise<T[]> {
  if (keys.length === 0) return [];
  const { data, unprocessed } = await many(keys);
  const rest = await Promise.all(unprocessed.map(one));
  return [...data, ...rest.flatMap(({ data: item }) => (item ? [item] : []))];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
