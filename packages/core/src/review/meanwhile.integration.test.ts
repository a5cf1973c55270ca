import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { reviews, TOOLS } from "../../test/reviews.ts";
import { merge } from "../catalog/merge.ts";
import { commit } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import { check } from "./check.ts";
import { read } from "./page.ts";
import { review } from "./review.entity.ts";
import { find } from "./settle.ts";
import { helpfulVote } from "./vote.entity.ts";
import * as Vote from "./vote.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = reviews(harness);
});
afterAll(() => harness.close());

const enters = () => world.enters(`user_Meanwhile${++serial}`);
const ends = (userId: string) => harness.run(() => commit(Shopper.endWrites(userId)));
const rowOf = (reviewId: string) => harness.run(() => find(reviewId));

/** A review with a picture; what happens while that is made public. */
async function withPicture(groupId: string, meanwhile: (reviewId: string, userId: string) => Promise<unknown>) {
  const userId = await enters();
  const { reviewId } = await world.writes(userId, groupId);
  const uploadId = `upl_${String(++serial).padStart(26, "0")}`;
  const images = [{ uploadId, renditions: [] }];
  await harness.run(() => review().patch({ reviewId }).set({ images }).go());
  let hasHappened = false;
  const publishPicture: typeof TOOLS.publishPicture = async (...asked) => {
    if (!hasHappened) await meanwhile(reviewId, userId);
    hasHappened = true;
    return TOOLS.publishPicture(...asked);
  };
  return { reviewId, uploadId, checks: () => harness.run(() => check(reviewId, { ...TOOLS, publishPicture })) };
}

describe("a vote", () => {
  it("of a shopper who was deleted meanwhile leaves nothing behind", async () => {
    const { groupId } = await world.garment();
    const [author, voter] = [await enters(), await enters()];
    const reviewId = await world.publishes(author, groupId);
    await ends(voter);
    await expect(world.as(voter, () => Vote.put(reviewId, true))).rejects.toMatchObject({ code: "unauthenticated" });
    const { data } = await harness.run(() => helpfulVote().get({ userId: voter, reviewId }).go({ consistent: true }));
    expect(data).toBeNull();
    expect((await rowOf(reviewId))?.helpful).toBe(0);
  });

  it("on a review whose author was deleted meanwhile finds no review, and ends nobody's session", async () => {
    const { groupId } = await world.garment();
    const [author, voter] = [await enters(), await enters()];
    const reviewId = await world.publishes(author, groupId);
    await ends(author);
    await expect(world.as(voter, () => Vote.put(reviewId, true))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("while a review is published", () => {
  it("its garment may be merged, and it is not left behind there", async () => {
    const [from, into] = [await world.garment(), await world.garment()];
    const { reviewId, checks } = await withPicture(from.groupId, async () => {
      await harness.run(() => merge(from.groupId, into.groupId, "test"));
      await world.perform({ kind: "moved", groupId: from.groupId });
    });
    await expect(checks()).rejects.toMatchObject({ code: "unavailable" });
    expect(await checks()).toBe("published");
    expect(await harness.run(() => read(into.groupId, {}))).toMatchObject({ items: [{ reviewId }] });
  });

  it("it may be withdrawn, and its pictures are taken back", async () => {
    const { groupId } = await world.garment();
    const { reviewId, uploadId, checks } = await withPicture(groupId, (id, userId) => world.takesBack(userId, id));
    expect(await checks()).toBe("withdrawn");
    const sent = (await harness.items()).filter((item) => item.__edb_e__ === "outbox" && item.topic === "review");
    const bodies = sent.map((item) => JSON.parse(String(item.body)));
    expect(bodies).toContainEqual(expect.objectContaining({ kind: "pictures", reviewId, uploadIds: [uploadId] }));
  });
});

it("a translation that leads elsewhere is held, though what was written did not", async () => {
  const { groupId } = await world.garment();
  const body = "कपड़ा बहुत अच्छा है, और सस्ता डॉट कॉम पर भी मिलता है";
  const { reviewId } = await world.writes(await enters(), groupId, { body });
  const translator = { toEnglish: async () => ["", "The fabric is very good and it is on sasta.com as well"] };
  expect(await harness.run(() => check(reviewId, { ...TOOLS, translator }))).toBe("held");
  expect((await rowOf(reviewId))?.reason).toBe("rules");
});

it("a review that gave way to another of its author's can be withdrawn with its text", async () => {
  const [from, into] = [await world.garment(), await world.garment()];
  const author = await enters();
  const reviewId = await world.publishes(author, from.groupId);
  harness.clock.advance({ minutes: 5 });
  await world.publishes(author, into.groupId);
  await harness.run(() => merge(from.groupId, into.groupId, "test"));
  await world.perform({ kind: "moved", groupId: from.groupId });
  expect((await rowOf(reviewId))?.state).toBe("superseded");
  await world.takesBack(author, reviewId);
  expect(await rowOf(reviewId)).toMatchObject({ state: "withdrawn" });
  expect(await rowOf(reviewId)).not.toHaveProperty("body");
  expect((await harness.run(() => read(into.groupId, {}))).summary).toMatchObject({ count: 1 });
});
