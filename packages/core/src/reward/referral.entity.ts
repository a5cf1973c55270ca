import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";
import { GIVEN, REFERRAL_STATES } from "./referral-state.ts";

/** That a shopper said who sent them, and what came of it. Always written whole, so that its indexes agree with it. */
export const referral = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "referral", version: "1", service: "stylegence" },
        attributes: {
          /** Who was sent. */
          userId: { type: "string", required: true },
          /** Names it in the ledger, where no shopper is named. */
          referralId: { type: "string", required: true },
          /** Empty once they are erased. */
          referrerUserId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          state: { type: REFERRAL_STATES, required: true },
          given: { type: GIVEN, required: true },
          /** What each of the two gets by it; whole points. */
          points: { type: "number", required: true },
          /** The same for the referrer: nothing above their month's limit. */
          referrerPoints: { type: "number", required: true },
          /** The business event that it came of. */
          boughtKey: { type: "string" },
          boughtAt: { type: "string" },
          claimedAt: { type: "string", required: true },
          /** When the timer looks at it next; "never" where it need not. */
          dueAt: { type: "string", required: true },
          dueShard: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byReferrer: {
            index: "gsi1",
            condition: (item: { referrerUserId?: string }) => item.referrerUserId !== "",
            pk: { field: "gsi1pk", composite: ["referrerUserId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["state", "claimedAt", "userId"], casing: "none" },
          },
          byDue: {
            index: "gsi2",
            condition: (item: { dueAt?: string }) => item.dueAt !== "never",
            pk: { field: "gsi2pk", composite: ["dueShard"] },
            sk: { field: "gsi2sk", composite: ["dueAt", "userId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** The code of a shopper's link; they have one, for ever. */
export const referralCode = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "referralCode", version: "1", service: "stylegence" },
        attributes: {
          code: { type: "string", required: true },
          userId: { type: "string", required: true },
          createdAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["code"] }, sk: { field: "sk", composite: [] } },
          byShopper: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["code"] },
          },
        },
      },
      options,
    ),
);

/** That the owner of an e-mail address took part, by hashes of both: who erases an account and comes back is not new. */
export const referralMark = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "referralMark", version: "1", service: "stylegence" },
        attributes: {
          emailHash: { type: "string", required: true },
          holder: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["emailHash"] }, sk: { field: "sk", composite: [] } },
          byHolder: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["holder"] },
            sk: { field: "gsi1sk", composite: ["emailHash"] },
          },
        },
      },
      options,
    ),
);

/** How many of a shopper's invitations were rewarded in a month of Asia/Kolkata, `2026-11`. */
export const referralQuota = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "referralQuota", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          month: { type: "string", required: true },
          rewarded: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["month"] },
          },
        },
      },
      options,
    ),
);

export type Referral = EntityItem<ReturnType<typeof referral>>;
