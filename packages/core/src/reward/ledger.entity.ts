import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const REWARD_TYPES = [
  "review",
  "purchase",
  "affiliate_reward",
  "referral",
  "redemption",
  "manual_adjustment",
] as const;
export type RewardType = (typeof REWARD_TYPES)[number];

/**
 * One business event that moved a shopper's points; written once, never changed. It names them by a hash, so that it stays as it is when
 * they are erased.
 */
export const rewardEntry = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "rewardEntry", version: "1", service: "stylegence" },
        attributes: {
          holder: { type: "string", required: true },
          /** Made of the holder and the event's key: the same event is the same item. */
          entryId: { type: "string", required: true },
          key: { type: "string", required: true },
          type: { type: REWARD_TYPES, required: true },
          /** Whole points, negative where they are taken. */
          pending: { type: "number", required: true },
          spendable: { type: "number", required: true },
          /** For the shopper, in words. */
          reason: { type: "string", required: true },
          relatedId: { type: "string" },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["holder"] }, sk: { field: "sk", composite: ["entryId"] } },
          byTime: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["holder"] },
            sk: { field: "gsi1sk", composite: ["at", "entryId"] },
          },
        },
      },
      options,
    ),
);

/** What a shopper's entries come to; moved in the transaction that adds one. */
export const rewardBalance = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "rewardBalance", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          pending: { type: "number" },
          spendable: { type: "number" },
          /** How many entries it is the sum of. */
          entries: { type: "number" },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type RewardEntry = EntityItem<ReturnType<typeof rewardEntry>>;
