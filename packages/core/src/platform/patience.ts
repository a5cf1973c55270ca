import { setTimeout as wait } from "node:timers/promises";

const ATTEMPTS = 8;
const BASE_MS = 100;
const MAX_MS = 10_000;

/** Names and codes of what an outside service says when it is busy, broken or out of reach for now. */
const PASSING =
  /Throttl|ProvisionedThroughput|RequestLimit|InternalServerError|ServiceUnavailable|Timeout|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|socket/i;

/** Runs an idempotent body again, with growing pauses of up to half a minute in all, while what fails it is likely to pass. */
export async function patiently<T>(body: () => Promise<T>, pause: (ms: number) => Promise<unknown> = wait): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await body();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isPassing(error)) throw error;
      await pause(Math.random() * Math.min(MAX_MS, BASE_MS * 2 ** attempt));
    }
  }
}

function isPassing(error: unknown): boolean {
  const { retry, name, code, message, cause } = error as Record<string, unknown>;
  if (typeof retry === "boolean") return retry;
  if ([name, code, message].some((text) => typeof text === "string" && PASSING.test(text))) return true;
  return cause !== undefined && cause !== null && isPassing(cause);
}
