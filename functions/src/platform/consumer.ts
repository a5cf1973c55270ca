import { Logger } from "@aws-lambda-powertools/logger";
import type { Queue as QueuePort } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { ServiceError } from "@stylegence/clients/service-error";
import { type Actor, as, context, run } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { detailsOf, type Line } from "./line.ts";
import { contextFor } from "./runtime.ts";

interface Shape<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { message: string } };
}

/** One result a body, in order; a rejection says what became of that message alone. */
export type Work<T> = (bodies: T[]) => Promise<PromiseSettledResult<unknown>[]>;

let queue: QueuePort | undefined;

interface Taken<T> {
  record: SQSRecord;
  body: T;
}

interface Failed {
  record: SQSRecord;
  error: unknown;
}

/**
 * Consumes a queue: each message is parsed, worked on as whoever caused it, and answered for on its own. What may succeed later
 * goes back to the queue; what will not, or was tried often enough, goes to the dead letters with its reason.
 */
export function consumer<T extends { actor?: Actor }>(
  name: string,
  shape: Shape<T>,
  work: Work<T>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const logger = new Logger({ serviceName: name });
  return (event) =>
    run(contextFor({ type: "system", name }), async () => {
      const started = performance.now();
      const { taken, failed } = parse(event.Records, shape);
      const results = await settle(
        work,
        taken.map(({ body }) => body),
      );
      results.forEach((result, at) => {
        if (result.status === "rejected") failed.push({ record: taken[at]!.record, error: result.reason });
      });
      const failures = await Promise.all(failed.map(settleFailure));
      const done = results.flatMap((result) => (result.status === "fulfilled" && result.value ? [result.value] : []));
      const durationMs = Math.round(performance.now() - started);
      const level = failures.some((one) => one.setAside) ? "error" : failures.length > 0 ? "warn" : "info";
      logger[level](name, { messages: event.Records.length, durationMs, done, failures });
      const again = failures.filter((one) => !one.setAside);
      return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });
}

/** Work that looks at one message at a time; they run side by side, each as the actor of its message. */
export function each<T extends { actor?: Actor }>(work: (body: T) => Promise<unknown>): Work<T> {
  return (bodies) =>
    Promise.allSettled(bodies.map((body) => (body.actor ? as(body.actor, () => work(body)) : work(body))));
}

async function settle<T>(work: Work<T>, bodies: T[]): ReturnType<Work<T>> {
  if (bodies.length === 0) return [];
  try {
    return await work(bodies);
  } catch (reason) {
    return bodies.map(() => ({ status: "rejected", reason }));
  }
}

function parse<T>(records: readonly SQSRecord[], shape: Shape<T>): { taken: Taken<T>[]; failed: Failed[] } {
  const taken: Taken<T>[] = [];
  const failed: Failed[] = [];
  for (const record of records) {
    try {
      const parsed = shape.safeParse(JSON.parse(record.body));
      if (!parsed.success)
        throw new DomainError("invalid", `Not a message of this queue: ${parsed.error.message.replace(/\s+/g, " ")}`);
      taken.push({ record, body: parsed.data });
    } catch (error) {
      failed.push({ record, error: error instanceof SyntaxError ? new DomainError("invalid", error.message) : error });
    }
  }
  return { taken, failed };
}

/** Sets a message aside when it is given up; else the queue shall deliver it again. Returns what the log says of it. */
async function settleFailure({ record, error }: Failed): Promise<Line & { messageId: string; setAside: boolean }> {
  const { DEAD_LETTERS_URL, DEAD_LETTERS_AFTER } = context().config;
  const { messageId } = record;
  const tries = Number(record.attributes.ApproximateReceiveCount);
  const isOver = !isWorthRetrying(error) || tries >= DEAD_LETTERS_AFTER;
  const isAside = isOver && DEAD_LETTERS_URL !== "" && (await setAside(record, error, tries));
  const stack = error instanceof Error ? error.stack : undefined;
  return { messageId, tries, setAside: isAside, reason: reasonOf(error), ...detailsOf(error), stack };
}

function isWorthRetrying(error: unknown): boolean {
  if (error instanceof DomainError || error instanceof ServiceError) return error.retry;
  return true;
}

async function setAside(record: SQSRecord, error: unknown, tries: number): Promise<boolean> {
  queue ??= sqsQueue();
  const attributes = {
    reason: reasonOf(error),
    code: error instanceof DomainError ? error.code : error instanceof ServiceError ? error.kind : "unexpected",
    tries: String(tries),
    failedAt: context().now().toISOString(),
  };
  try {
    const refused = await queue.send(context().config.DEAD_LETTERS_URL, [record.body], { attributes });
    return refused.length === 0;
  } catch {
    // Back to the queue, whose own rule sets it aside in the end, if without a reason.
    return false;
  }
}

const MAX_REASON = 1000;
/** What a message attribute may not hold. */
const UNSENDABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g;

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
  const text = error instanceof Error ? `${error.message || error.name}${cause}` : String(error);
  return text.replace(UNSENDABLE, "?").slice(0, MAX_REASON) || "no reason";
}
