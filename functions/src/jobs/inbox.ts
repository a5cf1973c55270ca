import { EventReceived } from "@stylegence/core/platform/inbox.events";
import { consumer, each } from "../platform/consumer.ts";
import { applyReceived } from "../webhooks/apply.ts";

/** Queue `inbox`: applies what outside services told. */
export const handler = consumer(
  "inbox",
  EventReceived,
  each(({ provider, eventId }) => applyReceived(provider, eventId)),
);
