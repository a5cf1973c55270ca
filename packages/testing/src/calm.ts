import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as Domain from "@stylegence/core/crawl/domain";
import { emulated } from "@stylegence/local/layout";
import { operate } from "@stylegence/local/operate";
import { outputsOf, stackName } from "@stylegence/local/stage";
import { expect, vi } from "vitest";

interface Place {
  name: string;
  emulator: string;
}

/** Stops the crawl of every shop of a stage, or lets it go on. */
export const pauseCrawl = ({ name, emulator }: Place, paused: boolean): Promise<void> =>
  operate(name, emulator, async () => {
    for (const { domain } of await Domain.list()) await Domain.setPaused(domain, paused);
  });

/** Waits until the stage's queues are empty and nobody works on a message: what a page counts then stays so. */
export async function drained({ name, emulator }: Place, timeout: number): Promise<void> {
  const outputs = await outputsOf(stackName(name), emulator);
  const { queues } = JSON.parse(outputs?.OpsEnv ?? "{}") as { queues: Record<string, string> };
  const sqs = new SQSClient({ ...emulated(emulator), useQueueUrlAsEndpoint: false });
  await vi.waitFor(
    async () => {
      for (const [queue, QueueUrl] of Object.entries(queues)) {
        const { Attributes = {} } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
          }),
        );
        const left = Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
        expect([queue, left]).toEqual([queue, 0]);
      }
    },
    { timeout, interval: 500 },
  );
  sqs.destroy();
}
