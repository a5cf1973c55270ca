import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { type Write, write } from "../platform/transaction.ts";
import { embeddingJob, type SubjectType } from "./job.entity.ts";

const KEPT_S = 30 * 86_400;
/** Characters; the model reads no more of it. */
const MAX_TEXT = 2000;

export interface Subject {
  type: SubjectType;
  id: string;
}

export interface Content {
  text?: string;
  /** Object key in the media bucket; only a model that reads pictures uses it. */
  imageKey?: string;
}

/** Changes when the content does: keep it beside the subject, and ask for a new vector only when it differs. */
export function hashOf(content: Content): string {
  return hash26(`${clean(content.text)}\n${content.imageKey ?? ""}`);
}

/**
 * The writes that ask for a subject's vector, for the transaction that gives it its content: the job, and the message that
 * makes the stream queue it. The vector is stored later, and the subject's document indexed again then.
 */
export function request(subject: Subject, content: Content): Write[] {
  const { jobId, job } = newJob(subject, content);
  return [job, message("embed", { jobId })];
}

/** A job that nobody is told of yet. */
export function newJob(subject: Subject, content: Content): { jobId: string; job: Write } {
  const { newId, now } = context();
  const jobId = newId("job");
  const at = now();
  const text = clean(content.text);
  const job = write(
    embeddingJob().create({
      jobId,
      subjectType: subject.type,
      subjectId: subject.id,
      jobType: content.imageKey ? (text ? "both" : "image") : "text",
      text: text || undefined,
      imageKey: content.imageKey,
      contentHash: hashOf(content),
      status: "queued",
      attempts: 0,
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
      expiresAt: Math.floor(at.getTime() / 1000) + KEPT_S,
    }),
  );
  return { jobId, job };
}

function clean(text: string | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim().slice(0, MAX_TEXT);
}
