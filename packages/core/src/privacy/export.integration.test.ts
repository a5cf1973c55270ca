import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Files } from "@stylegence/clients/files/port";
import { s3Files } from "@stylegence/clients/files/s3";
import { signedLinks } from "@stylegence/clients/files/signed-links";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { allEntities, nameAttributes, otherNames, sampleOf } from "../../test/personal.ts";
import * as Notification from "../notification/notification.ts";
import { commit } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Export from "./export.ts";
import * as Job from "./export-job.ts";
import { exportsOf, folderOf } from "./places.ts";
import { holdings } from "./registry.ts";

const ANA = "user_2AnaXyZ";
const BELA = "user_2BelaXyZ";

let harness: Harness;
let bucket: string;
let files: Files;

beforeAll(() => useEmulator(inject("awsUrl")));
beforeEach(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  bucket = await createBucket();
  files = s3Files(bucket);
  await harness.run(async () => {
    await settle(ANA, BELA);
    await settle(BELA, "user_2CemXyZ");
    const received = { fromUserId: BELA, inviteeUserId: ANA, invitedKey: ANA };
    const invitation = (await allEntities()).get("invitation")!;
    await invitation.put(sampleOf(invitation, `mark-${BELA}`, received)).go();
  });
});
afterEach(() => harness.close());

const SHOWN = holdings.filter(({ about }) => about !== null);

/** Something of a shopper's in every kind of item: each text says whose it is. */
async function settle(userId: string, friend: string): Promise<void> {
  const entities = await allEntities();
  // Of a link, one side is the friend's.
  const side = { said: `mark-${friend}` };
  for (const { entity: name } of SHOWN) {
    if (name === "dataExport") continue;
    const entity = entities.get(name)!;
    const [attribute = "", ...others] = nameAttributes(entity);
    const named = Object.fromEntries(others.map((one) => [one, friend]));
    const own = { ...otherNames(userId), ...named, [attribute]: userId, highAllows: side };
    await entity.put(sampleOf(entity, `mark-${userId}`, own)).go();
  }
  const photo = Readable.from([`photo-${userId}`]);
  await files.upload(`${folderOf(userId)}photos/1.jpg`, photo, { contentType: "image/jpeg" });
}

const as = <T>(userId: string, body: () => Promise<T>) =>
  harness.run(body, { actor: { type: "shopper" as const, userId } });
const make = (exportId: string) => harness.run(() => Job.make(ANA, exportId, files));
const read = (exportId: string, userId = ANA) =>
  as(userId, () =>
    Export.read(exportId, async () =>
      signedLinks({ bucketUrl: `${inject("awsUrl")}/${bucket}`, region: "ap-south-1" }),
    ),
  );

async function opened(url: string): Promise<Record<string, string>> {
  const zip = unzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe("an export", () => {
  it("holds everything of its shopper's, explained, and nothing of another's", async () => {
    const { exportId } = await as(ANA, Export.request);
    expect(await make(exportId)).toBe("made");
    const { url, status, bytes } = await read(exportId);
    expect([status, bytes]).toEqual(["ready", expect.any(Number)]);
    const found = await opened(url!);
    expect(Object.keys(found).sort()).toEqual(
      [...SHOWN.map(({ entity }) => `data/${entity}.json`), "files/photos/1.jpg", "index.html"].sort(),
    );
    for (const { entity } of SHOWN) {
      const items = JSON.parse(found[`data/${entity}.json`]!) as object[];
      expect([entity, items.length > 0]).toEqual([entity, true]);
      if (entity !== "dataExport" && MARKED.has(entity)) expect(found[`data/${entity}.json`]).toContain(`mark-${ANA}`);
    }
    expect(found["files/photos/1.jpg"]).toBe(`photo-${ANA}`);
    for (const { entity, about } of SHOWN) {
      expect(found["index.html"]).toContain(`data/${entity}.json`);
      expect(found["index.html"]).toContain(about?.split("&")[0]);
    }
    expect(JSON.stringify(found)).not.toContain(BELA);
  });

  it("keeps secrets to itself: keys of endpoints and hashes of tokens", async () => {
    const { exportId } = await as(ANA, Export.request);
    await make(exportId);
    const found = await opened((await read(exportId)).url!);
    expect(Object.keys(JSON.parse(found["data/pushSubscription.json"]!)[0]).sort()).toEqual([
      "createdAt",
      "label",
      "subscriptionId",
    ]);
    expect(JSON.stringify(found)).not.toMatch(/secretHash|ticketHash|p256dh|objectKey|leaseId/);
  });

  it("is told when it is ready, and can be fetched by its shopper alone until it expires", async () => {
    const { exportId } = await as(ANA, Export.request);
    expect(await read(exportId)).toMatchObject({ status: "running", url: null });
    await make(exportId);
    const told = await harness.run(() => Notification.find(ANA, Notification.idOf(ANA, `export ${exportId}`)));
    expect(told).toMatchObject({ kind: "export_ready", href: "/privacy" });
    await expect(read(exportId, BELA)).rejects.toMatchObject({ code: "not_found" });
    const { url } = await read(exportId);
    expect(new URL(url!).pathname).not.toContain(ANA);
    expect((await as(ANA, () => Export.list())).items.map((item) => item.exportId)).toContain(exportId);
    harness.clock.advance({ days: 3, minutes: 1 });
    await expect(read(exportId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is made one at a time, and one an hour", async () => {
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => as(ANA, Export.request)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of asked) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "rate_limited" });
    await as(BELA, Export.request);
    harness.clock.advance({ minutes: 59 });
    await expect(as(ANA, Export.request)).rejects.toMatchObject({ code: "rate_limited" });
    harness.clock.advance({ minutes: 2 });
    const { exportId } = await as(ANA, Export.request);
    const all = (await as(ANA, () => Export.list())).items;
    expect(all.map((item) => [item.exportId === exportId, harness.run(() => Export.statusOf(item))])).toContainEqual([
      false,
      "failed",
    ]);
  });

  it("is made once, however often and side by side it is asked of the job, and anew after a crash", async () => {
    const { exportId } = await as(ANA, Export.request);
    const failing: Files = {
      ...files,
      upload: async (_, body) => {
        await buffer(body);
        throw new Error("Killed.");
      },
    };
    await expect(harness.run(() => Job.make(ANA, exportId, failing))).rejects.toThrow("Killed.");
    expect((await Promise.all([make(exportId), make(exportId)])).sort()).toEqual(["known", "made"]);
    expect(await make(exportId)).toBe("known");
    expect((await files.list(exportsOf(ANA))).items).toHaveLength(1);
    expect(Object.keys(await opened((await read(exportId)).url!))).toContain("index.html");
  });

  it("leaves nothing where its shopper is deleted before or while it is made", async () => {
    const { exportId } = await as(ANA, Export.request);
    const late: Files = {
      ...files,
      upload: async (...given) => {
        await files.upload(...given);
        await harness.run(() => commit(Shopper.endWrites(ANA)));
      },
    };
    expect(await harness.run(() => Job.make(ANA, exportId, late))).toBe("deleted");
    expect((await files.list(exportsOf(ANA))).items).toEqual([]);
    expect(await make(exportId)).toBe("deleted");
    await expect(as(ANA, Export.request)).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("fails as a whole where a part can't be read", async () => {
    const { exportId } = await as(ANA, Export.request);
    const broken: Files = { ...files, open: () => Promise.reject(new Error("The bucket is away.")) };
    await expect(harness.run(() => Job.make(ANA, exportId, broken))).rejects.toThrow("away");
    expect((await files.list(exportsOf(ANA))).items).toEqual([]);
  });
});

/** Those that show a text as it was put. */
const MARKED = new Set([
  "shopper",
  "username",
  "calendar",
  "familyGroup",
  "wishlistItem",
  "wishLink",
  "notification",
  "audit",
]);
