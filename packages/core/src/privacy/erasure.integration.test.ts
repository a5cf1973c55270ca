import { Readable } from "node:stream";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Files } from "@stylegence/clients/files/port";
import { s3Files } from "@stylegence/clients/files/s3";
import { ServiceError } from "@stylegence/clients/service-error";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { killing } from "../../test/killing.ts";
import { allEntities, nameAttributes, otherNames, sampleOf } from "../../test/personal.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { shopper } from "../shopper/shopper.entity.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Erasure from "./erasure.ts";
import { advance, type Step, type Tools } from "./erasure-job.ts";
import { exportsOf, folderOf, quarantineOf } from "./places.ts";
import { holdings } from "./registry.ts";

const ANA = "user_2AnaXyZ";
const BELA = "user_2BelaXyZ";

let harness: Harness;
let files: Files;
let accounts: Set<string>;
let connections: string[];

beforeAll(() => useEmulator(inject("awsUrl")));
beforeEach(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  files = s3Files(await createBucket());
  accounts = new Set([ANA, BELA]);
  connections = [];
});
afterEach(() => harness.close());

/** They stay, for others or for the books, and only lose whom they were of: nothing else in them may say it. */
const UNNAMED = ["affiliateClick", "payment", "referral"];

/** Something of a shopper's in every kind of item that may be erased, and a file. */
async function settle(userId: string, friend: string): Promise<void> {
  const entities = await allEntities();
  for (const { entity: name, erase } of holdings) {
    if (erase === "kept") continue;
    const entity = entities.get(name)!;
    const names = nameAttributes(entity);
    for (const attribute of names.length > 0 ? names : [""]) {
      const others = Object.fromEntries(names.map((one) => [one, friend]));
      const own = { ...otherNames(userId), ...others, [attribute]: userId };
      const invited = attribute === "inviteeUserId" ? { invitedKey: userId } : {};
      const mark = UNNAMED.includes(name) ? userId.toLowerCase() : userId;
      await entity.put(sampleOf(entity, `${mark}-${attribute}`, { ...own, ...invited })).go();
    }
  }
  for (const folder of [folderOf(userId), exportsOf(userId), quarantineOf(userId)])
    await files.upload(`${folder}1`, Readable.from([userId]), { contentType: "image/jpeg" });
}

const as = <T>(userId: string, body: () => Promise<T>) =>
  harness.run(body, { actor: { type: "shopper" as const, userId, provedMinutesAgo: 3 } });

/** The queue: what is to be done again, and when. */
function queueOf(userId: string, documents = () => harness.documents) {
  const due: number[] = [harness.clock.now().getTime()];
  const tools: Tools = {
    files,
    accounts: { remove: async (id) => accounts.delete(id) },
    disconnect: async (id) => void connections.push(id),
    unpublish: async () => {},
    again: async (seconds) => void due.push(harness.clock.now().getTime() + seconds * 1000),
  };
  return {
    due,
    tools,
    /** Delivers the next message; one that fails is delivered again. */
    async deliver(): Promise<Step | "killed"> {
      const next = Math.min(...due);
      due.splice(due.indexOf(next), 1);
      if (next > harness.clock.now().getTime()) harness.clock.set(new Date(next).toISOString());
      const actor = { type: "system" as const, name: "privacy" };
      try {
        return await harness.run(() => advance(userId, tools), { documents: documents(), actor });
      } catch {
        due.push(harness.clock.now().getTime());
        return "killed";
      }
    },
  };
}

type Queue = ReturnType<typeof queueOf>;

async function drain({ due, deliver }: Queue, most = 60): Promise<string[]> {
  const steps: string[] = [];
  while (due.length > 0 && steps.length < most) steps.push(await deliver());
  return steps;
}

/** What of the table and the bucket still says who it was. */
async function tracesOf(userId: string) {
  const items = (await harness.items()).filter((item) => JSON.stringify(item).includes(userId));
  const lists = await Promise.all([folderOf, exportsOf, quarantineOf].map((of) => files.list(of(userId))));
  const objects = lists.flatMap((list) => list.items);
  return { items: items.map((item) => item.__edb_e__), objects, account: accounts.has(userId) };
}
const NONE = { items: [], objects: [], account: false };

async function remnantsOf(userId: string) {
  const hash = pseudonymOf(userId);
  const items = (await harness.items()).filter((item) => JSON.stringify(item).includes(hash));
  return items.map((item) => item.__edb_e__).sort();
}

describe("an erasure", () => {
  it("ends with nothing of the shopper's anywhere, and everything of others' as it was", async () => {
    await harness.run(async () => {
      await settle(BELA, "user_2CemXyZ");
      await settle(ANA, "user_2CemXyZ");
    });
    const before = (await harness.items()).filter((item) => JSON.stringify(item).includes(BELA));
    expect((await tracesOf(ANA)).items.length).toBeGreaterThan(25);
    const { status } = await as(ANA, Erasure.request);
    expect(status).toBe("running");
    await expect(as(ANA, Shopper.ensure)).rejects.toMatchObject({ code: "unauthenticated" });
    const startMs = harness.clock.now().getTime();
    const steps = await drain(queueOf(ANA));
    expect(new Set(steps)).toEqual(new Set(["waits", "done"]));
    expect((harness.clock.now().getTime() - startMs) / 1000).toBeGreaterThan(65);
    expect(await tracesOf(ANA)).toEqual(NONE);
    expect(await remnantsOf(ANA)).toEqual(["audit", "audit", "erasure", "tombstone"]);
    expect(connections).toEqual([`${ANA}-userId`]);
    const after = await harness.items();
    for (const item of before) expect(after).toContainEqual(item);
    expect(await tracesOf(BELA)).toMatchObject({
      account: true,
      objects: [{ bytes: BELA.length }, { bytes: BELA.length }, { bytes: BELA.length }],
    });
  });

  it("ends the same when it is killed after each single write", async () => {
    await harness.run(() => settle(ANA, BELA));
    await as(ANA, Erasure.request);
    let writes = 1;
    const queue = queueOf(ANA, () => killing(harness.documents, writes));
    const steps: string[] = [];
    let before = "";
    while (queue.due.length > 0 && steps.length < 200) {
      steps.push(await queue.deliver());
      // A write that is done again changes nothing: then the next one is let through too.
      const after = JSON.stringify(await harness.items());
      writes = after === before ? writes + 1 : 1;
      before = after;
    }
    expect(steps.filter((step) => step === "killed").length).toBeGreaterThan(25);
    expect(steps.at(-1)).toBe("done");
    expect(await tracesOf(ANA)).toEqual(NONE);
    expect(await remnantsOf(ANA)).toEqual(["audit", "audit", "erasure", "tombstone"]);
  });

  it("ends the same when several are at it at once, whoever asked first", async () => {
    await harness.run(() => settle(ANA, BELA));
    const queues = Array.from({ length: 3 }, () => queueOf(ANA));
    const begun = await Promise.allSettled([as(ANA, Erasure.request), ...queues.map(({ deliver }) => deliver())]);
    expect(begun.some(({ status }) => status === "fulfilled")).toBe(true);
    for (const queue of queues) queue.due.push(harness.clock.now().getTime());
    const steps = (await Promise.all(queues.map((queue) => drain(queue)))).flat();
    expect(steps.filter((step) => step === "done").length).toBeGreaterThanOrEqual(3);
    expect(await tracesOf(ANA)).toEqual(NONE);
    expect(await remnantsOf(ANA)).toEqual(["audit", "audit", "erasure", "tombstone"]);
  });

  it("takes away what comes while it waits, and even after", async () => {
    const entities = await harness.run(allEntities);
    const late = (n: number) =>
      harness.run(async () => {
        const entity = entities.get("notification")!;
        await entity.put(sampleOf(entity, `late-${n}`, { userId: ANA })).go();
      });
    await as(ANA, Erasure.request);
    const queue = queueOf(ANA);
    const steps: string[] = [];
    while (queue.due.length > 0) {
      const step = await queue.deliver();
      steps.push(step);
      if (steps.length < 3) await late(steps.length);
    }
    expect(steps).toContain("found more");
    expect(steps.at(-1)).toBe("done");
    expect(await tracesOf(ANA)).toEqual(NONE);
    await late(99);
    expect(await drain(queueOf(ANA))).toEqual(["done"]);
    expect(await tracesOf(ANA)).toEqual(NONE);
  });

  it("does not end while anything lies in the shopper's partition that the registry has forgotten", async () => {
    await as(ANA, Erasure.request);
    const { Key } = harness.run(() => shopper().get({ userId: ANA }).params<{ Key: { pk: string } }>());
    const forgotten = { TableName: harness.tableName, Key: { pk: Key.pk, sk: "$forgotten_1" } };
    await harness.documents.send(new PutCommand({ TableName: harness.tableName, Item: forgotten.Key }));
    const queue = queueOf(ANA);
    const steps = await drain(queue, 12);
    expect(steps.slice(-3)).toEqual(["found more", "found more", "found more"]);
    await harness.documents.send(new DeleteCommand(forgotten));
    expect((await drain(queue)).at(-1)).toBe("done");
  });

  it("goes on in bounded steps where there is much", async () => {
    await harness.run(async () => {
      const entity = (await allEntities()).get("notification")!;
      for (let at = 0; at < 21; at++) {
        const many = Array.from({ length: 100 }, (_, n) => sampleOf(entity, `n-${at}-${n}`, { userId: ANA }));
        await (entity as unknown as { put(items: object[]): { go(options: object): Promise<unknown> } })
          .put(many)
          .go({ concurrency: 4 });
      }
    });
    await as(ANA, Erasure.request);
    const steps = await drain(queueOf(ANA));
    expect(steps[0]).toBe("continues");
    expect(await tracesOf(ANA)).toEqual(NONE);
  });

  it("comes again when the identity provider has time, and fails where it is down, the rest done", async () => {
    await harness.run(() => settle(ANA, BELA));
    await as(ANA, Erasure.request);
    const queue = queueOf(ANA);
    const refusals = [
      new ServiceError("clerk", "throttled", "429", { retryAfterSeconds: 7 }),
      new ServiceError("clerk", "unavailable", "503"),
    ];
    const { remove } = queue.tools.accounts;
    queue.tools.accounts.remove = (id) => (refusals.length > 0 ? Promise.reject(refusals.shift()) : remove(id));
    const startMs = harness.clock.now().getTime();
    expect(await queue.deliver()).toBe("waits");
    expect(queue.due).toEqual([startMs + 7000]);
    expect(await queue.deliver()).toBe("killed");
    expect(await tracesOf(ANA)).toEqual({ ...NONE, items: ["erasure"], account: true });
    await drain(queue);
    expect(await tracesOf(ANA)).toEqual(NONE);
  });

  it("can be begun and carried on by an operator, whose message names nobody for long", async () => {
    await harness.run(() => settle(ANA, BELA));
    await harness.run(() => Erasure.resume(ANA), { actor: { type: "staff", userId: "ops:jaya" } });
    const [message] = (await harness.items()).filter(
      (item) => item.__edb_e__ === "outbox" && item.userId === ANA && item.topic === "privacy",
    );
    expect(JSON.parse(String(message?.body))).toMatchObject({ kind: "erasure", userId: ANA });
    expect((await drain(queueOf(ANA)))[0]).toBe("continues");
    const queue = queueOf(ANA);
    expect((await drain(queue)).at(-1)).toBe("done");
    expect(await tracesOf(ANA)).toEqual(NONE);
  });

  it("is asked for by the shopper alone, and once", async () => {
    const ana = { type: "shopper" as const, userId: ANA };
    for (const odd of [{ act: "user_staff", provedMinutesAgo: 0 }, { provedMinutesAgo: 11 }, {}]) {
      const actor = { ...ana, ...odd };
      await expect(harness.run(Erasure.request, { actor })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await harness.run(() => Erasure.find(ANA))).toBeNull();
    await as(ANA, Erasure.request);
    await expect(as(ANA, Erasure.request)).rejects.toMatchObject({ code: "conflict" });
    await expect(harness.run(Erasure.request, { actor: { type: "public" } })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
