import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { DomainError } from "../platform/errors.ts";
import { commit } from "../platform/transaction.ts";
import * as Ledger from "./ledger.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const shopper = () => `user_${++serial % 2 ? "AbC" : "aBc"}${serial}`;
const earned = (userId: string, key: string, spendable: number, type: Ledger.RewardType = "review"): Ledger.Move => ({
  ...{ userId, key, type, spendable },
  reason: "A review",
});
const balance = (userId: string) => harness.run(() => Ledger.balanceOf(userId));
const move = (wanted: Ledger.Move) => harness.run(() => Ledger.move(wanted));

describe("the ledger of points", () => {
  it("moves points once for a key, however often and at once it is told", async () => {
    const userId = shopper();
    const told = await Promise.all(Array.from({ length: 20 }, () => move(earned(userId, "review:1", 10))));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await move(earned(userId, "review:1", 10))).toBe(false);
    expect(await balance(userId)).toEqual({ pending: 0, spendable: 10, entries: 1 });
    const again = harness.run(() => commit(Ledger.moveWrites(earned(userId, "review:1", 10))));
    await expect(again).rejects.toMatchObject({ code: "conflict" });
  });

  it("takes a key of one shopper for that shopper alone, and tells apart who differ in case", async () => {
    expect(await move(earned("user_Same", "review:1", 10))).toBe(true);
    expect(await move(earned("user_sAME", "review:1", 7))).toBe(true);
    expect([await balance("user_Same"), await balance("user_sAME")]).toMatchObject([
      { spendable: 10 },
      { spendable: 7 },
    ]);
  });

  it("keeps pending apart from spendable", async () => {
    const userId = shopper();
    const of = (key: string, points: object) => move({ ...earned(userId, key, 0, "affiliate_reward"), ...points });
    await of("affiliate:cj:1:0", { pending: 40, spendable: 0 });
    expect(await balance(userId)).toMatchObject({ pending: 40, spendable: 0 });
    await expect(move(earned(userId, "redemption:1", -40, "redemption"))).rejects.toMatchObject({ code: "forbidden" });
    await of("affiliate:cj:1:1", { pending: -40, spendable: 40 });
    expect(await balance(userId)).toEqual({ pending: 0, spendable: 40, entries: 2 });
  });

  it("never lets a redemption or an adjustment take more than there is, but a reversal", async () => {
    const userId = shopper();
    await move(earned(userId, "a", 30));
    for (const type of ["redemption", "manual_adjustment"] as const) {
      await expect(move(earned(userId, `${type}:1`, -31, type))).rejects.toMatchObject({ code: "forbidden" });
      const blind = harness.run(() => commit(Ledger.moveWrites(earned(userId, `${type}:1`, -31, type))));
      await expect(blind).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await balance(userId)).toMatchObject({ spendable: 30, entries: 1 });
    await move(earned(userId, "redemption:2", -30, "redemption"));
    await move(earned(userId, "a:back", -30));
    expect(await balance(userId)).toEqual({ pending: 0, spendable: -30, entries: 3 });
    await move(earned(userId, "b", 20));
    await expect(move(earned(userId, "redemption:3", -1, "redemption"))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses what is no move of whole points", () => {
    const userId = shopper();
    for (const spendable of [0, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => harness.run(() => Ledger.moveWrites(earned(userId, "x", spendable)))).toThrow(DomainError);
    }
  });

  it("names nobody in what it keeps", async () => {
    const userId = shopper();
    await move(earned(userId, "a", 30));
    const entries = (await harness.items()).filter((item) => item.__edb_e__ === "rewardEntry");
    expect(entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries).toLowerCase()).not.toContain("user_");
  });
});
