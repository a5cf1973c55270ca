import { randomUUID } from "node:crypto";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** Lets clients that look at the environment find the emulator. */
export function useEmulator(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "ap-south-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
}

/** A bucket of its own. */
export async function createBucket(): Promise<string> {
  const Bucket = `test-${randomUUID()}`;
  await new S3Client({}).send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

/** A queue of its own; returns its address. */
export async function createQueue(): Promise<string> {
  const { QueueUrl } = await new SQSClient({}).send(new CreateQueueCommand({ QueueName: `test-${randomUUID()}` }));
  return QueueUrl ?? "";
}

export interface Received {
  body: Record<string, unknown>;
  attributes: Record<string, string | undefined>;
}

/** What can be received from a queue now. */
export async function receive(QueueUrl: string): Promise<Received[]> {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages.map(({ Body, MessageAttributes = {} }) => ({
    body: JSON.parse(Body ?? "{}") as Record<string, unknown>,
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue])),
  }));
}
