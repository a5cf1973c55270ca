import { isEventSigned } from "@stylegence/clients/razorpay/signature";
import { type Envelope, typeOf } from "@stylegence/core/payment/razorpay-event";
import { DomainError } from "@stylegence/core/platform/errors";
import * as Inbox from "@stylegence/core/platform/inbox";
import { listOf } from "@stylegence/core/platform/list";
import type { Answered, Asked } from "../../http/api/exchange.ts";
import { textOf } from "../text.ts";
import { EVENT_ID, RELAYED, SIGNATURE } from "./headers.ts";

/** An event has a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/**
 * Takes an event: verified on the very bytes, stored, and only then acknowledged; applying it is a queue's work. Throws `too_large`, and
 * `invalid` for a signature that fits none of the secrets; then nothing is stored. Where it can't be stored that is thrown on, so that
 * Razorpay sends it again.
 */
export async function receive({ header, body }: Pick<Asked, "header" | "body">, secrets: string): Promise<Answered> {
  const text = textOf(body, MAX_BYTES, "An event");
  const bytes = body ?? new Uint8Array();
  const signature = header(SIGNATURE) ?? "";
  if (!isEventSigned(bytes, signature, listOf(secrets)))
    throw new DomainError("invalid", "The signature does not fit.");
  const eventId = header(EVENT_ID) ?? "";
  const type = typeOf(text);
  if (!type || !/^[\w-]{1,80}$/.test(eventId)) throw new DomainError("invalid", "This is no event.");
  const envelope: Envelope = { eventId, signature, body: text, relayed: header(RELAYED) !== undefined };
  await Inbox.receive({ provider: "razorpay", eventId, type, payload: JSON.stringify(envelope) });
  return { status: 204, headers: { "cache-control": "no-store" }, body: null };
}
