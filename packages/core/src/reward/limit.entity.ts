import { Entity } from "electrodb";
import { lazily } from "../platform/table.ts";

/** How much of one kind a shopper was rewarded for in a day or a month. */
export const rewardLimit = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "rewardLimit", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          kind: { type: ["review", "referral"] as const, required: true },
          /** `2026-11-23` or `2026-11`, of Asia/Kolkata. */
          period: { type: "string", required: true },
          used: { type: "number" },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["kind", "period"] },
          },
        },
      },
      options,
    ),
);
