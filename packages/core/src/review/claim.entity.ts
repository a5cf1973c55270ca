import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** That a shopper has a review of a product, under way or published: there is one at most. In the shopper's partition. */
export const reviewClaim = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "reviewClaim", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          reviewId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["groupId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type ReviewClaim = EntityItem<ReturnType<typeof reviewClaim>>;

/** How many reviews a shopper wrote on a day (of Asia/Kolkata), and how many of them were rewarded. */
export const reviewQuota = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "reviewQuota", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          day: { type: "string", required: true },
          written: { type: "number" },
          rewarded: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["day"] },
          },
        },
      },
      options,
    ),
);

/** Whose text it is: what is long enough to be somebody's own is written once. It names no shopper, and goes with the review. */
export const reviewText = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "reviewText", version: "1", service: "stylegence" },
        attributes: {
          fingerprint: { type: "string", required: true },
          reviewId: { type: "string", required: true },
        },
        indexes: { primary: { pk: { field: "pk", composite: ["fingerprint"] }, sk: { field: "sk", composite: [] } } },
      },
      options,
    ),
);

export const WAITING_FOR = ["translation", "staff"] as const;

/** A review that waits for a translator, or for somebody of ours. It names no shopper. */
export const reviewWaiting = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "reviewWaiting", version: "1", service: "stylegence" },
        attributes: {
          waitingFor: { type: WAITING_FOR, required: true },
          shard: { type: "number", required: true },
          reviewId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["waitingFor", "shard"] },
            sk: { field: "sk", composite: ["reviewId"] },
          },
        },
      },
      options,
    ),
);
