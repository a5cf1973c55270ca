import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ingest } from "@stylegence/core/catalog/ingest";
import { addUrl } from "@stylegence/core/crawl/add";
import { createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct } from "@stylegence/testing/products";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { handler as Handler } from "./publish.ts";

let harness: Harness;
let handler: typeof Handler;
let urls: Record<"crawl" | "index" | "embed" | "media" | "failures", string>;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  harness = await startHarness(inject("dynamoUrl"));
  const [crawl, index, embed, media, failures] = await Promise.all(Array.from({ length: 5 }, createQueue));
  urls = { crawl: crawl!, index: index!, embed: embed!, media: media!, failures: failures! };
  Object.assign(process.env, {
    TABLE_NAME: harness.tableName,
    CRAWL_QUEUE_URL: urls.crawl,
    INDEX_QUEUE_URL: urls.index,
    EMBED_QUEUE_URL: urls.embed,
    MEDIA_QUEUE_URL: urls.media,
    STREAM_DLQ_URL: urls.failures,
  });
  ({ handler } = await import("./publish.ts"));
});
afterAll(() => harness.close());

type Image = Record<string, AttributeValue>;

/** The table's items as the stream shows them when they are new. */
async function records(): Promise<DynamoDBRecord[]> {
  const client = new DynamoDBClient({
    endpoint: inject("dynamoUrl"),
    region: "ap-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: harness.tableName }));
  return Items.map((item) => ({ eventName: "INSERT", dynamodb: { NewImage: item as Image } }));
}

const bodies = async (queue: keyof typeof urls) => (await receive(urls[queue])).map(({ body }) => body);
const outbox = (fields: Record<string, string>): DynamoDBRecord => ({
  eventName: "INSERT",
  dynamodb: {
    NewImage: Object.fromEntries(Object.entries({ __edb_e__: "outbox", ...fields }).map(([k, S]) => [k, { S }])),
  },
});

describe("what the table's stream publishes", () => {
  it("is each write that means something to a queue, once", async () => {
    const { groupId, frontierId } = await harness.run(async () => {
      const product = aProduct({ images: [{ url: "https://cdn.example/1.jpg" }] });
      const checkedAt = harness.clock.now().toISOString();
      const taken = await ingest(product, { sourceId: "s", url: "https://a.example/1", checkedAt, via: "crawl" });
      return { ...taken, ...(await addUrl("https://a.example/1")) };
    });
    const all = await records();
    const line = await handler({ Records: [...all, ...all] });
    expect(line).toMatchObject({ sent: 4, failed: 0 });
    expect(await bodies("index")).toEqual([{ groupId }]);
    expect(await bodies("crawl")).toEqual([{ frontierId }]);
    expect(await bodies("media")).toMatchObject([{ groupId, actor: { type: "system" } }]);
    expect(await bodies("embed")).toMatchObject([{ jobId: expect.stringMatching(/^job_/) }]);
  });

  it("is nothing for a visit's own notes, an expired message or a deleted item", async () => {
    const frontier = { __edb_e__: { S: "crawlFrontier" }, frontierId: { S: "f" }, dispatchId: { S: "1" } };
    const line = await handler({
      Records: [
        { eventName: "MODIFY", dynamodb: { NewImage: frontier, OldImage: frontier } },
        { eventName: "REMOVE", dynamodb: { OldImage: { __edb_e__: { S: "outbox" } } } },
        { eventName: "INSERT", dynamodb: { NewImage: { __edb_e__: { S: "listing" } } } },
      ],
    });
    expect(line).toMatchObject({ sent: 0, failed: 0 });
  });

  it("goes out even when a record beside it can't be read, which is set aside", async () => {
    const line = await handler({
      Records: [
        outbox({ outboxId: "out_1", topic: "weather", body: "{}" }),
        outbox({ outboxId: "out_2", topic: "embed", body: '{"jobId":"job_2"}' }),
        outbox({ outboxId: "out_3", topic: "embed" }),
      ],
    });
    expect(line).toMatchObject({ sent: 1, failed: 2 });
    expect(await bodies("embed")).toEqual([{ jobId: "job_2" }]);
    expect((await bodies("failures")).map(({ reason }) => reason).sort()).toEqual([
      "No queue for the topic weather.",
      "The item has no body.",
    ]);
  });
});
