import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Edge, startEdge } from "@stylegence/local/edge/server";
import { freePort } from "@stylegence/local/parts/ports";
import { deploy, remove } from "@stylegence/local/stage";
import { use } from "sst/constructs";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { addRoutes } from "../../../stacks/api.ts";
import { lambda } from "../../../stacks/function.ts";
import { Main } from "../../../stacks/main.ts";
import { synth } from "../../../stacks/synth.ts";

const { emulator } = inject("stage");
const STAGE = "variant";
const ROUTE = "GET /api/variant/{name}";

let edge: Edge;
let assembly: string;

/** What somebody does who adds a route: a function and a line in the stack. Nothing else. */
function addOne(): void {
  const { api, stage } = use(Main);
  const entry = "packages/testing/test/fixtures/variant.ts";
  addRoutes(api, { [ROUTE]: lambda(api.stack, "Variant", stage, { entry, memoryMb: 256, timeoutSeconds: 5 }) });
}

beforeAll(async () => {
  assembly = mkdtempSync(path.join(tmpdir(), "stylegence-variant-"));
  process.env.AWS_ENDPOINT_URL = emulator;
  await synth(STAGE, assembly, { also: addOne });
  await deploy({ stage: STAGE, emulator, from: assembly });
  edge = await startEdge({ stage: STAGE, emulator, port: await freePort() });
}, 300_000);

afterAll(async () => {
  await edge?.close();
  await remove({ stage: STAGE, emulator });
  rmSync(assembly, { recursive: true, force: true });
}, 300_000);

it("serves a route that only the stack names", async () => {
  const answer = await fetch(`${edge.url}/api/variant/seven`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ routeKey: ROUTE, pathParameters: { name: "seven" } });
});

it("leaves the other routes as they were", async () => {
  expect((await fetch(`${edge.url}/api/v1/health`)).status).toBe(200);
  expect((await fetch(`${edge.url}/api/v1/variant/seven`)).status).toBe(404);
});
