import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ingest } from "@stylegence/core/catalog/ingest";
import * as Product from "@stylegence/core/catalog/product";
import * as Wishlist from "@stylegence/core/wishlist/wishlist";
import { createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import type { AttributeValue, DynamoDBRecord, SQSEvent, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { handler as Publish } from "../streams/publish.ts";
import type { handler as AlertJob } from "./alert.ts";

let harness: Harness;
let publish: typeof Publish;
let alert: typeof AlertJob;
let queue: string;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  process.env.AWS_ENDPOINT_URL_DYNAMODB = inject("dynamoUrl");
  harness = await startHarness(inject("dynamoUrl"));
  const [alerts, others] = await Promise.all([createQueue(), createQueue()]);
  queue = alerts;
  const topics = ["CRAWL", "INDEX", "EMBED", "MEDIA", "NOTIFY", "LIVE", "PRIVACY"].map((name) => `${name}_QUEUE_URL`);
  Object.assign(process.env, Object.fromEntries([...topics, "STREAM_DLQ_URL"].map((name) => [name, others])));
  Object.assign(process.env, { TABLE_NAME: harness.tableName, ALERT_QUEUE_URL: queue });
  ({ handler: publish } = await import("../streams/publish.ts"));
  ({ handler: alert } = await import("./alert.ts"));
});
afterAll(() => harness.close());

type Item = Record<string, unknown>;
type Image = Record<string, AttributeValue>;

/** The table's items as its stream shows them, by key. */
async function images(): Promise<Map<string, Image>> {
  const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: harness.tableName }));
  return new Map(Items.map((item) => [`${item.pk?.S} ${item.sk?.S}`, item as Image]));
}

/** What the table's stream shows of everything that a deed changed. */
async function streamOf(deed: () => Promise<unknown>): Promise<DynamoDBRecord[]> {
  const before = await images();
  await deed();
  return [...(await images())].flatMap(([key, NewImage]): DynamoDBRecord[] => {
    const OldImage = before.get(key);
    if (OldImage && JSON.stringify(OldImage) === JSON.stringify(NewImage)) return [];
    return [{ eventName: OldImage ? "MODIFY" : "INSERT", dynamodb: { NewImage, ...(OldImage && { OldImage }) } }];
  });
}

/** Publishes what a deed changed, twice, as a stream may, and has the job do what comes of it. Returns the messages. */
async function through(deed: () => Promise<unknown>): Promise<Item[]> {
  const Records = await streamOf(deed);
  await publish({ Records });
  await publish({ Records });
  const messages = await receive(queue);
  const records = messages.map(({ body }, at) => ({
    messageId: `m${at}`,
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: "1" },
  }));
  const { batchItemFailures } = await alert({ Records: records as SQSRecord[] } as SQSEvent);
  expect(batchItemFailures).toEqual([]);
  return messages.map(({ body }) => body);
}

function crawl(rupees: number) {
  harness.clock.advance({ hours: 1 });
  const url = "https://shop-a.example/p/1";
  const price = inr(rupees);
  const product = aProduct({ url, price, variants: [aVariant({ price })] });
  const checkedAt = harness.clock.now().toISOString();
  return harness.run(() => ingest(product, { sourceId: "shop-a", url, checkedAt, via: "crawl" }));
}

const told = async () => (await harness.items()).filter((item) => item.__edb_e__ === "notification");

describe("from a crawl to a notification", () => {
  it("a price that fell is told once, and a crawl without change sends nothing", async () => {
    const { groupId } = await crawl(1400);
    const { variants } = await harness.run(() => Product.read(groupId!));
    const actor = { type: "shopper", userId: "user_Ada" } as const;
    const wished = await through(() => harness.run(() => Wishlist.put(variants[0]!.variantId), { actor }));
    expect(wished.map(({ kind }) => kind)).toEqual(["wished", "wished"]);
    expect(await through(() => crawl(1400))).toEqual([]);
    expect(await through(() => crawl(1200))).toEqual([
      { kind: "offers", groupId },
      { kind: "offers", groupId },
    ]);
    expect(await told()).toMatchObject([{ userId: "user_Ada", data: { price: inr(1200) } }]);
    expect(await through(() => crawl(1200))).toEqual([]);
    // Too far to be believed, until it is seen again.
    expect(await through(() => crawl(120))).toEqual([]);
    expect(await told()).toHaveLength(1);
    await through(() => crawl(120));
    expect(await told()).toHaveLength(2);
  });
});
