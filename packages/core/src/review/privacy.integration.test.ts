import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { reviews, TOOLS } from "../../test/reviews.ts";
import { commit } from "../platform/transaction.ts";
import { holdings, pages } from "../privacy/registry.ts";
import * as Metrics from "../shopper/metrics.ts";
import * as Profile from "../shopper/profile.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Withdrawal from "../shopper/withdrawal.ts";
import { check } from "./check.ts";
import { figuresOf, read } from "./page.ts";
import { find } from "./settle.ts";
import * as Vote from "./vote.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = reviews(harness);
});
afterAll(() => harness.close());

const shopper = () => world.enters(`user_Sentinel${++serial}`);
/** Measurements that stand nowhere by chance. */
const BODY = { bodyType: "pear" as const, heightCm: 173.7, weightKg: 61.3, waistCm: 77.9 };
const MARKS = ["173.7", "61.3", "77.9"];

const itemsOf = async (entity: string) =>
  JSON.stringify((await harness.items()).filter((item) => item.__edb_e__ === entity));
const metricsIn = async (groupId: string) => {
  const page = await harness.run(() => read(groupId, {}));
  return (page.items ?? []).map(({ metrics }) => metrics);
};

async function measured(): Promise<string> {
  const userId = await shopper();
  await world.consents(userId);
  await world.as(userId, () => Metrics.put(BODY));
  return userId;
}

describe("measurements with a review", () => {
  it("are shown by both consents, and are gone everywhere after a withdrawal, while the stars stay", async () => {
    const { groupId } = await world.garment();
    const userId = await measured();
    await world.publishes(userId, groupId, { shareMetrics: true, rating: 5, fit: "runs_small" });
    expect(await metricsIn(groupId)).toEqual([expect.objectContaining({ bodyType: "pear", heightCm: 173.7 })]);
    expect((await harness.run(() => figuresOf(groupId))).byBodyType).toMatchObject([{ bodyType: "pear", count: 1 }]);
    await world.withdraws(userId);
    // At once, though no job has run.
    expect(await metricsIn(groupId)).toEqual([null]);
    await harness.run(() => Withdrawal.perform({ userId, flag: "storeBodyMetrics" }));
    const left = await itemsOf("review");
    for (const mark of MARKS) expect(left).not.toContain(mark);
    expect(await harness.run(() => figuresOf(groupId))).toMatchObject({ count: 1, average: 500, byBodyType: [] });
    // A consent that is given again brings nothing back.
    await world.consents(userId);
    expect(await metricsIn(groupId)).toEqual([null]);
  });

  it.each(["no wish to share", "no consent", "a shopper under 18"])("are not taken with %s", async (what) => {
    const { groupId } = await world.garment();
    const userId = what === "no consent" ? await shopper() : await measured();
    if (what === "a shopper under 18") await world.as(userId, () => Profile.change({ birthDate: "2012-01-01" }));
    const reviewId = await world.publishes(userId, groupId, { shareMetrics: what !== "no wish to share" });
    expect((await harness.run(() => find(reviewId)))?.metrics).toBeUndefined();
    expect(await metricsIn(groupId)).toEqual([null]);
    expect((await harness.run(() => figuresOf(groupId))).byBodyType).toEqual([]);
  });

  it("are not taken where the consent goes while the review is looked at", async () => {
    const { groupId } = await world.garment();
    const userId = await measured();
    const { reviewId } = await world.writes(userId, groupId, {
      shareMetrics: true,
      imageUploadIds: undefined,
    });
    const results = await Promise.allSettled([harness.run(() => check(reviewId, TOOLS)), world.withdraws(userId)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    await harness.run(() => Withdrawal.perform({ userId, flag: "storeBodyMetrics" }));
    const row = await harness.run(() => find(reviewId));
    expect([row?.state, row?.metrics]).toEqual(["published", undefined]);
  });
});

describe("an erasure", () => {
  const erase = async (userId: string) => {
    for (const holding of holdings) {
      if (holding.erase === "kept" || !/review|helpful/i.test(holding.entity)) continue;
      const erased = holding.erase;
      await harness.run(async () => {
        for await (const items of pages(holding, userId)) await erased(items, userId, {} as never);
      });
    }
  };

  it("takes all that was said, and leaves stars that are nobody's", async () => {
    const { groupId, variantIds } = await world.garment();
    const other = await world.garment();
    const userId = await measured();
    const input = {
      shareMetrics: true,
      rating: 2,
      variantId: variantIds[0],
      body: "Unmistakable words of a shopper who goes.",
    };
    const reviewId = await world.publishes(userId, groupId, input);
    await world.buys(userId, groupId);
    const { reviewId: openId } = await world.writes(userId, other.groupId, {
      body: "Another unmistakable text that waits here.",
    });
    await erase(userId);
    await erase(userId);
    const items = (await harness.items()).filter((item) => /review|helpful/i.test(String(item.__edb_e__)));
    expect(JSON.stringify(items)).not.toContain(userId);
    expect(JSON.stringify(items).toLowerCase()).not.toContain("unmistakable");
    for (const mark of MARKS) expect(JSON.stringify(items)).not.toContain(mark);
    expect(await harness.run(() => find(openId))).toBeNull();
    const left = await harness.run(() => find(reviewId));
    expect(left).toMatchObject({
      state: "anonymous",
      rating: 2,
      images: [],
      publishedAt: expect.stringMatching(/^[\d-]{10}$/),
    });
    const page = await harness.run(() => read(groupId, {}));
    expect(page).toMatchObject({ items: [], summary: { count: 1, average: 200, verified: 1, byBodyType: [] } });
    expect(items.filter((item) => item.reviewId === openId)).toEqual([]);
    expect(items.filter((item) => item.reviewId === reviewId).map((item) => item.__edb_e__)).toEqual(["review"]);
  });

  it("takes the shopper's votes out of the counts of others' reviews", async () => {
    const { groupId } = await world.garment();
    const [author, leaving, staying] = [await shopper(), await shopper(), await shopper()];
    const reviewId = await world.publishes(author, groupId);
    for (const who of [leaving, staying]) await world.as(who, () => Vote.put(reviewId, true));
    await erase(leaving);
    await erase(leaving);
    expect((await harness.run(() => find(reviewId)))?.helpful).toBe(1);
  });

  it("takes a vote also where the author of the review is on the way out", async () => {
    const { groupId } = await world.garment();
    const [author, voter] = [await shopper(), await shopper()];
    const reviewId = await world.publishes(author, groupId);
    await world.as(voter, () => Vote.put(reviewId, true));
    await harness.run(() => commit([...Shopper.endWrites(author), ...Shopper.endWrites(voter)]));
    await erase(voter);
    expect(JSON.stringify((await harness.items()).filter((item) => item.__edb_e__ === "helpfulVote"))).not.toContain(
      voter,
    );
    expect(await harness.run(() => find(reviewId))).toMatchObject({ state: "anonymous" });
  });

  it("shows the shopper before what is held", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    await world.publishes(userId, groupId, { title: "What I said" });
    const holding = holdings.find(({ entity }) => entity === "review")!;
    const shown = await harness.run(async () => {
      const { items } = await holding.page(userId, null);
      return items.map((item) => holding.show(item, userId));
    });
    expect(shown).toMatchObject([{ title: "What I said", rating: 4, state: "published" }]);
    expect(JSON.stringify(shown)).not.toContain(userId);
  });
});
