import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { type Sandbox, startSandbox } from "@stylegence/sandbox/server";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createBucket, createQueue, useEmulator } from "../src/aws.ts";
import { type FaultProxy, startFaultProxy } from "../src/fault-proxy.ts";
import { type Harness, startHarness } from "../src/harness.ts";
import { documentsAt } from "../src/table.ts";
import { enter, type Lab, openLab, stateOf } from "./lab.ts";
import { visitAll } from "./visiting.ts";

const WORKER = path.join(import.meta.dirname, "worker.ts");
const DAYS_BETWEEN = 9;
/** Longer than a visit's claim holds: what was cut off is due again. */
const LEASE = { minutes: 20 };

let sandbox: Sandbox;
let lab: Lab;
let env: Record<string, string>;
let calm: Harness;
let killed: Harness;
let faulty: Harness;
let proxy: FaultProxy;
let ids: string[];

/** Three tables see the same two days of the same shops: one in peace, one with killed workers, one behind a failing table. */
beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  sandbox = await startSandbox({ port: 0, now: () => new Date("2026-11-23T06:00:00Z") });
  lab = await openLab(sandbox.url);
  env = {
    SNAPSHOT_BUCKET: await createBucket(),
    CRAWL_QUEUE_URL: await createQueue(),
    CRAWL_RESOLVE: "*.localhost=127.0.0.1",
  };
  proxy = await startFaultProxy({ target: inject("dynamoUrl") });
  for (const start of [(h: Harness) => (calm = h), (h: Harness) => (killed = h), (h: Harness) => (faulty = h)]) {
    const harness = start(await startHarness(inject("dynamoUrl"), env));
    ids = await harness.run(() => enter(lab));
  }
});
afterAll(() => Promise.all([sandbox.close(), proxy.close(), calm.close(), killed.close(), faulty.close()]));

async function inPeace(): Promise<void> {
  expect(await calm.run(() => visitAll(ids))).toEqual([]);
}

/** Starts workers one after the other, each killed as soon as it has sent so many transactions; the last one may finish. */
async function withKills(kills: readonly number[]): Promise<void> {
  for (const writes of [...kills, Number.POSITIVE_INFINITY]) {
    const worker = spawn(process.execPath, [WORKER], {
      env: {
        ...process.env,
        ...env,
        TABLE_NAME: killed.tableName,
        DYNAMO_URL: proxy.url,
        NOW: killed.clock.now().toISOString(),
        IDS: JSON.stringify(ids),
      },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const ended = once(worker, "exit");
    if (Number.isFinite(writes)) {
      await Promise.race([proxy.met("TransactWriteItems", writes), ended]);
      worker.kill("SIGKILL");
      expect((await ended)[1], "it was killed at work").toBe("SIGKILL");
    } else expect((await ended)[0]).toBe(0);
    killed.clock.advance(LEASE);
  }
}

/** Visits what is due, as queue and schedule do between them, until all is done, while the table goes on failing. */
async function withFaults(passes: number): Promise<void> {
  const documents = documentsAt(proxy.url);
  for (let pass = 1; ; pass++) {
    const failed = await faulty.run(() => visitAll(ids), { documents });
    faulty.clock.advance(LEASE);
    const underWay = (await faulty.items()).filter((item) => item.status === "in_progress");
    if (failed.length === 0 && underWay.length === 0) return;
    if (pass >= passes) expect(failed).toEqual([]);
  }
}

describe("a crawl that loses nothing", () => {
  it("comes to the same end state with killed workers and with a failing table", { timeout: 240_000 }, async () => {
    await inPeace();
    await withKills([3, 8]);
    const lifts = [
      proxy.inject({ kind: "lose-reply", operations: ["TransactWriteItems"], every: 4 }),
      proxy.inject({ kind: "throttle", every: 6 }),
      proxy.inject({ kind: "error", operations: ["PutItem", "UpdateItem"], every: 5 }),
      proxy.inject({ kind: "refuse", after: 50, times: 40 }),
    ];
    await withFaults(12);
    for (const lift of lifts) lift();
    const first = stateOf(await calm.items());
    expect(stateOf(await killed.items())).toEqual(first);
    expect(stateOf(await faulty.items())).toEqual(first);

    await fetch(`${sandbox.url}/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advanceDays: DAYS_BETWEEN }),
    });
    for (const { clock } of [calm, killed, faulty]) clock.advance({ days: DAYS_BETWEEN });
    await inPeace();
    await withKills([2, 5]);
    proxy.inject({ kind: "lose-reply", every: 3, times: 60 });
    await withFaults(12);
    proxy.lift();
    const second = stateOf(await calm.items());
    expect(JSON.stringify(second.history).length).toBeGreaterThan(JSON.stringify(first.history).length);
    expect(stateOf(await killed.items())).toEqual(second);
    expect(stateOf(await faulty.items())).toEqual(second);
    expect(second).toMatchObject({ unfinished: [], picturesUnasked: [] });
    const faults = new Set(proxy.seen.map(({ fault }) => fault));
    expect(faults).toEqual(new Set([undefined, "lose-reply", "throttle", "error", "refuse"]));
  });
});
