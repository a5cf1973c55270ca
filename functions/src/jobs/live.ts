import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { gatewaySockets } from "@stylegence/clients/sockets/gateway";
import { closeAll } from "@stylegence/core/live/farewell";
import { LiveWork } from "@stylegence/core/live/live.events";
import { type Means, publish, type Telling, tell } from "@stylegence/core/live/tell";
import { context } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import { consumer, each } from "../platform/consumer.ts";

let means: Means | undefined;

/** Queue `live`: gives changes their place in a topic's log and tells followers, a page a message. */
export const handler = consumer(
  "live",
  LiveWork,
  each(async ({ change, telling, farewell }) => {
    means ??= made();
    if (change) return publish(change, means);
    if (telling) return tell(telling, means);
    return farewell && { closed: await closeAll(farewell.userId, means.sockets) };
  }),
);

function made(): Means {
  const { LIVE_ENDPOINT, LIVE_QUEUE_URL } = context().config;
  const queue = sqsQueue();
  return {
    sockets: gatewaySockets(LIVE_ENDPOINT),
    more: async (tellings: readonly Telling[]) => {
      const refused = await queue.send(
        LIVE_QUEUE_URL,
        tellings.map((telling) => JSON.stringify({ telling })),
      );
      if (refused.length > 0) throw new DomainError("unavailable", "The queue did not take what is left to be told.");
    },
  };
}
