import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from "@aws-sdk/client-sqs";
import { fromAws } from "../service-error.ts";
import type { Failure, Queue } from "./port.ts";

const MAX_ENTRIES = 10;
/** Of one batch together. */
const MAX_BYTES = 256 * 1024;

/** With its own endpoint set, the client must not go to the host in the queue's address. */
export function sqsQueue(client: SQSClient = new SQSClient({ useQueueUrlAsEndpoint: false })): Queue {
  async function sendBatch(queueUrl: string, entries: SendMessageBatchRequestEntry[]): Promise<Failure[]> {
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries });
    const answer = await client.send(command).catch((error: unknown) => {
      throw fromAws("sqs", error);
    });
    return (answer.Failed ?? []).map((failed) => ({
      index: Number(failed.Id),
      reason: `${failed.Code ?? ""} ${failed.Message ?? ""}`.trim(),
      permanent: failed.SenderFault ?? false,
    }));
  }

  return {
    async send(queueUrl, bodies, { delaySeconds, attributes } = {}) {
      const entries = bodies.map((body, index) => ({
        Id: String(index),
        MessageBody: typeof body === "string" ? body : JSON.stringify(body),
        ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
        ...(attributes && { MessageAttributes: asStrings(attributes) }),
      }));
      const failures: Failure[] = [];
      for (const batch of batches(entries)) {
        for (const failure of await sendBatch(queueUrl, batch)) {
          const again = failure.permanent ? [failure] : await sendBatch(queueUrl, [entries[failure.index]!]);
          failures.push(...again);
        }
      }
      return failures;
    },
  };
}

function batches<T extends { MessageBody: string }>(entries: T[]): T[][] {
  const result: T[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody);
    const last = result.at(-1);
    if (!last || last.length === MAX_ENTRIES || bytes + size > MAX_BYTES) {
      result.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return result;
}

function asStrings(attributes: Readonly<Record<string, string>>): SendMessageBatchRequestEntry["MessageAttributes"] {
  const typed = Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]);
  return Object.fromEntries(typed);
}
