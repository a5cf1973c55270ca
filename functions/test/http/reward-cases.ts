import * as Ledger from "@stylegence/core/reward/ledger";
import * as Code from "@stylegence/core/reward/referral-code";
import * as Identity from "@stylegence/core/shopper/identity";
import type { ShopperCase } from "./shopper-cases.ts";
import { PEOPLE, type Person, type World } from "./shopper-world.ts";

const key = "0123456789abcdef";

/** The sign-in service tells somebody's address. */
async function verify(world: World, person: Person): Promise<void> {
  const id = PEOPLE[person];
  const email = { id: "idn_1", email_address: `${person}@example.com`, verification: { status: "verified" } };
  const data = { id, updated_at: 1, primary_email_address_id: "idn_1", email_addresses: [email] };
  const event = JSON.stringify({ type: "user.updated", object: "event", data });
  await world.stage.run(() => Identity.apply(event));
}

export const rewardCases: Record<string, (world: World) => Promise<ShopperCase>> = {
  getRewards: async (world) => {
    const earned = { userId: PEOPLE.ana, type: "review", key: "review:case", spendable: 10, reason: "Review" } as const;
    await world.stage.run(() => Ledger.move(earned));
    return {
      good: { path: "/me/rewards?limit=5" },
      bad: [
        { call: { path: "/me/rewards?cursor=AAAA" }, field: "cursor" },
        { call: { path: "/me/rewards?limit=101" }, field: "limit" },
      ],
    };
  },
  redeemRewards: async (world) => {
    const given = { type: "manual_adjustment", key: "adjustment:case", spendable: 99, reason: "A gift" } as const;
    await world.stage.run(() => Ledger.move({ userId: PEOPLE.ana, ...given }));
    const path = "/me/rewards/redemptions";
    return {
      good: { path, body: { plan: "monthly", key } },
      status: 201,
      bad: [
        { call: { path, body: { plan: "weekly", key } }, field: "plan" },
        { call: { path, body: { plan: "monthly", key: "short" } }, field: "key" },
        { call: { path, body: { plan: "monthly" } }, field: "key" },
        { call: { path, body: { plan: "monthly", key, points: 1 } }, field: "points" },
        { call: { path, body: { plan: "monthly", key, userId: PEOPLE.bela } }, field: "userId" },
      ],
      forbidden: [{ who: "bela", call: { path, body: { plan: "monthly", key } } }],
    };
  },
  claimReferral: async (world) => {
    await Promise.all([verify(world, "ana"), verify(world, "bela")]);
    const [own, code] = [await world.as("ana", Code.make), await world.as("bela", Code.make)];
    const path = "/me/referral";
    return {
      good: { path, body: { code } },
      status: 201,
      bad: [
        { call: { path, body: { code: own } }, field: "code" },
        { call: { path, body: { code: "bela" } }, field: "code" },
        { call: { path, body: { code, referrerUserId: PEOPLE.bela } }, field: "referrerUserId" },
      ],
      foreign: [{ path, body: { code: "0000000000" } }],
    };
  },
  makeReferralCode: async () => ({ good: { path: "/me/referral-code" }, status: 201 }),
};
