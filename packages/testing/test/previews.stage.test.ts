import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, paginateListTables, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { LambdaClient, paginateListEventSourceMappings, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import { emulated } from "@stylegence/local/layout";
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

async function all<T>(pages: AsyncIterable<T>, pick: (page: T) => (string | undefined)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) found.push(...pick(page).filter((name) => name !== undefined));
  return found;
}

/** Everything in the account and the search domain whose name says that it is of the stage. */
async function leftOf(stage: string): Promise<string[]> {
  const lambda = { client: new LambdaClient(aws) };
  const names = await Promise.all([
    all(paginateListTables({ client: dynamodb }, {}), (page) => page.TableNames ?? []),
    all(paginateListFunctions(lambda, {}), (page) => (page.Functions ?? []).map((made) => made.FunctionName)),
    all(paginateListEventSourceMappings(lambda, {}), (page) => (page.EventSourceMappings ?? []).map((m) => m.FunctionArn)),
    all(paginateListQueues({ client: new SQSClient(aws) }, {}), (page) => page.QueueUrls ?? []),
    all(paginateDescribeLogGroups({ client: new CloudWatchLogsClient(aws) }, {}), (page) =>
      (page.logGroups ?? []).map((group) => group.logGroupName),
    ),
    s3.send(new ListBucketsCommand({})).then(({ Buckets = [] }) => Buckets.map((bucket) => bucket.Name ?? "")),
    indexes(),
  ]);
  return names.flat().filter((name) => name.includes(`${stage}-`));
}

async function indexes(): Promise<string[]> {
  const answer = await fetch(`${search}/_cat/indices?format=json&h=index&expand_wildcards=all`);
  return ((await answer.json()) as { index: string }[]).map(({ index }) => index);
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
    const before = await leftOf("pr-7");
    for (const kind of [/Main-Table/, /main-snapshots/, /main-media/, /pr-7-products-1/, /CrawlJob/, /CrawlQueue/]) {
      expect(before).toEqual(expect.arrayContaining([expect.stringMatching(kind)]));
    }

    await remove({ stage: "pr-7", emulator });

    expect(await leftOf("pr-7")).toEqual([]);
    expect(await outputsOf(stackName("pr-7"), emulator)).toBeNull();
    // The stage beside it, and an index whose name only begins alike, are still there.
    expect(await leftOf("local")).toEqual(expect.arrayContaining([expect.stringMatching(/Main-Table/)]));
    expect(await indexes()).toContain("pr-70-products-1");
    await fetch(`${search}/pr-70-products-1`, { method: "DELETE" });
  }, 300_000);
});
