import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aText, reviews, TOOLS } from "../../test/reviews.ts";
import * as Product from "../catalog/product.ts";
import * as Ledger from "../reward/ledger.ts";
import { REVIEW_POINTS, REVIEWS_A_DAY } from "../reward/rate.data.ts";
import { check } from "./check.ts";
import { read } from "./page.ts";
import * as Review from "./review.ts";
import * as Vote from "./vote.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = reviews(harness);
});
afterAll(() => harness.close());

const shopper = () => world.enters(`user_${++serial % 2 ? "AbC" : "aBc"}${serial}`, { firstName: `Name${serial}` });
const page = async (groupId: string, wanted: Parameters<typeof read>[1] = {}) => {
  const found = await harness.run(() => read(groupId, wanted));
  if ("mergedInto" in found) throw new Error("It was merged.");
  return found;
};
const pointsOf = async (userId: string) => (await harness.run(() => Ledger.balanceOf(userId))).spendable;
const verifiedOf = async (groupId: string) => (await page(groupId)).items[0]?.verified;

describe("a review", () => {
  it("is published once it was looked at, with what its product's reviews come to", async () => {
    const { groupId, variantIds } = await world.garment(["M", "L"]);
    const userId = await shopper();
    const before = await harness.run(() => Product.read(groupId, { consistent: true }));
    const input = {
      rating: 5,
      title: "Lovely",
      body: "Soft cotton, and I love the colour.",
      fit: "runs_small" as const,
    };
    const { reviewId, state } = await world.writes(userId, groupId, { ...input, variantId: variantIds[0] });
    expect(state).toBe("checking");
    expect((await page(groupId)).items).toEqual([]);
    expect(await harness.run(() => check(reviewId, TOOLS))).toBe("published");
    const { items, summary } = await page(groupId);
    expect(items).toEqual([
      expect.objectContaining({
        reviewId,
        rating: 5,
        title: "Lovely",
        body: input.body,
        translatedFrom: null,
        fit: "runs_small",
        size: { system: "ALPHA", label: "M" },
        colour: "Rani Pink",
        author: "A shopper",
        verified: null,
        metrics: null,
        images: [],
        helpful: 0,
      }),
    ]);
    expect(summary).toMatchObject({ count: 1, average: 500, histogram: [0, 0, 0, 0, 1], verified: 0 });
    expect(summary.fitBySize).toMatchObject([{ size: { system: "ALPHA", label: "M" }, runs_small: 1 }]);
    const after = await harness.run(() => Product.read(groupId, { consistent: true }));
    // Whoever looks at the page is told, and the index.
    expect(after.group.rev).toBe(before.group.rev + 1);
    expect(after.group.watchRev).toBe(after.group.rev);
    expect(after.reviews?.tally.count).toBe(1);
    const stored = await harness.run(() => Review.standing(userId, groupId));
    expect(stored?.sentiment).toBeGreaterThan(0.4);
  });

  it("is the same when it is sent again, and another one is refused until it is withdrawn", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const body = aText();
    const sent = await Promise.all(Array.from({ length: 6 }, () => world.writes(userId, groupId, { body })));
    expect(new Set(sent.map(({ reviewId }) => reviewId)).size).toBe(1);
    const other = world.writes(userId, groupId, { body: aText() });
    await expect(other).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Withdraw") });
    const { reviewId } = sent[0]!;
    await harness.run(() => check(reviewId, TOOLS));
    expect((await world.writes(userId, groupId, { body })).reviewId).toBe(reviewId);
    await expect(world.writes(userId, groupId, { body, rating: 1 })).rejects.toMatchObject({ code: "conflict" });
    await world.takesBack(userId, reviewId);
    const anew = await world.writes(userId, groupId, { body });
    expect(anew.reviewId).not.toBe(reviewId);
    expect((await page(groupId)).summary.count).toBe(0);
  });

  it("that is withdrawn leaves nothing of what it said, and may be withdrawn again", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const body = `${aText()} unheard-of words`;
    const reviewId = await world.publishes(userId, groupId, { body, title: "A title of mine" });
    await expect(world.takesBack(await shopper(), reviewId)).rejects.toMatchObject({ code: "not_found" });
    const gone = await world.takesBack(userId, reviewId);
    expect(gone.state).toBe("withdrawn");
    expect(await world.takesBack(userId, reviewId)).toEqual(gone);
    expect(await harness.run(() => check(reviewId, TOOLS))).toBe("withdrawn");
    const items = JSON.stringify(await harness.items());
    expect(items).not.toContain("unheard-of words");
    expect(items).not.toContain("A title of mine");
    expect(await page(groupId)).toMatchObject({ items: [], summary: { count: 0, average: null } });
    const { items: own } = await world.as(userId, () => Review.list());
    expect(own.map(({ state }) => state)).toEqual(["withdrawn"]);
  });

  it("names its author only while they let it", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    await world.publishes(userId, groupId);
    const author = async () => (await page(groupId)).items[0]?.author;
    expect(await author()).toBe("A shopper");
    await world.consents(userId, ["shareReviewsPublic"]);
    expect(await author()).toMatch(/^Name/);
    await world.withdraws(userId, "shareReviewsPublic");
    expect(await author()).toBe("A shopper");
  });

  it.each([
    [{ body: "See www.deals.example for a better price" }, "body"],
    [{ title: "Call 98765 43210" }, "title"],
    [{ variantId: `var_${"0".repeat(26)}` }, "variantId"],
    [{ size: "XXL" }, "size"],
    [{ imageUploadIds: [`upl_${"0".repeat(26)}`] }, "imageUploadIds"],
  ])("with %j is refused, naming %s, and changes nothing", async (input, field) => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const fields = [expect.objectContaining({ field })];
    await expect(world.writes(userId, groupId, input)).rejects.toMatchObject({ code: "invalid", fields });
    expect(await harness.run(() => Review.standing(userId, groupId))).toBeNull();
  });

  it("of a product that never was, or by somebody who acts as the shopper, is refused", async () => {
    const userId = await shopper();
    const nobodys = world.writes(userId, `prd_${"0".repeat(26)}`);
    await expect(nobodys).rejects.toMatchObject({ code: "not_found" });
    const { groupId } = await world.garment();
    const acted = world.as(userId, () => Review.create(groupId, { rating: 5, body: aText() }), "staff_1");
    await expect(acted).rejects.toMatchObject({ code: "forbidden" });
  });

  it("takes a size by its label", async () => {
    const { groupId } = await world.garment(["M", "L"]);
    const { size } = await world.writes(await shopper(), groupId, { size: "l" });
    expect(size).toMatchObject({ system: "ALPHA", label: "L" });
  });
});

describe("stuffing", () => {
  it("the same text is refused at another product, from its author and from others, until it is gone", async () => {
    const [one, other] = [await world.garment(), await world.garment()];
    const [userId, another] = [await shopper(), await shopper()];
    const body = aText();
    const reviewId = await world.publishes(userId, one.groupId, { body });
    const fields = [expect.objectContaining({ field: "body" })];
    for (const who of [userId, another]) {
      const again = world.writes(who, other.groupId, { body: `${body.toUpperCase()}!!` });
      await expect(again).rejects.toMatchObject({ code: "invalid", fields });
    }
    await world.takesBack(userId, reviewId);
    await world.writes(another, other.groupId, { body });
  });

  it("of many who send one text at once, one gets through", async () => {
    const body = aText();
    const garments = await Promise.all(Array.from({ length: 6 }, () => world.garment()));
    const sent = await Promise.allSettled(
      garments.map(async ({ groupId }) => world.writes(await shopper(), groupId, { body })),
    );
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("a text with a few words changed waits for somebody of ours", async () => {
    const userId = await shopper();
    const body = "The fabric is soft, the stitching is neat and the colour did not fade after many washes at all.";
    await world.publishes(userId, (await world.garment()).groupId, { body });
    const { groupId } = await world.garment();
    const { reviewId } = await world.writes(userId, groupId, { body: body.replace("fabric", "cotton") });
    expect(await harness.run(() => check(reviewId, TOOLS))).toBe("held");
    expect(await harness.run(() => Review.standing(userId, groupId))).toMatchObject({ reason: "repeated" });
    expect((await page(groupId)).summary.count).toBe(0);
  });

  it("short praise that everybody writes is nobody's", async () => {
    const { groupId } = await world.garment();
    for (let n = 0; n < 3; n++) await world.publishes(await shopper(), groupId, { body: "Good quality, nice fit" });
    expect((await page(groupId)).summary.count).toBe(3);
  });

  it("stops at ten a day, also of those sent at once, and goes on the next day", async () => {
    const userId = await shopper();
    const garments = await Promise.all(Array.from({ length: 13 }, () => world.garment()));
    const sent = await Promise.allSettled(garments.map(({ groupId }) => world.writes(userId, groupId)));
    const refused = sent.filter((one) => one.status === "rejected");
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(Array(3).fill("rate_limited"));
    harness.clock.advance({ days: 1 });
    const [open] = garments.filter((_, at) => sent[at]?.status === "rejected");
    await world.writes(userId, open!.groupId);
  });
});

describe("a verified purchase", () => {
  it("is told by the strongest way it is known, whether it is known before the review or after", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    await world.buys(userId, groupId, "self_report", "own");
    await world.publishes(userId, groupId);
    expect(await verifiedOf(groupId)).toBe("self_report");
    expect((await page(groupId)).summary.verified).toBe(0);
    await world.buys(userId, groupId, "receipt_upload", "receipt");
    expect(await verifiedOf(groupId)).toBe("receipt_upload");
    await world.buys(userId, groupId, "affiliate", "sale");
    expect(await verifiedOf(groupId)).toBe("affiliate");
    expect((await page(groupId)).summary.verified).toBe(1);
    expect((await page(groupId, { verified: true })).items).toHaveLength(1);
    await world.returns(userId, groupId, "sale");
    expect(await verifiedOf(groupId)).toBe("receipt_upload");
    await world.returns(userId, groupId, "receipt");
    await world.returns(userId, groupId, "own");
    expect(await verifiedOf(groupId)).toBeNull();
    expect((await page(groupId, { verified: true })).items).toEqual([]);
  });

  it("that a shop vouches for earns points with its review once, and loses them with either; a receipt earns none", async () => {
    const { groupId } = await world.garment();
    const userId = await shopper();
    const reviewId = await world.publishes(userId, groupId);
    expect(await pointsOf(userId)).toBe(0);
    await world.buys(userId, groupId, "self_report", "own");
    expect(await pointsOf(userId)).toBe(0);
    await world.buys(userId, groupId, "receipt_upload", "receipt");
    expect(await pointsOf(userId)).toBe(0);
    await world.buys(userId, groupId);
    expect(await pointsOf(userId)).toBe(REVIEW_POINTS);
    await world.returns(userId, groupId);
    expect(await verifiedOf(groupId)).toBe("receipt_upload");
    expect(await pointsOf(userId)).toBe(0);
    await world.buys(userId, groupId, "marketplace", "third");
    expect(await pointsOf(userId)).toBe(REVIEW_POINTS);
    await world.takesBack(userId, reviewId);
    expect(await pointsOf(userId)).toBe(0);
    await world.publishes(userId, groupId);
    expect(await pointsOf(userId)).toBe(REVIEW_POINTS);
  });

  it("earns no more than a few rewards a day", async () => {
    const userId = await shopper();
    for (let n = 0; n <= REVIEWS_A_DAY; n++) {
      const { groupId } = await world.garment();
      await world.buys(userId, groupId);
      await world.publishes(userId, groupId);
    }
    expect(await pointsOf(userId)).toBe(REVIEW_POINTS * REVIEWS_A_DAY);
  });
});

describe("helpful votes", () => {
  it("count each shopper once, whoever votes when and how often", async () => {
    const { groupId } = await world.garment();
    const author = await shopper();
    const reviewId = await world.publishes(author, groupId);
    const voters = await Promise.all(Array.from({ length: 6 }, shopper));
    const vote = (userId: string, mine: boolean) => world.as(userId, () => Vote.put(reviewId, mine));
    await Promise.all(voters.flatMap((userId) => [vote(userId, true), vote(userId, true)]));
    expect((await page(groupId)).items[0]?.helpful).toBe(6);
    await Promise.all(voters.slice(0, 2).flatMap((userId) => [vote(userId, false), vote(userId, false)]));
    expect((await page(groupId)).items[0]?.helpful).toBe(4);
    expect(await world.as(voters[5]!, () => Vote.among([reviewId]))).toEqual([reviewId]);
    expect(await world.as(voters[0]!, () => Vote.among([reviewId]))).toEqual([]);
    await expect(vote(author, true)).rejects.toMatchObject({ code: "forbidden" });
    await world.takesBack(author, reviewId);
    await expect(vote(voters[5]!, true)).rejects.toMatchObject({ code: "not_found" });
  });

  it("order a list, which goes on page by page and can be narrowed", async () => {
    const { groupId } = await world.garment();
    const ids: string[] = [];
    for (const rating of [5, 4, 5, 3]) {
      harness.clock.advance({ minutes: 1 });
      ids.push(await world.publishes(await shopper(), groupId, { rating }));
    }
    const votes = [1, 3, 0, 2];
    const voters = await Promise.all(Array.from({ length: 3 }, shopper));
    for (const [at, count] of votes.entries()) {
      for (const who of voters.slice(0, count)) await world.as(who, () => Vote.put(ids[at]!, true));
    }
    const walk = async (wanted: Parameters<typeof read>[1]) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await page(groupId, { ...wanted, limit: 1, cursor });
        found.push(...items.map(({ reviewId }) => reviewId));
        cursor = nextCursor ?? undefined;
      } while (cursor);
      return found.map((id) => ids.indexOf(id));
    };
    expect(await walk({})).toEqual([3, 2, 1, 0]);
    expect(await walk({ sort: "helpful" })).toEqual([1, 3, 0, 2]);
    expect(await walk({ rating: 5 })).toEqual([2, 0]);
    await expect(page(groupId, { cursor: "AAAA" })).rejects.toMatchObject({ code: "invalid" });
  });
});
