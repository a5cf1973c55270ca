import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Edge, startEdge } from "@stylegence/local/edge/server";
import { emulated } from "@stylegence/local/layout";
import { indexesOf, leftOf } from "@stylegence/local/leftovers";
import { root } from "@stylegence/local/parts/cache";
import { freePort } from "@stylegence/local/parts/ports";
import { watchSources } from "@stylegence/local/reload";
import { deploy, outputsOf, remove, stackName } from "@stylegence/local/stage";
import { use } from "sst/constructs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { addRoutes } from "../../../stacks/api.ts";
import { lambda } from "../../../stacks/function.ts";
import { Main } from "../../../stacks/main.ts";
import { synth } from "../../../stacks/synth.ts";

const { emulator, search } = inject("stage");
const aws = emulated(emulator);
const s3 = new S3Client({ ...aws, forcePathStyle: true });
const dynamodb = new DynamoDBClient(aws);

const STAGE = "pr-7";
const ROUTE = "GET /api/added/{name}";

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

/** The source of the added function; it says what it was called with, and in which words. */
const source = (word: string) => `
  export const handler = async ({ routeKey, pathParameters }) => ({
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ word: ${JSON.stringify(word)}, routeKey, pathParameters }),
  });
`;

describe("a preview beside another stage, with a route of its own", () => {
  let dir: string;
  let edge: Edge;

  /** What somebody does who adds a route: a function and a line in the stack. Nothing else. */
  function addOne(): void {
    const { api, stage } = use(Main);
    const entry = path.relative(root, path.join(dir, "added.ts"));
    addRoutes(api, { [ROUTE]: lambda(api.stack, "Added", stage, { entry, memoryMb: 256, timeoutSeconds: 5 }) });
  }

  beforeAll(async () => {
    mkdirSync(path.join(root, ".local"), { recursive: true });
    dir = mkdtempSync(path.join(root, ".local/preview-"));
    writeFileSync(path.join(dir, "added.ts"), source("first"));
    process.env.AWS_ENDPOINT_URL = emulator;
    await synth(STAGE, path.join(dir, "assembly"), { also: addOne });
    await deploy({ stage: STAGE, emulator, from: path.join(dir, "assembly") });
    edge = await startEdge({ stage: STAGE, emulator, port: await freePort() });
  }, 300_000);

  afterAll(async () => {
    await edge?.close();
    if (await outputsOf(stackName(STAGE), emulator)) await remove({ stage: STAGE, emulator });
    rmSync(dir, { recursive: true, force: true });
  }, 300_000);

  it("serves the route that only the stack names, and the others as before", async () => {
    const answer = await fetch(`${edge.url}/api/added/seven`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ word: "first", routeKey: ROUTE, pathParameters: { name: "seven" } });
    expect((await fetch(`${edge.url}/api/v1/health`)).status).toBe(200);
    expect((await fetch(`${edge.url}/api/v1/added/seven`)).status).toBe(404);
  });

  it("has a function's new code live when its source is saved, and lives on when it does not build", async () => {
    const word = async () => ((await (await fetch(`${edge.url}/api/added/seven`)).json()) as { word: string }).word;
    const told: string[] = [];
    let next = Promise.withResolvers<string>();
    const stop = await watchSources({
      stage: STAGE,
      emulator,
      watched: [path.relative(root, dir)],
      onHot: (entry) => told.push(entry),
      tell: (line) => next.resolve(line),
      onPages: () => Promise.reject(new Error("No page was saved.")),
      onStacks: () => Promise.reject(new Error("No stack was saved.")),
    });
    try {
      expect(await word()).toBe("first");
      writeFileSync(path.join(dir, "added.ts"), "export const handler = ;");
      expect(await next.promise).toMatch(/added\.ts saved, but: /);
      next = Promise.withResolvers();
      writeFileSync(path.join(dir, "added.ts"), source("second"));
      expect(await next.promise).toMatch(/added\.ts saved: .* live in /);
      expect(await word()).toBe("second");
      expect(told).toEqual([path.relative(root, path.join(dir, "added.ts"))]);
    } finally {
      await stop();
    }
  }, 180_000);

  it("has data of its own", async () => {
    const [own, other] = await Promise.all([namesOf(STAGE), namesOf("local")]);
    expect(own.SEARCH_PREFIX).toBe(STAGE);
    const Item = { pk: { S: "only-here" }, sk: { S: "only-here" } };
    await dynamodb.send(new PutItemCommand({ TableName: own.TABLE_NAME, Item }));
    const count = async (TableName: string) => {
      const key = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: "only-here" } } };
      return (await dynamodb.send(new QueryCommand({ TableName, ...key }))).Count;
    };
    expect(await count(own.TABLE_NAME)).toBe(1);
    expect(await count(other.TABLE_NAME)).toBe(0);
  });

  it("leaves nothing when it is removed: table, indexes, buckets, queues, functions, logs", async () => {
    const { SNAPSHOT_BUCKET, MEDIA_BUCKET } = await namesOf(STAGE);
    for (const Bucket of [SNAPSHOT_BUCKET, MEDIA_BUCKET]) {
      await s3.send(new PutObjectCommand({ Bucket, Key: "some/key", Body: "content" }));
    }
    for (const index of ["pr-7-products-1", "pr-70-products-1"]) {
      expect((await fetch(`${search}/${index}`, { method: "PUT" })).status).toBe(200);
    }
    const before = await leftOf(STAGE, emulator, search);
    for (const kind of [/Main-Table/, /main-snapshots/, /main-media/, /pr-7-products-1/, /CrawlJob/, /CrawlQueue/]) {
      expect(before).toEqual(expect.arrayContaining([expect.stringMatching(kind)]));
    }

    await remove({ stage: STAGE, emulator });

    expect(await leftOf(STAGE, emulator, search)).toEqual([]);
    expect(await outputsOf(stackName(STAGE), emulator)).toBeNull();
    // The stage beside it, and an index whose name only begins alike, are still there.
    const others = await leftOf("local", emulator, search);
    expect(others).toEqual(expect.arrayContaining([expect.stringMatching(/Main-Table/)]));
    expect(await indexesOf(search)).toContain("pr-70-products-1");
    await fetch(`${search}/pr-70-products-1`, { method: "DELETE" });
  }, 300_000);
});
