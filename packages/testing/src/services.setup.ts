import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import * as Dynamo from "@stylegence/local/parts/dynamodb";
import * as OpenSearch from "@stylegence/local/parts/opensearch";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    dynamoUrl: string;
    searchUrl: string;
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
 * Starts DynamoDB Local and OpenSearch once for all integration tests. `TEST_DYNAMODB_URL` and `TEST_SEARCH_URL` name running
 * ones to use instead, `TEST_SEARCH_URL=none` does without OpenSearch.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-test-"));
  const { TEST_DYNAMODB_URL: dynamoUrl, TEST_SEARCH_URL: searchUrl } = process.env;
  const dynamo = dynamoUrl ? null : await Dynamo.start({ port: await freePort(), data });
  const search = searchUrl
    ? null
    : await OpenSearch.start({
        port: await freePort(),
        transportPort: await freePort(),
        data: path.join(data, "search"),
      });
  project.provide("dynamoUrl", dynamoUrl ?? dynamo?.url ?? "");
  project.provide("searchUrl", searchUrl ?? search?.url ?? "");
  return async () => {
    await Promise.all([dynamo?.stop(), search?.stop()]);
    rmSync(data, { recursive: true, force: true });
  };
}
