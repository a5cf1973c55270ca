import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { fromAws } from "../service-error.ts";
import type { DeadLetter, DeadLetters, Drained } from "./dead-letter-port.ts";

const HIDDEN_S = 30;
/** A queue spread over many machines may answer with nothing although there is something. */
const EMPTY_ANSWERS = 3;
const BATCH = 10;

export function sqsDeadLetters(client: SQSClient = new SQSClient({ useQueueUrlAsEndpoint: false })): DeadLetters {
  const guard = <T>(sent: Promise<T>): Promise<T> =>
    sent.catch((error: unknown) => {
      throw fromAws("sqs", error);
    });

  /** Receives until there is nothing new, or `max`; each message once. */
  async function* receive(queueUrl: string, max: number): AsyncGenerator<Message> {
    const seen = new Set<string>();
    let empty = 0;
    while (seen.size < max && empty < EMPTY_ANSWERS) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(BATCH, max - seen.size),
        VisibilityTimeout: HIDDEN_S,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["SentTimestamp"],
      });
      const { Messages = [] } = await guard(client.send(command));
      const fresh = Messages.filter(({ MessageId }) => MessageId && !seen.has(MessageId));
      empty = fresh.length === 0 ? empty + 1 : 0;
      for (const message of fresh) seen.add(message.MessageId ?? "");
      yield* fresh;
    }
  }

  async function release(queueUrl: string, messages: readonly Message[]): Promise<void> {
    for (let at = 0; at < messages.length; at += BATCH) {
      const Entries = messages
        .slice(at, at + BATCH)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
      await guard(client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })));
    }
  }

  return {
    async count(queueUrl) {
      const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] });
      const { Attributes } = await guard(client.send(command));
      return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
    },

    async peek(queueUrl, max) {
      const held: Message[] = [];
      try {
        for await (const message of receive(queueUrl, max)) held.push(message);
      } finally {
        await release(queueUrl, held);
      }
      return held.map(letterOf).sort((a, b) => a.sentAt.localeCompare(b.sentAt));
    },

    async drain(queueUrl, max, take) {
      const result: Drained = { taken: 0, failures: [] };
      const kept: Message[] = [];
      for await (const message of receive(queueUrl, max)) {
        try {
          await take(letterOf(message));
        } catch (error) {
          result.failures.push({ messageId: message.MessageId ?? "", error });
          kept.push(message);
          continue;
        }
        const command = new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle });
        await guard(client.send(command));
        result.taken++;
      }
      await release(queueUrl, kept);
      return result;
    },
  };
}

function letterOf(message: Message): DeadLetter {
  return {
    messageId: message.MessageId ?? "",
    body: message.Body ?? "",
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString(),
    attributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue ?? ""]),
    ),
  };
}
