import { LiveTopic } from "@stylegence/contracts/live";
import { LiveWork } from "@stylegence/core/live/live.events";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { messagesOf } from "./rules.ts";

type Fields = Record<string, string | number>;

const image = (entity: string, fields: Fields): Record<string, AttributeValue> => ({
  __edb_e__: { S: entity },
  ...Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "number" ? { N: String(value) } : { S: value },
    ]),
  ),
});

function liveOf(entity: string, now: Fields | null, before: Fields | null, sequence = "7") {
  const record: DynamoDBRecord = {
    dynamodb: {
      SequenceNumber: sequence,
      ApproximateCreationDateTime: 1_795_000_000,
      ...(now && { NewImage: image(entity, now) }),
      ...(before && { OldImage: image(entity, before) }),
    },
  };
  return messagesOf(record).filter(({ topic }) => topic === "live");
}
const workOf = (entity: string, now: Fields | null, before: Fields | null) =>
  liveOf(entity, now, before).map(({ body }) => LiveWork.parse(JSON.parse(body)));

const group = { groupId: "prd_1", title: "Kurta" };
const wish = { userId: "user_A", variantId: "var_1", note: "For Diwali", targetPrice: 5 };

describe("what a change means to who looks at a page", () => {
  it("a payment is told to its shopper, unless Razorpay was only asked and said nothing new, or the shopper was erased", () => {
    const paid = { userId: "user_A", paymentId: "pay_1", updatedAt: "2026-11-23T06:00:00.000Z", rev: 2 };
    const { userId: _, ...nobodys } = paid;
    expect(workOf("payment", paid, null)[0]?.change).toMatchObject({
      topic: "payments:user_A",
      kind: "payment",
      data: { change: "added", paymentId: "pay_1" },
    });
    const later = { ...paid, updatedAt: "2026-11-23T06:00:01.000Z", rev: 3 };
    expect(workOf("payment", later, paid)[0]?.change).toMatchObject({ data: { change: "changed" } });
    expect(workOf("payment", { ...paid, rev: 3 }, paid)).toEqual([]);
    expect(workOf("payment", { ...nobodys, rev: 3 }, paid)).toEqual([]);
  });

  it("a product whose prices, stock or pictures changed is told, by the number of its change", () => {
    const [work] = workOf("productGroup", { ...group, rev: 9, watchRev: 9 }, { ...group, rev: 8, watchRev: 5 });
    expect(work?.change).toMatchObject({ topic: "product:prd_1", kind: "product", key: "9", data: { rev: 9 } });
    expect(workOf("productGroup", { ...group, rev: 9, watchRev: 5 }, { ...group, rev: 8, watchRev: 5 })).toEqual([]);
    expect(workOf("productGroup", null, { ...group, rev: 8, watchRev: 5 })).toEqual([]);
  });

  it("changes of one product in a batch are told once, and those of a list each", () => {
    const keys = (entity: string, ...sequences: string[]) =>
      new Set(
        sequences.map((sequence, at) => liveOf(entity, { ...group, ...wish, watchRev: at }, null, sequence)[0]?.key),
      );
    expect(keys("productGroup", "1", "2").size).toBe(1);
    expect(keys("wishlistItem", "1", "2").size).toBe(2);
  });

  it.each([
    ["wishlistItem", wish, "wishlist:user_A"],
    ["wishLink", { userId: "user_A", linkId: "frn_1" }, "wishlist:user_A"],
    ["notification", { userId: "user_A", notificationId: "ntf_1", title: "Lower", body: "…" }, "notifications:user_A"],
    ["familyGroup", { familyId: "fam_1", name: "Us" }, "group:fam_1"],
    ["familyMember", { familyId: "fam_1", userId: "user_B" }, "group:fam_1"],
  ])("%s is told to its own topic, and nothing of what it says", (entity, fields, topic) => {
    const told = [workOf(entity, fields, null), workOf(entity, fields, fields), workOf(entity, null, fields)];
    expect(told.map(([work]) => work?.change?.data?.change)).toEqual(["added", "changed", "removed"]);
    for (const [work] of told) {
      expect(work?.change?.topic).toBe(topic);
      expect(LiveTopic.safeParse(topic).success).toBe(true);
      expect(JSON.stringify(work?.change?.data)).not.toMatch(/Diwali|Lower|Us|user_B/);
    }
  });

  it("a shopper who is gone has their connections closed", () => {
    expect(workOf("shopper", null, { userId: "user_A" })).toMatchObject([{ farewell: { userId: "user_A" } }]);
    expect(workOf("shopper", { userId: "user_A" }, { userId: "user_A" })).toEqual([]);
  });

  it("an item that can't be read is an error, not a guess", () => {
    expect(() => liveOf("wishlistItem", { userId: "user_A" }, null)).toThrow("no variantId");
  });
});
