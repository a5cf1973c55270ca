import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { s3Files } from "@stylegence/clients/files/s3";
import * as Erasure from "@stylegence/core/privacy/erasure";
import * as Export from "@stylegence/core/privacy/export";
import { exportsOf } from "@stylegence/core/privacy/places";
import * as Shopper from "@stylegence/core/shopper/shopper";
import { createBucket, createQueue, receive, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { handler as Handler } from "./privacy.ts";

const PARAMETER = "/test/privacy/CLERK_SECRET_KEY";

let harness: Harness;
let handler: typeof Handler;
let queue: string;
let bucket: string;
let clerk: Server;
const asked: string[] = [];

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  harness = await startHarness(inject("dynamoUrl"));
  harness.clock.set(new Date().toISOString());
  [queue, bucket] = await Promise.all([createQueue(), createBucket()]);
  await new SSMClient({}).send(
    new PutParameterCommand({ Name: PARAMETER, Value: "sk_test_1", Type: "SecureString", Overwrite: true }),
  );
  clerk = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization}`);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ object: "user", id: "user_1", deleted: true }));
  });
  await new Promise<void>((resolve) => clerk.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoUrl"),
    TABLE_NAME: harness.tableName,
    PRIVACY_QUEUE_URL: queue,
    PRIVATE_BUCKET: bucket,
    CLERK_SECRET_KEY_PARAMETER: PARAMETER,
    CLERK_API_URL: `http://127.0.0.1:${(clerk.address() as AddressInfo).port}`,
    LIVE_ENDPOINT: `${inject("awsUrl")}/_aws/execute-api/none/live`,
  });
  ({ handler } = await import("./privacy.ts"));
});
afterAll(async () => {
  clerk.close();
  await harness.close();
});

const deliver = (body: object) =>
  handler({
    Records: [{ messageId: "m", body: JSON.stringify(body), attributes: { ApproximateReceiveCount: "1" } }],
  } as SQSEvent);
const DONE = { batchItemFailures: [] };
const as = <T>(userId: string, body: () => Promise<T>) =>
  harness.run(body, { actor: { type: "shopper" as const, userId, provedMinutesAgo: 0 } });

describe("the job of what is private", () => {
  it("erases whom the identity provider deleted, there too, and comes back later to look again", async () => {
    const userId = "user_JobAna";
    const message = { kind: "erasure", userId };
    await as(userId, Shopper.ensure);
    expect(await deliver(message)).toEqual(DONE);
    expect(await harness.run(() => Erasure.find(userId))).toMatchObject({ status: "running" });
    expect(await harness.run(() => Shopper.find(userId))).toBeNull();
    expect(await deliver(message)).toEqual(DONE);
    expect(await harness.run(() => Erasure.find(userId))).toMatchObject({ status: "waiting", looks: 0 });
    expect(asked).toEqual([`DELETE /v1/users/${userId} Bearer sk_test_1`]);
    expect((await receive(queue)).map(({ body }) => body)).toEqual([message]);
    // The next is delayed until the look is due.
    expect(await deliver(message)).toEqual(DONE);
    expect(await receive(queue)).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("makes exports, once", async () => {
    const userId = "user_JobBela";
    await as(userId, Shopper.ensure);
    const { exportId } = await as(userId, Export.request);
    expect(await deliver({ kind: "export", userId, exportId })).toEqual(DONE);
    expect(await deliver({ kind: "export", userId, exportId })).toEqual(DONE);
    expect((await s3Files(bucket).list(exportsOf(userId))).items).toHaveLength(1);
    expect((await as(userId, () => Export.list())).items).toMatchObject([{ exportId, status: "ready" }]);
  });

  it("empties what a withdrawn consent leaves behind", async () => {
    const userId = "user_JobCem";
    await as(userId, Shopper.ensure);
    const { exportId } = await as(userId, Export.request);
    await deliver({ kind: "export", userId, exportId });
    expect(await deliver({ kind: "withdrawal", userId, flag: "storeBodyMetrics" })).toEqual(DONE);
    expect((await s3Files(bucket).list(exportsOf(userId))).items).toEqual([]);
  });
});
