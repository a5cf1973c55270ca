import { type Harness, startHarness } from "@stylegence/testing/harness";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { people } from "../../test/people.ts";
import * as Membership from "../membership/membership.ts";
import { commit, write } from "../platform/transaction.ts";
import * as Shopper from "../shopper/shopper.ts";
import { rewardBalance } from "./ledger.entity.ts";
import * as Ledger from "./ledger.ts";
import * as Proof from "./proof.ts";
import * as Redemption from "./redemption.ts";

let harness: Harness;
let serial = 0;

beforeAll(async () => {
  harness = await startHarness(inject("dynamoUrl"));
});
afterAll(() => harness.close());

const MONTHLY = 99;
const keyOf = (at: number | string) => `redemption-key-${at}`;

async function having(points: number): Promise<string> {
  const userId = await people(harness).enters(`user_${++serial % 2 ? "AbC" : "aBc"}${serial}`);
  const earned = { userId, type: "affiliate_reward", key: "affiliate:cj:1:1", reason: "A purchase" } as const;
  if (points > 0) await harness.run(() => Ledger.move({ ...earned, spendable: points }));
  return userId;
}
const redeem = (userId: string, at: number | string, plan: "monthly" | "yearly" = "monthly") =>
  people(harness).as(userId, () => Redemption.redeem({ plan, key: keyOf(at) }));
const balance = (userId: string) => harness.run(() => Ledger.balanceOf(userId));
const standing = (userId: string) => harness.run(() => Membership.standing(userId));
const asStaff = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "staff", userId: "ops:test" } });
const of = (entity: string, userId: string) =>
  harness.items().then((all) => all.filter((item) => item.__edb_e__ === entity && item.userId === userId));

describe("points against a membership", () => {
  it("are spent with the time that they buy", async () => {
    const userId = await having(120);
    expect(await redeem(userId, 1)).toMatchObject({
      plan: "monthly",
      points: MONTHLY,
      balance: { pending: 0, spendable: 21 },
      endsAt: "2026-12-23T06:00:00.000Z",
    });
    expect(await standing(userId)).toMatchObject({ active: true, plan: "monthly" });
    expect(await harness.run(() => Proof.verify(userId))).toMatchObject({ agrees: true });
  });

  it("are spent once by 100 tries at once with one key", { timeout: 120_000 }, async () => {
    const userId = await having(1000);
    const tries = await Promise.all(Array.from({ length: 100 }, () => redeem(userId, "same")));
    expect(new Set(tries.map(({ entryId }) => entryId)).size).toBe(1);
    expect(await balance(userId)).toEqual({ pending: 0, spendable: 1000 - MONTHLY, entries: 2 });
    expect(await of("membershipPeriod", userId)).toHaveLength(1);
  });

  it("are spent as often as there are enough by 100 tries at once with keys of their own", {
    timeout: 120_000,
  }, async () => {
    const userId = await having(3 * MONTHLY + 50);
    const tries = await Promise.allSettled(Array.from({ length: 100 }, (_, at) => redeem(userId, at)));
    const done = tries.filter(({ status }) => status === "fulfilled");
    // One that only met others in its way may be tried again; none is told that it has too few while it has enough.
    const codes = new Set(tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : [])));
    expect([...codes].filter((code) => code !== "conflict")).toEqual(["forbidden"]);
    expect(done).toHaveLength(3);
    expect(await balance(userId)).toEqual({ pending: 0, spendable: 50, entries: 4 });
    expect(await of("membershipPeriod", userId)).toHaveLength(3);
    expect(await standing(userId)).toMatchObject({ endsAt: "2027-02-21T06:00:00.000Z" });
  });

  it("are refused where there are too few, with how many there are", async () => {
    const userId = await having(MONTHLY - 1);
    await expect(redeem(userId, 1)).rejects.toMatchObject({
      code: "forbidden",
      message: "It takes 99 points, and 98 can be spent.",
    });
    const pending = {
      userId,
      type: "affiliate_reward",
      key: "affiliate:cj:2:0",
      pending: 500,
      reason: "On its way",
    } as const;
    await harness.run(() => Ledger.move(pending));
    await expect(redeem(userId, 2)).rejects.toMatchObject({ code: "forbidden" });
    expect(await of("membershipPeriod", userId)).toEqual([]);
    expect(await of("membership", userId)).toEqual([]);
  });

  it("are not spent by a key that bought another plan, by who acts as the shopper, nor after an erasure", async () => {
    const userId = await having(2000);
    await redeem(userId, 1);
    await expect(redeem(userId, 1, "yearly")).rejects.toMatchObject({ code: "conflict" });
    const acting = people(harness).as(userId, () => Redemption.redeem({ plan: "monthly", key: keyOf(2) }), "user_s");
    await expect(acting).rejects.toMatchObject({ code: "forbidden" });
    await harness.run(() => commit(Shopper.endWrites(userId)));
    await expect(redeem(userId, 3)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await balance(userId)).toMatchObject({ entries: 2 });
  });

  it("leave a debt where a shop takes back what was spent: nothing is bought before it is paid", async () => {
    const userId = await having(MONTHLY);
    await redeem(userId, 1);
    const back = {
      userId,
      type: "affiliate_reward",
      key: "affiliate:cj:1:2",
      spendable: -MONTHLY,
      reason: "Returned",
    } as const;
    await harness.run(() => Ledger.move(back));
    expect(await balance(userId)).toMatchObject({ spendable: -MONTHLY });
    await expect(redeem(userId, 2)).rejects.toMatchObject({ code: "forbidden" });
    const more = { userId, type: "affiliate_reward", reason: "A purchase" } as const;
    await harness.run(() => Ledger.move({ ...more, key: "affiliate:cj:3:1", spendable: 2 * MONTHLY - 1 }));
    await expect(redeem(userId, 3)).rejects.toMatchObject({ code: "forbidden" });
    await harness.run(() => Ledger.move({ ...more, key: "affiliate:cj:4:1", spendable: 1 }));
    expect(await redeem(userId, 4)).toMatchObject({ balance: { spendable: 0 } });
    expect(await harness.run(() => Proof.verify(userId))).toMatchObject({ agrees: true });
  });

  it("are given back by staff alone, once, and the time ends", async () => {
    const userId = await having(MONTHLY);
    const { entryId } = await redeem(userId, 1);
    const undo = () => Redemption.undo(userId, entryId, "Bought by mistake");
    await expect(people(harness).as(userId, undo)).rejects.toMatchObject({ code: "forbidden" });
    const done = await Promise.all(Array.from({ length: 5 }, () => asStaff(undo)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await balance(userId)).toMatchObject({ spendable: MONTHLY });
    expect(await standing(userId)).toMatchObject({ active: false });
    const other = await having(10);
    const [earned] = await harness.items().then((all) => all.filter(({ key }) => key === "affiliate:cj:1:1"));
    for (const [whose, id] of [
      [other, entryId],
      [userId, String(earned!.entryId)],
    ] as const) {
      await expect(asStaff(() => Redemption.undo(whose, id, "?"))).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("of somebody who was erased are neither given back nor set right: no row of theirs comes back", async () => {
    const userId = await having(120);
    const { entryId } = await redeem(userId, 1);
    await harness.run(() => commit([...Shopper.endWrites(userId), write(rewardBalance().delete({ userId }))]));
    const gone = { code: "not_found" };
    await expect(asStaff(() => Redemption.undo(userId, entryId, "Late"))).rejects.toMatchObject(gone);
    await expect(asStaff(() => Proof.repair(userId, "Late"))).rejects.toMatchObject(gone);
    expect(await of("rewardBalance", userId)).toEqual([]);
  });
});
