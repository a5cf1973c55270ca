import * as RazorpayEvent from "@stylegence/core/payment/razorpay-event";
import * as Inbox from "@stylegence/core/platform/inbox";
import type { Received } from "@stylegence/core/platform/inbox.entity";
import * as Identity from "@stylegence/core/shopper/identity";
import { relay } from "./razorpay/relay.ts";

/** What an event of a provider does, told by its payload; the outcome is for the log. */
const APPLIED: Partial<Record<Received["provider"], (payload: string) => Promise<string>>> = {
  clerk: Identity.apply,
  razorpay: (payload) => RazorpayEvent.apply(payload, relay),
};

/** Applies a stored event, once it is worth: one that was applied before is `known` and changes nothing. */
export async function applyReceived(
  provider: Received["provider"],
  eventId: string,
): Promise<{ eventId: string; outcome: string }> {
  const event = await Inbox.get(provider, eventId);
  if (!event?.payload) return { eventId, outcome: "known" };
  const apply = APPLIED[provider];
  if (!apply) throw new Error(`Nothing applies what ${provider} tells.`);
  const outcome = await apply(event.payload);
  await Inbox.settle(event, outcome);
  return { eventId, outcome };
}
