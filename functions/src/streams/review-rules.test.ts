import { describe, expect, it } from "vitest";
import { reviewOfPurchase, reviewsOfGroup } from "./review-rules.ts";

const of = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { S: value }]));
const moving = { ...of({ groupId: "prd_1" }), moving: { M: { into: { S: "prd_2" } } } };

describe("what changes of a garment mean to its reviews", () => {
  it("is something when a merge or split has ended, and only then", () => {
    const body = JSON.stringify({ kind: "moved", groupId: "prd_1" });
    expect(reviewsOfGroup(of({ groupId: "prd_1" }), moving)).toMatchObject({ topic: "review", body });
    expect(reviewsOfGroup(moving, of({ groupId: "prd_1" }))).toBeNull();
    expect(reviewsOfGroup(moving, moving)).toBeNull();
    expect(reviewsOfGroup(of({ groupId: "prd_1" }), of({ groupId: "prd_1" }))).toBeNull();
    expect(reviewsOfGroup(of({ groupId: "prd_1" }), undefined)).toBeNull();
  });
});

describe("what a purchase means to a review", () => {
  const claimed = { userId: "user_Ana", purchaseId: "pur_1", groupId: "prd_1" };
  const confirmed = { ...claimed, confirmedAt: "2026-11-23T06:00:00.000Z" };
  const withdrawn = { ...confirmed, withdrawnAt: "2026-11-24T06:00:00.000Z" };

  it.each([
    ["recorded", claimed, undefined],
    ["confirmed", confirmed, claimed],
    ["withdrawn", withdrawn, confirmed],
    [
      "told of after it was taken back",
      withdrawn,
      { userId: "user_Ana", purchaseId: "pur_1", withdrawnAt: "2026-11-24T06:00:00.000Z" },
    ],
  ])("that was %s", (_, now, before) => {
    const message = reviewOfPurchase(of(now), before && of(before));
    expect(JSON.parse(message?.body ?? "null")).toEqual({ kind: "purchase", ...claimed });
  });

  it("is nothing where it stays as it is, or names no garment", () => {
    expect(reviewOfPurchase(of(confirmed), of(confirmed))).toBeNull();
    expect(reviewOfPurchase(of({ userId: "user_Ana", purchaseId: "pur_1", withdrawnAt: "x" }), undefined)).toBeNull();
  });
});
