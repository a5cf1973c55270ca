import { context } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import { message } from "@stylegence/core/platform/message";
import { createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import * as z from "zod/mini";
import { consumer, each } from "./consumer.ts";

const Shape = message({ n: z.number() });
let deadLetters: string;
let seen: number[];
let actors: unknown[];

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  deadLetters = await createQueue();
  Object.assign(process.env, { TABLE_NAME: "none", DEAD_LETTERS_URL: deadLetters, DEAD_LETTERS_AFTER: "3" });
});
beforeEach(() => {
  seen = [];
  actors = [];
});

const handler = consumer(
  "test",
  Shape,
  each(async ({ n }) => {
    seen.push(n);
    actors.push(context().actor);
    if (n === 1) throw new DomainError("not_found", "There is no such thing.", { cause: new Error("gone\u0000") });
    if (n === 2) throw new DomainError("unavailable", "Not now.");
    if (n === 3) throw new TypeError("A fault of ours.");
    return { n };
  }),
);

const event = (...records: [body: string, tries?: number][]): SQSEvent => ({
  Records: records.map(([body, tries = 1], at) => ({
    messageId: `m${at}`,
    body,
    attributes: { ApproximateReceiveCount: String(tries) },
  })) as SQSRecord[],
});
const ok = (n: number) => JSON.stringify({ n });
const failures = async (given: SQSEvent) =>
  (await handler(given)).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe("a queue's consumer", () => {
  it("answers for each message on its own: what may succeed later is delivered again", async () => {
    expect(await failures(event([ok(7)], [ok(2)], [ok(3)], [ok(8)]))).toEqual(["m1", "m2"]);
    expect(seen.sort()).toEqual([2, 3, 7, 8]);
    expect(await receive(deadLetters)).toEqual([]);
  });

  it("sets aside at once what will never succeed, as it came and with the reason", async () => {
    expect(await failures(event([ok(1)], [ok(7)]))).toEqual([]);
    const [letter, ...more] = await receive(deadLetters);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      body: { n: 1 },
      attributes: { code: "not_found", reason: "There is no such thing. (gone?)", tries: "1" },
    });
  });

  it.each([["no JSON"], ['{"m":1}'], ['{"n":"one"}'], ["null"]])("sets aside what is no message: %s", async (body) => {
    expect(await failures(event([body]))).toEqual([]);
    expect(seen).toEqual([]);
    const { attributes } = (await receiveRaw())[0]!;
    expect(attributes.code).toBe("invalid");
  });

  it("sets aside on the last try what kept failing", async () => {
    expect(await failures(event([ok(2), 2], [ok(2), 3]))).toEqual(["m0"]);
    expect(await receive(deadLetters)).toMatchObject([{ attributes: { code: "unavailable", tries: "3" } }]);
  });

  it("works as whoever caused the message, or as the system", async () => {
    const actor = { type: "staff", userId: "user_1" };
    await handler(event([JSON.stringify({ n: 9, actor })], [ok(10)]));
    expect(actors).toEqual([actor, { type: "system", name: "test" }]);
  });
});

/** Bodies that are no JSON can't be read as such. */
async function receiveRaw() {
  const { ReceiveMessageCommand, SQSClient } = await import("@aws-sdk/client-sqs");
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: deadLetters, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages.map(({ MessageAttributes = {} }) => ({
    attributes: Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue])),
  }));
}
