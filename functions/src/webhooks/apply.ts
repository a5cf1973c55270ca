import * as Inbox from "@stylegence/core/platform/inbox";
import type { Received } from "@stylegence/core/platform/inbox.entity";
import * as Identity from "@stylegence/core/shopper/identity";

/** Applies a stored event, once it is worth: one that was applied before is `known` and changes nothing. */
export async function applyReceived(
  provider: Received["provider"],
  eventId: string,
): Promise<{ eventId: string; outcome: Identity.Outcome | "known" }> {
  const event = await Inbox.get(provider, eventId);
  if (!event?.payload) return { eventId, outcome: "known" };
  const outcome = await Identity.apply(event.payload);
  await Inbox.settle(event, outcome);
  return { eventId, outcome };
}
