import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Sockets } from "@stylegence/clients/sockets/port";
import { group } from "@stylegence/core/catalog/group.entity";
import * as Connection from "@stylegence/core/live/connection";
import { follow } from "@stylegence/core/live/follow";
import { type Means, publish, type Telling, tell } from "@stylegence/core/live/tell";
import { start } from "@stylegence/local/parts/dynamodb";
import { type Harness, startHarness } from "../../harness.ts";

export interface Alone {
  /** Milliseconds from the change's message until the last follower was posted to, each, sorted. */
  took: number[];
  /** Of one change. */
  readUnits: number;
  writeUnits: number;
  posts: number;
  messages: number;
  /** Of one page that connects, follows and leaves. */
  visitUnits: { read: number; write: number };
}

/** About what a post takes within a region. */
export const POST_MS = 10;
const CHANGES = 20;
const PORT = 25_310;
const groupId = "prd_01K00000000000000000000000";
const topic = `product:${groupId}`;

/** Our own part of telling followers of a change: a real table, a gateway that takes its time, messages worked on side by side. */
export async function alone(count: number): Promise<Alone> {
  const data = mkdtempSync(path.join(tmpdir(), "stylegence-bench-"));
  const dynamo = await start({ port: PORT, data });
  const harness = await startHarness(dynamo.url);
  try {
    return await measure(harness, count);
  } finally {
    await harness.close();
    await dynamo.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

interface Capacity {
  TableName?: string;
  CapacityUnits?: number;
}

/** Counts what the table says that each request used. */
class Meter {
  read = 0;
  write = 0;
  readonly documents: DynamoDBDocumentClient;

  constructor(documents: DynamoDBDocumentClient) {
    this.documents = new Proxy(documents, {
      get: (target, name, receiver) => {
        if (name !== "send") return Reflect.get(target, name, receiver) as unknown;
        return async (command: { input: object; constructor: { name: string } }) => {
          Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
          const answer = (await target.send(command as never)) as { ConsumedCapacity?: Capacity | Capacity[] };
          const used = [answer.ConsumedCapacity ?? []].flat().reduce((all, one) => all + (one.CapacityUnits ?? 0), 0);
          if (/Get|Query/.test(command.constructor.name)) this.read += used;
          else this.write += used;
          return answer;
        };
      },
    });
  }

  reset(): void {
    this.read = 0;
    this.write = 0;
  }
}

async function measure(harness: Harness, count: number): Promise<Alone> {
  const meter = new Meter(harness.documents);
  let posts = 0;
  let messages = 0;
  const sockets: Sockets = {
    async send() {
      posts += 1;
      await wait(POST_MS);
      return true;
    },
    close: async () => undefined,
  };
  const inside = <T>(body: () => Promise<T>) => harness.run(body, { documents: meter.documents });
  const rest = async (tellings: readonly Telling[]): Promise<void> => {
    messages += tellings.length;
    await Promise.all(tellings.map((telling) => inside(() => tell(telling, means))));
  };
  const pending: Promise<void>[] = [];
  const means: Means = { sockets, more: async (tellings) => void pending.push(rest(tellings)) };
  await inside(() => aGroup());
  const visit = async (connectionId: string) => {
    await Connection.open(connectionId, undefined);
    await follow((await Connection.count(connectionId))!, [{ topic }]);
  };
  await inside(() => visit("warm"));
  meter.reset();
  await inside(async () => {
    await visit("leaves");
    await Connection.close("leaves");
  });
  const visitUnits = { read: meter.read, write: meter.write };
  for (let at = 1; at < count; at += 20) {
    const ids = Array.from({ length: Math.min(20, count - at) }, (_, index) => `page${at + index}`);
    await Promise.all(ids.map((id) => inside(() => visit(id))));
  }
  meter.reset();
  posts = 0;
  messages = 0;
  const took: number[] = [];
  for (let change = 1; change <= CHANGES; change++) {
    const started = performance.now();
    await inside(() =>
      publish(
        { topic, kind: "product", key: String(change), at: "2026-11-23T06:00:00Z", data: { rev: change } },
        means,
      ),
    );
    for (let one = pending.shift(); one; one = pending.shift()) await one;
    took.push(performance.now() - started);
  }
  const each = (total: number) => total / CHANGES;
  return {
    took: took.sort((a, b) => a - b),
    readUnits: each(meter.read),
    writeUnits: each(meter.write),
    posts: each(posts),
    messages: each(messages) + 1,
    visitUnits,
  };
}

async function aGroup(): Promise<void> {
  const at = "2026-11-23T06:00:00Z";
  const one = { groupId, rev: 1, shard: 0, title: "Kurta", namedBy: "s p", createdAt: at, updatedAt: at };
  await group().put(one).go({ response: "none" });
}
