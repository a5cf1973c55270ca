import { DomainError } from "@stylegence/core/platform/errors";
import * as Inbox from "@stylegence/core/platform/inbox";
import { headOf } from "@stylegence/core/shopper/clerk-event";
import type { Answered, Asked } from "../../http/api/exchange.ts";
import { isSigned } from "../svix.ts";
import { textOf } from "../text.ts";

/** A user's event has a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/**
 * Takes an event: verified on the very bytes, stored, and only then acknowledged; applying it is a queue's work. An event that means
 * nothing here is acknowledged alone. Throws `too_large`, and `invalid` for a signature that does not fit or is too old; then nothing
 * is stored.
 */
export async function receive({ header, body }: Pick<Asked, "header" | "body">, secrets: string): Promise<Answered> {
  const payload = textOf(body, MAX_BYTES, "An event");
  const eventId = header("svix-id") ?? "";
  const signed = {
    "svix-id": eventId,
    "svix-timestamp": header("svix-timestamp") ?? "",
    "svix-signature": header("svix-signature") ?? "",
  };
  if (!isSigned(payload, signed, secrets)) throw new DomainError("invalid", "The signature does not fit.");
  const head = headOf(payload);
  if (!head) throw new DomainError("invalid", "This is no event.");
  if (head.userId) await Inbox.receive({ provider: "clerk", eventId, payload, ...head });
  return { status: 204, headers: { "cache-control": "no-store" }, body: null };
}
