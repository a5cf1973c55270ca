import { check } from "@stylegence/core/review/check";
import * as Review from "@stylegence/core/review/review";
import type { ShopperCase } from "./shopper-cases.ts";
import type { Person, World } from "./shopper-world.ts";

const nobodys = `rev_${"0".repeat(26)}`;
const NOT_IDS = ["rev_1", `rev_${"0".repeat(25)}i`, "..%2F..%2Fetc"];
const body = { rating: 4, body: "Soft cotton, and it fits." };

const TOOLS = { translator: null, publishPicture: async () => null };

/** A published review of one of them. */
async function published(world: World, who: Person): Promise<string> {
  const row = await world.as(who, () => Review.create(world.groupId, body));
  await world.stage.run(() => check(row.reviewId, TOOLS));
  return row.reviewId;
}

async function withdrawn(world: World, who: Person): Promise<void> {
  const { items } = await world.as(who, () => Review.list({ groupId: world.groupId }));
  for (const { reviewId } of items) await world.as(who, () => Review.withdraw(reviewId));
}

const missing = (folder: string) => [nobodys, ...NOT_IDS].map((id) => ({ path: `/me/${folder}/${id}` }));

export const reviewCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  writeReview: async (world) => {
    const path = `/products/${world.groupId}/reviews`;
    await withdrawn(world, "ana");
    const bad = (change: object, field: string) => ({ call: { path, body: { ...body, ...change } }, field });
    const elsewhere = [`prd_${"0".repeat(26)}`, "prd_x", "..%2F..%2Fetc"];
    return {
      good: { path, body },
      status: 201,
      bad: [
        bad({ rating: 0 }, "rating"),
        bad({ rating: 6 }, "rating"),
        bad({ rating: 4.5 }, "rating"),
        bad({ rating: "5" }, "rating"),
        bad({ body: "Good" }, "body"),
        bad({ body: "x".repeat(4001) }, "body"),
        bad({ body: "Cheaper at https://evil.example/kurta today" }, "body"),
        bad({ body: "Call me on 98765 43210 for a discount" }, "body"),
        bad({ title: "x".repeat(101) }, "title"),
        bad({ fit: "perfect" }, "fit"),
        bad({ variantId: "var_1" }, "variantId"),
        bad({ variantId: `var_${"0".repeat(26)}` }, "variantId"),
        bad({ size: "Elephant" }, "size"),
        bad({ imageUploadIds: ["upl_1"] }, "imageUploadIds.0"),
        bad({ imageUploadIds: [`upl_${"0".repeat(26)}`] }, "imageUploadIds"),
        bad({ verified: "affiliate" }, "verified"),
        bad({ userId: "user_other" }, "userId"),
      ],
      foreign: elsewhere.map((id) => ({ path: `/products/${id}/reviews`, body })),
      after: () => withdrawn(world, "ana"),
    };
  },
  listMyReviews: async (world) => {
    await published(world, "bela");
    return {
      good: { path: "/me/reviews?limit=10" },
      bad: [
        { call: { path: "/me/reviews?limit=51" }, field: "limit" },
        { call: { path: "/me/reviews?cursor=AAAA" }, field: "cursor" },
        { call: { path: "/me/reviews?groupId=prd_1" }, field: "groupId" },
      ],
    };
  },
  withdrawReview: async (world) => ({
    good: { path: `/me/reviews/${await published(world, "ana")}` },
    foreign: [{ path: `/me/reviews/${await published(world, "bela")}` }, ...missing("reviews")],
  }),
  listHelpfulVotes: async () => {
    const path = "/me/helpful-votes";
    return {
      good: { path: `${path}?reviewId=${nobodys}` },
      bad: [
        { call: { path }, field: "reviewId" },
        { call: { path: `${path}?reviewId=rev_1` }, field: "reviewId" },
        { call: { path: `${path}?${`reviewId=${nobodys}&`.repeat(31)}` }, field: "reviewId" },
      ],
    };
  },
  putHelpfulVote: async (world) => {
    const own = await published(world, "ana");
    return {
      good: { path: `/me/helpful-votes/${await published(world, "bela")}` },
      foreign: missing("helpful-votes"),
      forbidden: [{ who: "ana", call: { path: `/me/helpful-votes/${own}` } }],
      after: () => withdrawn(world, "ana"),
    };
  },
  removeHelpfulVote: async (world) => ({
    good: { path: `/me/helpful-votes/${await published(world, "bela")}` },
    foreign: missing("helpful-votes"),
  }),
};
