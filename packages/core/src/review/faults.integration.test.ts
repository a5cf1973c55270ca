import { s3Objects } from "@stylegence/clients/objects/s3";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { startFaultProxy } from "@stylegence/testing/fault-proxy";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { documentsAt } from "@stylegence/testing/table";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aText, reviews, TOOLS } from "../../test/reviews.ts";
import { removeDue } from "../upload/due.ts";
import { fileKey, publicKey } from "../upload/places.ts";
import { dueIn, find as findUpload } from "../upload/row.ts";
import { upload } from "../upload/upload.entity.ts";
import { check } from "./check.ts";
import { figuresOf, read } from "./page.ts";
import { ownTools, perform } from "./perform.ts";
import { verify } from "./proof.ts";
import type { ReviewDue } from "./review.events.ts";
import * as Review from "./review.ts";
import * as Staff from "./staff.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  const [PRIVATE_BUCKET, MEDIA_BUCKET] = [await createBucket(), await createBucket()];
  harness = await startHarness(inject("dynamoUrl"), { PRIVATE_BUCKET, MEDIA_BUCKET });
  world = reviews(harness);
});
afterAll(() => harness.close());

const shopper = () => world.enters(`user_Fault${++serial}`);

describe("a table that loses replies and refuses writes", () => {
  it("has each review once, counted once, when whoever asked asks again", async () => {
    const { groupId } = await world.garment();
    const [userId, body] = [await shopper(), aText()];
    const proxy = await startFaultProxy({ target: inject("dynamoUrl") });
    const documents = documentsAt(proxy.url, { maxAttempts: 1 });
    const actor = { type: "shopper", userId } as const;
    const failures: string[] = [];
    const until = async <T>(work: () => Promise<T>): Promise<T> => {
      for (const kind of ["refuse", "lose-reply"] as const) {
        const lift = proxy.inject({ kind, operations: ["TransactWriteItems"], every: 1 });
        await harness.run(work, { documents, actor }).catch(({ name }: Error) => failures.push(`${kind} ${name}`));
        lift();
      }
      return harness.run(work, { documents, actor });
    };
    try {
      const { reviewId } = await until(() => Review.create(groupId, { rating: 3, body }));
      expect(await until(() => check(reviewId, TOOLS))).toBe("published");
      expect(await harness.run(() => figuresOf(groupId))).toMatchObject({ count: 1, average: 300 });
      expect(await harness.run(() => verify(groupId))).toMatchObject({ agrees: true });
      await until(() => Review.withdraw(reviewId));
      expect((await harness.run(() => figuresOf(groupId))).count).toBe(0);
    } finally {
      await proxy.close();
    }
    // Both kinds of failure came to pass, at each of the three steps or most of them.
    expect(failures.length).toBeGreaterThanOrEqual(4);
    const rows = (await harness.items()).filter((item) => item.__edb_e__ === "review");
    expect(rows).toHaveLength(1);
  });
});

describe("pictures of a review", () => {
  async function picture(userId: string): Promise<string> {
    const uploadId = `upl_${String(++serial).padStart(26, "0")}`;
    const at = harness.clock.now().toISOString();
    const files = [{ name: "320.webp", contentType: "image/webp", width: 320, height: 400 }];
    await harness.run(async () => {
      const row = {
        userId,
        uploadId,
        rev: 1,
        kind: "review_image",
        state: "validated",
        contentType: "image/png",
      } as const;
      await upload()
        .put({ ...row, bytes: 9, claims: [], files, createdAt: at, updatedAt: at, ...dueIn(7) })
        .go();
      const own = s3Objects(harness.config.PRIVATE_BUCKET);
      await own.put(fileKey(userId, uploadId, "320.webp"), "a picture", { contentType: "image/webp" });
    });
    return uploadId;
  }
  const isPublic = async (uploadId: string) =>
    (await s3Objects(harness.config.MEDIA_BUCKET).get(publicKey(uploadId, "320.webp"))) !== null;
  const messages = async () =>
    (await harness.items())
      .filter((item) => item.__edb_e__ === "outbox" && item.topic === "review")
      .map((item) => JSON.parse(String(item.body)) as ReviewDue)
      .filter(({ kind }) => kind === "pictures");

  it("are seen by everybody while it stands, and by nobody once it is withdrawn", async () => {
    const { groupId } = await world.garment();
    const other = await world.garment();
    const userId = await shopper();
    const [shared, own] = [await picture(userId), await picture(userId)];
    const first = await world.writes(userId, groupId, { imageUploadIds: [shared, own] });
    const second = await world.writes(userId, other.groupId, { imageUploadIds: [shared] });
    expect(await isPublic(own)).toBe(false);
    for (const { reviewId } of [first, second]) {
      expect(await harness.run(async () => check(reviewId, await ownTools()))).toBe("published");
    }
    const { items } = await harness.run(() => read(groupId, {}));
    expect(items?.[0]?.images).toMatchObject([
      { url: `/media/${publicKey(shared, "320.webp")}`, width: 320, height: 400, renditions: [{ width: 320 }] },
      { url: `/media/${publicKey(own, "320.webp")}` },
    ]);
    expect([await isPublic(shared), await isPublic(own)]).toEqual([true, true]);

    await world.takesBack(userId, first.reviewId);
    for (const due of await messages()) await harness.run(() => perform(due));
    // What another review of theirs shows stays.
    expect([await isPublic(shared), await isPublic(own)]).toEqual([true, false]);
    expect((await harness.run(() => findUpload(userId, own)))?.publishedAt).toBeUndefined();
    await world.takesBack(userId, second.reviewId);
    for (const due of await messages()) await harness.run(() => perform(due));
    expect(await isPublic(shared)).toBe(false);
  });

  const isKept = async (userId: string, uploadId: string) =>
    (await s3Objects(harness.config.PRIVATE_BUCKET).get(fileKey(userId, uploadId, "320.webp"))) !== null;
  /** Lets days go by, with the timer that removes what nobody uses. */
  async function pass(days: number) {
    for (let day = 0; day < days; day++) {
      harness.clock.advance({ days: 1 });
      await harness.run(() => removeDue(s3Objects(harness.config.PRIVATE_BUCKET)));
    }
  }
  const HINDI = "कपड़ा बहुत अच्छा है और साइज़ भी सही आया";

  it("are kept as long as it waits, and are shown with it then; those of no review go", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const [used, unused] = [await picture(userId), await picture(userId)];
    const { reviewId } = await world.writes(userId, groupId, { body: HINDI, imageUploadIds: [used, used] });
    await pass(9);
    const tools = await harness.run(ownTools);
    expect(await harness.run(() => check(reviewId, tools))).toBe("pending_translation");
    await pass(9);
    expect([await isKept(userId, used), await isKept(userId, unused)]).toEqual([true, false]);
    const english = { body: "The fabric is very good and the size is right as well." };
    await harness.run(() => Staff.release(reviewId, { reason: "read by us", english }, tools));
    expect(await isPublic(used)).toBe(true);
  });

  it.each([
    ["withdrawn", (userId: string, reviewId: string) => world.takesBack(userId, reviewId)],
    ["refused", (_: string, reviewId: string) => harness.run(() => Staff.reject(reviewId, { reason: "insults" }))],
  ])("of one that is %s before anybody saw it go a week later, unless another review has them", async (_, end) => {
    const [one, other] = [await world.garment(), await world.garment()];
    const userId = await shopper();
    const [shared, own] = [await picture(userId), await picture(userId)];
    const first = await world.writes(userId, one.groupId, { imageUploadIds: [shared, own] });
    await world.writes(userId, other.groupId, { imageUploadIds: [shared] });
    await end(userId, first.reviewId);
    const told = await messages();
    const work = async () => {
      for (const due of told) await harness.run(() => perform(due));
    };
    await work();
    await pass(6);
    expect(await isKept(userId, own)).toBe(true);
    // Told again it puts off nothing.
    await work();
    await pass(2);
    expect([await isKept(userId, shared), await isKept(userId, own)]).toEqual([true, false]);
  });

  it("that go while it is written keep it out", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const used = await picture(userId);
    harness.clock.advance({ days: 8 });
    const own = s3Objects(harness.config.PRIVATE_BUCKET);
    const [written] = await Promise.allSettled([
      world.writes(userId, groupId, { imageUploadIds: [used] }),
      harness.run(() => removeDue(own)),
    ]);
    expect(await isKept(userId, used)).toBe(written.status === "fulfilled");
  });

  it("are the author's own alone, and only those that were looked at", async () => {
    const { groupId } = await world.garment();
    const [userId, another] = [await shopper(), await shopper()];
    const theirs = await picture(another);
    const fields = [expect.objectContaining({ field: "imageUploadIds" })];
    const refused = world.writes(userId, groupId, { imageUploadIds: [theirs] });
    await expect(refused).rejects.toMatchObject({ code: "invalid", fields });
  });

  it("that are gone by then leave the review without them", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const gone = await picture(userId);
    const { reviewId } = await world.writes(userId, groupId, { imageUploadIds: [gone] });
    await harness.run(() => upload().delete({ userId, uploadId: gone }).go());
    expect(await harness.run(async () => check(reviewId, await ownTools()))).toBe("published");
    expect((await harness.run(() => read(groupId, {}))).items?.[0]?.images).toEqual([]);
  });
});
