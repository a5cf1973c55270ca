import * as Inbox from "@stylegence/core/platform/inbox";
import { EventReceived } from "@stylegence/core/platform/inbox.events";
import * as Identity from "@stylegence/core/shopper/identity";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `inbox`: applies what outside services told. An event that was applied before says nothing more. */
export const handler = consumer(
  "inbox",
  EventReceived,
  each(async ({ provider, eventId }) => {
    const event = await Inbox.get(provider, eventId);
    if (!event?.payload) return { eventId, outcome: "known" };
    const outcome = await Identity.apply(event.payload);
    await Inbox.settle(provider, eventId, outcome);
    return { eventId, type: event.type, outcome };
  }),
);
