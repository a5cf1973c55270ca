import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import * as Emulator from "@stylegence/local/parts/ministack";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    dynamoUrl: string;
    searchUrl: string;
    /** Queues and buckets. */
    awsUrl: string;
  }
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Starts DynamoDB Local, OpenSearch and, for queues and buckets, the AWS emulator once for all integration tests.
 * `TEST_DYNAMODB_URL`, `TEST_SEARCH_URL` and `TEST_AWS_URL` name running ones to use instead; "none" does without.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-test-"));
  const { TEST_DYNAMODB_URL, TEST_SEARCH_URL, TEST_AWS_URL } = process.env;
  const inside = (name: string) => path.join(data, name);
  const started = await Promise.all([
    TEST_DYNAMODB_URL ?? Dynamo.start({ port: await freePort(), data }),
    TEST_SEARCH_URL ??
      OpenSearch.start({ port: await freePort(), transportPort: await freePort(), data: inside("search") }),
    TEST_AWS_URL ??
      Emulator.start({ port: await freePort(), data: inside("aws"), searchEndpoint: "127.0.0.1:9", env: {} }),
  ]);
  const [dynamo = "", search = "", aws = ""] = started.map((part) => (typeof part === "string" ? part : part.url));
  project.provide("dynamoUrl", dynamo);
  project.provide("searchUrl", search);
  project.provide("awsUrl", aws);
  return async () => {
    await Promise.all(started.map((part) => (typeof part === "string" ? undefined : part.stop())));
    rmSync(data, { recursive: true, force: true });
  };
}
