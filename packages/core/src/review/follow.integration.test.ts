import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { aText, reviews } from "../../test/reviews.ts";
import { ingest } from "../catalog/ingest.ts";
import { merge } from "../catalog/merge.ts";
import * as Product from "../catalog/product.ts";
import { split } from "../catalog/split.ts";
import { commit } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import { figuresOf, read } from "./page.ts";
import * as Review from "./review.ts";
import { find } from "./settle.ts";

let harness: Harness;
let world: ReturnType<typeof reviews>;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
  world = reviews(harness);
});
afterAll(() => harness.close());

const shopper = () => world.enters(`user_Mover${++serial}`);
const figures = (groupId: string) => harness.run(() => figuresOf(groupId));
const moved = (groupId: string) => world.perform({ kind: "moved", groupId });

describe("two garments that become one", () => {
  it("bring their reviews with them, whose figures are the sum", async () => {
    const [from, into] = [await world.garment(["M"], "shop-a"), await world.garment(["L"], "shop-b")];
    const rated = async ({ groupId, variantIds }: typeof from, ratings: number[]) => {
      for (const rating of ratings) {
        await world.publishes(await shopper(), groupId, { rating, variantId: variantIds[0], fit: "true_to_size" });
      }
    };
    await rated(from, [5, 4]);
    await rated(into, [1]);
    // One that named no variant.
    await world.publishes(await shopper(), from.groupId, { rating: 2 });
    await harness.run(() => merge(from.groupId, into.groupId, "test"));
    expect(await harness.run(() => read(from.groupId, {}))).toEqual({ mergedInto: into.groupId });
    await Promise.allSettled([moved(from.groupId), moved(from.groupId)]);
    expect(await moved(from.groupId)).toMatchObject({ moved: 0 });
    expect(await figures(from.groupId)).toMatchObject({ count: 0, fitBySize: [] });
    expect(await figures(into.groupId)).toMatchObject({
      count: 4,
      histogram: [1, 1, 0, 1, 1],
      fit: { true_to_size: 3 },
    });
    const page = await harness.run(() => read(into.groupId, {}));
    expect("items" in page && page.items).toHaveLength(4);
  });

  it("keep the newer of an author's two, and the other counts no more", async () => {
    const [from, into] = [await world.garment(["M"], "shop-c"), await world.garment(["M"], "shop-d")];
    const [one, other] = [await shopper(), await shopper()];
    const first = await world.publishes(one, from.groupId, { rating: 1 });
    const theirs = await world.publishes(other, into.groupId, { rating: 2 });
    harness.clock.advance({ hours: 1 });
    const later = await world.publishes(one, into.groupId, { rating: 5 });
    const newest = await world.publishes(other, from.groupId, { rating: 4 });
    await harness.run(() => merge(from.groupId, into.groupId, "test"));
    await moved(from.groupId);
    const states = await Promise.all([first, later, theirs, newest].map((id) => harness.run(() => find(id))));
    expect(states.map((row) => row?.state)).toEqual(["superseded", "published", "superseded", "published"]);
    expect(await figures(into.groupId)).toMatchObject({ count: 2, histogram: [0, 0, 0, 1, 1] });
    // Each has one review of the product, which can be taken back.
    await expect(world.writes(one, from.groupId)).rejects.toMatchObject({ code: "conflict" });
    await world.takesBack(one, later);
    await world.writes(one, from.groupId);
  });

  it("bring the stars of an account that is being erased, and all others with them", async () => {
    const [from, into] = [await world.garment(["M"], "shop-k"), await world.garment(["M"], "shop-l")];
    const [leaving, staying] = [await shopper(), await shopper()];
    const reviewId = await world.publishes(leaving, from.groupId, { rating: 1 });
    await world.publishes(staying, from.groupId, { rating: 5 });
    await harness.run(() => commit(Shopper.endWrites(leaving)));
    await harness.run(() => merge(from.groupId, into.groupId, "test"));
    expect(await moved(from.groupId)).toMatchObject({ moved: 2 });
    expect(await figures(into.groupId)).toMatchObject({ count: 2, histogram: [1, 0, 0, 0, 1] });
    expect(await harness.run(() => find(reviewId))).toMatchObject({ state: "anonymous", userId: "" });
  });

  it("take in a review that was under way meanwhile", async () => {
    const [from, into] = [await world.garment(["M"], "shop-e"), await world.garment(["M"], "shop-f")];
    const [one, other] = [await shopper(), await shopper()];
    const { reviewId } = await world.writes(one, from.groupId);
    const second = await world.writes(other, from.groupId);
    await world.publishes(other, into.groupId);
    await harness.run(() => merge(from.groupId, into.groupId, "test"));
    await world.perform({ kind: "check", reviewId });
    await world.perform({ kind: "check", reviewId: second.reviewId });
    expect(await harness.run(() => Review.standing(one, into.groupId))).toMatchObject({ reviewId, state: "published" });
    expect((await harness.run(() => find(second.reviewId)))?.state).toBe("superseded");
    expect((await figures(into.groupId)).count).toBe(2);
    const page = await harness.run(() => Product.read(into.groupId, { consistent: true }));
    expect(page.reviews?.tally.count).toBe(2);
  });
});

describe("a garment that is split", () => {
  it("lets go the reviews of what left, and keeps those of what stayed or of nothing named", async () => {
    const name = `Kurta of a split ${++serial}`;
    const sold = async (shop: string, label: string) => {
      const url = `https://${shop}.example/split`;
      const variants = [aVariant({ size: { system: "ALPHA", label, raw: label } })];
      const product = aProduct({ url, name, brand: "Splitter", price: inr(999), variants });
      const from = { sourceId: shop, url, checkedAt: harness.clock.now().toISOString(), via: "crawl" as const };
      return (await harness.run(() => ingest(product, from))).groupId!;
    };
    const groupId = await sold("shop-s", "M");
    const otherId = await sold("shop-t", "L");
    if (otherId !== groupId) await harness.run(() => merge(otherId, groupId, "test"));
    const product = await harness.run(() => Product.read(groupId, { consistent: true }));
    const variantOf = (label: string) => product.variants.find(({ size }) => size?.label === label)!.variantId;
    const staying = await world.publishes(await shopper(), groupId, { variantId: variantOf("M"), body: aText() });
    const leaving = await world.publishes(await shopper(), groupId, { variantId: variantOf("L"), body: aText() });
    const unnamed = await world.publishes(await shopper(), groupId);
    const pageKeys = product.pages.filter(({ sourceId }) => sourceId === "shop-t").map(({ pageKey }) => pageKey);
    const made = await harness.run(() => split(groupId, pageKeys, "test"));
    await moved(groupId);
    const places = await Promise.all([staying, leaving, unnamed].map((id) => harness.run(() => find(id))));
    expect(places.map((row) => row?.groupId)).toEqual([groupId, made.groupId, groupId]);
    expect((await figures(groupId)).count).toBe(2);
    expect((await figures(made.groupId)).count).toBe(1);
  });
});
