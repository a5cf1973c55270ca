import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { emulated } from "@stylegence/local/layout";
import { indexesOf, leftOf } from "@stylegence/local/leftovers";
import { deploy, outputsOf, remove, stackName } from "@stylegence/local/stage";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

const { emulator, search } = inject("stage");
const aws = emulated(emulator);
const s3 = new S3Client({ ...aws, forcePathStyle: true });
const dynamodb = new DynamoDBClient(aws);

interface Names {
  TABLE_NAME: string;
  SEARCH_PREFIX: string;
  SNAPSHOT_BUCKET: string;
  MEDIA_BUCKET: string;
}

async function namesOf(stage: string): Promise<Names> {
  const outputs = await outputsOf(stackName(stage), emulator);
  return JSON.parse(outputs?.OpsEnv ?? "{}") as Names;
}

describe("a preview beside another stage", () => {
  beforeAll(() => deploy({ stage: "pr-7", emulator }), 300_000);
  afterAll(() => remove({ stage: "pr-7", emulator }), 300_000);

  it("has data of its own", async () => {
    const [own, other] = await Promise.all([namesOf("pr-7"), namesOf("local")]);
    expect(own.SEARCH_PREFIX).toBe("pr-7");
    const Item = { pk: { S: "only-here" }, sk: { S: "only-here" } };
    await dynamodb.send(new PutItemCommand({ TableName: own.TABLE_NAME, Item }));
    const count = async (TableName: string) => {
      const filter = { FilterExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "only-here" } } };
      return (await dynamodb.send(new ScanCommand({ TableName, ...filter }))).Count;
    };
    expect(await count(own.TABLE_NAME)).toBe(1);
    expect(await count(other.TABLE_NAME)).toBe(0);
  });

  it("leaves nothing when it is removed: table, indexes, buckets, queues, functions, logs", async () => {
    const { SNAPSHOT_BUCKET, MEDIA_BUCKET } = await namesOf("pr-7");
    for (const Bucket of [SNAPSHOT_BUCKET, MEDIA_BUCKET]) {
      await s3.send(new PutObjectCommand({ Bucket, Key: "some/key", Body: "content" }));
    }
    for (const index of ["pr-7-products-1", "pr-70-products-1"]) {
      expect((await fetch(`${search}/${index}`, { method: "PUT" })).status).toBe(200);
    }
    const before = await leftOf("pr-7", emulator, search);
    for (const kind of [/Main-Table/, /main-snapshots/, /main-media/, /pr-7-products-1/, /CrawlJob/, /CrawlQueue/]) {
      expect(before).toEqual(expect.arrayContaining([expect.stringMatching(kind)]));
    }

    await remove({ stage: "pr-7", emulator });

    expect(await leftOf("pr-7", emulator, search)).toEqual([]);
    expect(await outputsOf(stackName("pr-7"), emulator)).toBeNull();
    // The stage beside it, and an index whose name only begins alike, are still there.
    expect(await leftOf("local", emulator, search)).toEqual(
      expect.arrayContaining([expect.stringMatching(/Main-Table/)]),
    );
    expect(await indexesOf(search)).toContain("pr-70-products-1");
    await fetch(`${search}/pr-70-products-1`, { method: "DELETE" });
  }, 300_000);
});
