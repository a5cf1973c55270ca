import { clerkAccounts } from "@stylegence/clients/clerk/backend-api";
import type { Accounts } from "@stylegence/clients/clerk/port";
import { s3Files } from "@stylegence/clients/files/s3";
import { s3Objects } from "@stylegence/clients/objects/s3";
import type { Queue } from "@stylegence/clients/queue/port";
import { sqsQueue } from "@stylegence/clients/queue/sqs";
import { gatewaySockets } from "@stylegence/clients/sockets/gateway";
import { as, context } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import * as Erasure from "@stylegence/core/privacy/erasure-job";
import * as Export from "@stylegence/core/privacy/export-job";
import { PrivacyAsked } from "@stylegence/core/privacy/privacy.events";
import * as Withdrawal from "@stylegence/core/shopper/withdrawal";
import { consumer, each } from "../platform/consumer.ts";
import { secret } from "../platform/secret.ts";

let queue: Queue | undefined;

/** Queue `privacy`: erases shoppers, makes their exports, and empties what they no longer consent to. */
export const handler = consumer(
  "privacy",
  PrivacyAsked,
  each(async (asked) => {
    // Whoever asked is being forgotten, and may not be named by what follows.
    if (asked.kind === "erasure") return { kind: asked.kind, outcome: await erase(asked.userId) };
    const { PRIVATE_BUCKET } = context().config;
    if (asked.kind === "withdrawal") return { kind: asked.kind, outcome: await Withdrawal.perform(asked) };
    const { userId, exportId } = asked;
    return { kind: asked.kind, exportId, outcome: await Export.make(userId, exportId, s3Files(PRIVATE_BUCKET)) };
  }),
);

function erase(userId: string): Promise<Erasure.Step> {
  const { config } = context();
  const accounts: Accounts = {
    remove: async (id) => {
      const secretKey = await secret(config.CLERK_SECRET_KEY_PARAMETER);
      return clerkAccounts({ secretKey, apiUrl: config.CLERK_API_URL }).remove(id);
    },
  };
  const sockets = gatewaySockets(config.LIVE_ENDPOINT);
  return as({ type: "system", name: "privacy" }, () =>
    Erasure.advance(userId, {
      accounts,
      files: s3Files(config.PRIVATE_BUCKET),
      disconnect: (connectionId) => sockets.close(connectionId),
      unpublish: async (keys) => {
        const media = s3Objects(config.MEDIA_BUCKET);
        for (const key of keys) await media.remove(key);
      },
      again: (delaySeconds) => again({ kind: "erasure", userId }, delaySeconds),
    }),
  );
}

async function again(body: object, delaySeconds: number): Promise<void> {
  queue ??= sqsQueue();
  const [refused] = await queue.send(context().config.PRIVACY_QUEUE_URL, [body], { delaySeconds });
  if (refused) throw new DomainError("unavailable", `The erasure could not be queued again: ${refused.reason}`);
}
