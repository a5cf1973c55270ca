import { PageQuery } from "@stylegence/contracts/page";
import * as Contract from "@stylegence/contracts/reward";
import { PRIVATE, type Route, route } from "../../api/route.ts";

// Few of those who ask for anything ask for their points.
const statement = () => import("@stylegence/core/reward/statement");
const redemption = () => import("@stylegence/core/reward/redemption");
const referral = () => import("@stylegence/core/reward/referral");
const code = () => import("@stylegence/core/reward/referral-code");

const own = { security: "shopper", cacheControl: PRIVATE } as const;

export const rewardRoutes: Route[] = [
  route({
    ...own,
    path: "/me/rewards",
    id: "getRewards",
    summary: "The shopper's points: what there is, what is to come, what moved them newest first, and what they buy",
    params: undefined,
    query: PageQuery,
    response: Contract.Rewards,
    responseName: "Rewards",
    answer: async ({ query }) => ({ body: await (await statement()).mine(query) }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/rewards/redemptions",
    id: "redeemRewards",
    summary: "Spend points on a membership; the same key again is the same redemption",
    params: undefined,
    query: undefined,
    body: Contract.RedemptionInput,
    response: Contract.Redemption,
    responseName: "Redemption",
    answer: async ({ body }) => ({ status: 201, body: await (await redemption()).redeem(body) }),
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/referral",
    id: "claimReferral",
    summary: "Say whose link brought the shopper, within seven days of their first visit",
    params: undefined,
    query: undefined,
    body: Contract.ReferralClaim,
    response: Contract.ReferralClaimed,
    responseName: "ReferralClaimed",
    answer: async ({ body }) => {
      const { state, points } = await (await referral()).claim(body.code);
      return { status: 201, body: { state, points } };
    },
  }),
  route({
    ...own,
    method: "POST",
    path: "/me/referral-code",
    id: "makeReferralCode",
    summary: "The shopper's own link to invite friends by, made where there is none",
    params: undefined,
    query: undefined,
    response: Contract.ReferralLink,
    responseName: "ReferralLink",
    answer: async () => {
      const Code = await code();
      const made = await Code.make();
      return { status: 201, body: { code: made, url: Code.urlOf(made) } };
    },
  }),
];
