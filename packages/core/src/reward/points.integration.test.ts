import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import * as Audit from "../platform/audit.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { adjust } from "./adjustment.ts";
import { rewardBalance } from "./ledger.entity.ts";
import * as Ledger from "./ledger.ts";
import * as Proof from "./proof.ts";
import { entries, mine } from "./statement.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const enter = () => people(harness).enters(`user_${++serial % 2 ? "AbC" : "aBc"}${serial}`);
const balance = (userId: string) => harness.run(() => Ledger.balanceOf(userId));
const asStaff = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "staff", userId: "ops:test" } });
describe("an adjustment by hand", () => {
  it("gives and takes what is there, once for a case, with a reason on record that names nobody", async () => {
    const userId = await enter();
    const given = { points: 50, reason: "Sorry for the wait", key: "case-1" };
    const done = await Promise.all(Array.from({ length: 5 }, () => asStaff(() => adjust(userId, given))));
    expect(done.filter(Boolean)).toHaveLength(1);
    await asStaff(() => adjust(userId, { points: -20, reason: "Given twice", key: "case-2" }));
    expect(await balance(userId)).toMatchObject({ spendable: 30, entries: 2 });
    const more = asStaff(() => adjust(userId, { points: -31, reason: "Given twice", key: "case-3" }));
    await expect(more).rejects.toMatchObject({ code: "forbidden" });
    const deeds = await harness.run(() => Audit.list(pseudonymOf(userId)));
    expect(deeds.map(({ action, reason }) => [action, reason])).toEqual([
      ["reward.adjusted", "Given twice"],
      ["reward.adjusted", "Sorry for the wait"],
    ]);
    expect(JSON.stringify(deeds)).not.toContain(userId);
  });

  it("is refused to anybody else, without a reason, for nobody, and in parts of a point", async () => {
    const userId = await enter();
    const change = { points: 5, reason: "A gift", key: "case" };
    await expect(people(harness).as(userId, () => adjust(userId, change))).rejects.toMatchObject({ code: "forbidden" });
    await expect(harness.run(() => adjust(userId, change))).rejects.toMatchObject({ code: "forbidden" });
    await expect(asStaff(() => adjust("user_Nobody", change))).rejects.toMatchObject({ code: "not_found" });
    for (const wrong of [{ points: 0 }, { points: 1.5 }, { points: 1e9 }, { reason: " " }]) {
      await expect(asStaff(() => adjust(userId, { ...change, ...wrong }))).rejects.toMatchObject({
        code: "invalid",
        fields: [{ field: Object.keys(wrong)[0] }],
      });
    }
    expect(await balance(userId)).toMatchObject({ entries: 0 });
  });
});

describe("a disputed balance", () => {
  it("is held against its ledger, and set right by staff where it differs", async () => {
    const userId = await enter();
    for (const at of [1, 2, 3]) {
      const move = { userId, type: "review", key: `review:${at}`, spendable: 10, reason: "Review" } as const;
      await harness.run(() => Ledger.move(move));
    }
    const sum = { pending: 0, spendable: 30, entries: 3 };
    expect(await harness.run(() => Proof.verify(userId))).toEqual({ balance: sum, sum, agrees: true });
    const wrong = { pending: 0, spendable: 900, entries: 3 };
    await harness.run(() =>
      rewardBalance()
        .put({ userId, ...wrong, updatedAt: "2026-11-23T06:00:00.000Z" })
        .go(),
    );
    expect(await harness.run(() => Proof.verify(userId))).toEqual({ balance: wrong, sum, agrees: false });
    await expect(harness.run(() => Proof.repair(userId, "Case 7"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await asStaff(() => Proof.repair(userId, "Case 7"))).toMatchObject({ agrees: false });
    expect(await harness.run(() => Proof.verify(userId))).toEqual({ balance: sum, sum, agrees: true });
    const [deed] = await harness.run(() => Audit.list(pseudonymOf(userId)));
    expect(deed).toMatchObject({ action: "reward.repaired", reason: "Case 7", details: { before: wrong, after: sum } });
  });
});

describe("a statement", () => {
  it("lists each entry once, newest first, through pages of any size, and no other shopper's", async () => {
    const [userId, other] = [await enter(), await enter()];
    for (const whose of [userId, other]) {
      for (let at = 0; at < 7; at++) {
        if (at % 2) harness.clock.advance({ seconds: 1 });
        const move = {
          userId: whose,
          type: "review",
          key: `review:${at}`,
          spendable: at + 1,
          reason: "Review",
        } as const;
        await harness.run(() => Ledger.move(move));
      }
    }
    const seen: Ledger.RewardEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await harness.run(() => entries(userId, { limit: 2, cursor }));
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.map(({ spendable }) => spendable).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    expect(new Set(seen.map(({ holder }) => holder))).toEqual(new Set([pseudonymOf(userId)]));
    const damaged = harness.run(() => entries(userId, { cursor: "bm90IG91cnM" }));
    await expect(damaged).rejects.toMatchObject({ code: "invalid", fields: [{ field: "cursor" }] });
  });

  it("says what is to come, and what points buy", async () => {
    const userId = await enter();
    const move = { userId, type: "affiliate_reward", key: "affiliate:cj:1:0", reason: "A purchase" } as const;
    await harness.run(() => Ledger.move({ ...move, pending: 40 }));
    await harness.run(() => Ledger.move({ ...move, key: "affiliate:cj:2:1", spendable: 99 }));
    expect(await people(harness).as(userId, () => mine())).toMatchObject({
      balance: { pending: 40, spendable: 99 },
      toCome: [{ points: 40, from: "shops", on: null }],
      redeemable: [
        { plan: "monthly", days: 30, points: 99, enough: true },
        { plan: "yearly", days: 365, points: 999, enough: false },
      ],
      referral: { allowed: true, own: null, claimed: null, claimUntil: expect.any(String) },
    });
  });
});
