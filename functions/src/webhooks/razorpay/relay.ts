import type { Envelope } from "@stylegence/core/payment/razorpay-event";
import { context } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import { EVENT_ID, RELAYED, SIGNATURE } from "./headers.ts";

/** Two of these, and what else an event takes, are less than the job's time. */
const TIMEOUT_MS = 4000;

/**
 * Hands an event to another stage as it came: that one checks the signature itself. Nothing is handed on where this stage is none that
 * does so. Throws `unavailable` where the other did not take it for now, `invalid` where it refused it.
 */
export async function relay(stage: string, { eventId, signature, body }: Envelope): Promise<void> {
  const { RAZORPAY_RELAY } = context().config;
  if (RAZORPAY_RELAY === "")
    throw new DomainError("invalid", `An event of the stage ${stage}, and this one is no relay.`);
  const address = `${RAZORPAY_RELAY.replace("{stage}", stage)}/api/webhooks/razorpay`;
  const headers = { "content-type": "application/json", [SIGNATURE]: signature, [EVENT_ID]: eventId, [RELAYED]: "1" };
  const details = { context: { address, eventId } };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const request = { method: "POST", headers, body, redirect: "manual", signal } as const;
  const response = await fetch(address, request).catch((cause: unknown) => {
    throw new DomainError("unavailable", `The stage ${stage} does not answer.`, { ...details, cause });
  });
  await response.body?.cancel();
  if (response.ok) return;
  const code = response.status < 500 && response.status !== 429 ? "invalid" : "unavailable";
  throw new DomainError(code, `The stage ${stage} answered ${response.status}.`, details);
}
