import * as z from "zod/mini";
import { Plan } from "./payment.ts";

export const REWARD_TYPES = [
  "review",
  "purchase",
  "affiliate_reward",
  "referral",
  "redemption",
  "manual_adjustment",
] as const;

/** One business event that moved points. Whole points, negative where they were taken. */
export const RewardEntry = z.object({
  entryId: z.string(),
  type: z.enum(REWARD_TYPES),
  /** What it was, in words. */
  reason: z.string(),
  pending: z.int(),
  spendable: z.int(),
  at: z.string(),
});
export type RewardEntry = z.infer<typeof RewardEntry>;

/** Characters of a referral code, in capitals without those that look alike. */
export const ReferralCode = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{10}$/));

/** How far a referral is: nothing was bought yet; points are pending; they are spendable; they were taken back. */
export const REFERRAL_STATES = ["claimed", "qualified", "pending", "spendable", "reversing", "reversed"] as const;

/** Answer of `GET /me/rewards`, entries newest first. The query is `PageQuery`. */
export const Rewards = z.object({
  /** Whole points. `spendable` is below zero where points were taken back after they had been spent. */
  balance: z.object({ pending: z.int(), spendable: z.int() }),
  /** What is pending, by where it comes from; `on` is when it becomes spendable, null where a shop has yet to say. */
  toCome: z.array(z.object({ points: z.int(), from: z.enum(["referral", "shops"]), on: z.nullable(z.string()) })),
  items: z.array(RewardEntry),
  nextCursor: z.nullable(z.string()),
  /** What points can be redeemed against, and what that takes. */
  redeemable: z.array(z.object({ plan: Plan, name: z.string(), days: z.int(), points: z.int(), enough: z.boolean() })),
  referral: z.object({
    /** False for somebody under 18: neither of the two may be. */
    allowed: z.boolean(),
    /** What each of the two gets. */
    points: z.int(),
    /** Null until it was asked for. */
    own: z.nullable(z.object({ code: z.string(), url: z.string() })),
    /** Until when the shopper may say who sent them; null where that is over, or they said it. */
    claimUntil: z.nullable(z.string()),
    /** What became of their own claim; null where they made none. */
    claimed: z.nullable(z.object({ state: z.enum(REFERRAL_STATES), on: z.nullable(z.string()) })),
  }),
});
export type Rewards = z.infer<typeof Rewards>;

/** Body of `POST /me/rewards/redemptions`. */
export const RedemptionInput = z.strictObject({
  plan: Plan,
  /** Made anew by the page for each redemption: the same again is the same redemption, not another. */
  key: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
});
export type RedemptionInput = z.infer<typeof RedemptionInput>;

/** Answer of `POST /me/rewards/redemptions`, 201. */
export const Redemption = z.object({
  entryId: z.string(),
  plan: Plan,
  /** Points that it took. */
  points: z.int(),
  balance: z.object({ pending: z.int(), spendable: z.int() }),
  /** When the membership now ends. */
  endsAt: z.nullable(z.string()),
});
export type Redemption = z.infer<typeof Redemption>;

/** Body of `POST /me/referral`: who sent the shopper. */
export const ReferralClaim = z.strictObject({ code: ReferralCode });
export type ReferralClaim = z.infer<typeof ReferralClaim>;

/** Answer of `POST /me/referral`, 201; the same again is the same. */
export const ReferralClaimed = z.object({ state: z.enum(REFERRAL_STATES), points: z.int() });
export type ReferralClaimed = z.infer<typeof ReferralClaimed>;

/** Answer of `POST /me/referral-code` (no body), 201; a shopper has one, for ever. */
export const ReferralLink = z.object({ code: z.string(), url: z.string() });
export type ReferralLink = z.infer<typeof ReferralLink>;
