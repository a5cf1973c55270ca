import { ServiceError } from "@stylegence/clients/service-error";
import { DomainError } from "../platform/errors.ts";

/** A place in the table where attempts to send one thing meet: only who holds it sends. */
export interface Slot {
  /**
   * `mine`: nobody sent, and nobody else is at it. `done`: it ended before. `busy`: another attempt holds it and may still be alive.
   * `lost`: an attempt held it for longer than one lives; it may have sent. Only where that is allowed is such a one taken over.
   */
  claim(takeOver: boolean): Promise<"mine" | "done" | "busy" | "lost">;
  /** It was surely not sent: the next attempt may. */
  release(): Promise<void>;
  end(state: "sent" | "failed" | "unknown", reason?: string): Promise<void>;
}

export type Outcome = "sent" | "failed" | "unknown" | "done";

/**
 * Sends once. An attempt that failed for sure gives way to the next and throws, so that the queue brings one. What is known never to
 * succeed ends as `failed`. Where an attempt died, or got no answer, nobody knows whether it sent: then it ends as `unknown`, or is sent
 * again where `againInDoubt`. Throws `unavailable` while another attempt is at it.
 */
export async function sendOnce(
  slot: Slot,
  send: () => Promise<"sent" | { failed: string }>,
  againInDoubt: boolean,
): Promise<Outcome> {
  const claim = await slot.claim(againInDoubt);
  if (claim === "done") return "done";
  if (claim === "busy") throw new DomainError("unavailable", "Another attempt is at it.");
  if (claim === "lost") return end(slot, "unknown", "the attempt did not come back");
  try {
    const result = await send();
    return result === "sent" ? end(slot, "sent") : end(slot, "failed", result.failed);
  } catch (error) {
    return afterFailure(slot, error, againInDoubt);
  }
}

async function end(slot: Slot, state: "sent" | "failed" | "unknown", reason?: string): Promise<Outcome> {
  await slot.end(state, reason);
  return state;
}

async function afterFailure(slot: Slot, error: unknown, againInDoubt: boolean): Promise<Outcome> {
  if (error instanceof ServiceError && !error.retry) return end(slot, "failed", reasonOf(error));
  const isInDoubt = error instanceof ServiceError && error.kind === "timeout";
  if (isInDoubt && !againInDoubt) return end(slot, "unknown", "no answer");
  await slot.release();
  throw error;
}

/** Without the service's own words, which may hold an address. */
function reasonOf({ kind, status, cause }: ServiceError): string {
  const name = cause instanceof Error ? ` ${cause.name}` : "";
  return `${kind}${status === null ? "" : ` ${status}`}${name}`;
}
