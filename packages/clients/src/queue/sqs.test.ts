import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, type Seen, startWire, toWire, type Wire } from "../../test/wire.ts";
import { sqsQueue } from "./sqs.ts";

let wire: Wire;
afterEach(() => wire.close());

/** An address whose host nobody answers at: the client has to keep to its endpoint. */
const ADDRESS = "https://sqs.nowhere.invalid/000000000000/stage-index";

interface Entry {
  Id: string;
  MessageBody: string;
}
const entriesOf = ({ body }: Seen) => (JSON.parse(body) as { Entries: Entry[] }).Entries;
const taken = (seen: Seen): Reply => ({
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: { Successful: entriesOf(seen).map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: "" })), Failed: [] },
});
const start = async (answer: (seen: Seen, count: number) => Reply) => {
  wire = await startWire(answer);
  return sqsQueue(new SQSClient({ ...toWire(wire.url), useQueueUrlAsEndpoint: false, md5: false }));
};

describe("send", () => {
  it("fills batches of ten, at the endpoint and not at the host of the queue's address", async () => {
    const queue = await start(taken);
    const bodies = Array.from({ length: 23 }, (_, at) => ({ groupId: `prd_${at}` }));
    expect(await queue.send(ADDRESS, bodies)).toEqual([]);
    expect(wire.seen.map((seen) => entriesOf(seen).length)).toEqual([10, 10, 3]);
    expect(wire.seen.flatMap(entriesOf).map(({ MessageBody }) => JSON.parse(MessageBody))).toEqual(bodies);
  });

  it("begins a new batch before one grows too large", async () => {
    const queue = await start(taken);
    await queue.send(
      ADDRESS,
      Array.from({ length: 5 }, () => ({ text: "x".repeat(100_000) })),
    );
    expect(wire.seen.map((seen) => entriesOf(seen).length)).toEqual([2, 2, 1]);
  });

  it("tries once more what was not taken, unless that is its own fault, and names what is left", async () => {
    const queue = await start((seen, count) => {
      const failed = entriesOf(seen).flatMap(({ Id, MessageBody }) => {
        if (MessageBody === '"bad"') return [{ Id, Code: "InvalidMessageContents", SenderFault: true }];
        if (MessageBody === '"late"' && count === 1) return [{ Id, Code: "InternalError", SenderFault: false }];
        return MessageBody === '"never"' ? [{ Id, Code: "InternalError", Message: "busy", SenderFault: false }] : [];
      });
      return { ...taken(seen), body: { Successful: [], Failed: failed } };
    });
    const failures = await queue.send(ADDRESS, ['"fine"', '"bad"', '"late"', '"never"']);
    expect(failures).toEqual([
      { index: 1, reason: "InvalidMessageContents", permanent: true },
      { index: 3, reason: "InternalError busy", permanent: false },
    ]);
    expect(wire.seen.map((seen) => entriesOf(seen).map(({ MessageBody }) => MessageBody))).toEqual([
      ['"fine"', '"bad"', '"late"', '"never"'],
      ['"late"'],
      ['"never"'],
    ]);
  });

  it("fails as a whole when nothing could be tried", async () => {
    const queue = await start(() => ({ status: 503, body: {} }));
    await expect(queue.send(ADDRESS, [{}])).rejects.toMatchObject({ service: "sqs", retry: true });
  });

  it("asks nothing where there is nothing to send", async () => {
    const queue = await start(taken);
    expect(await queue.send(ADDRESS, [])).toEqual([]);
    expect(wire.seen).toHaveLength(0);
  });
});
