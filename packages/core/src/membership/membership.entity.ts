import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { PLANS } from "../payment/price-list.ts";
import { lazily } from "../platform/table.ts";
import type { Span } from "./schedule.ts";

/** Where a shopper stands: what follows from their grants, worked out whenever one comes or goes. */
export const membership = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "membership", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** Each grant and each revocation is made under the condition that no other was since. */
          rev: { type: "number", required: true },
          /** The running one and those after it, as they were when this was written; a few years of them at most. */
          spans: { type: CustomAttributeType<Span[]>("any"), required: true },
          endsAt: { type: "string" },
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

/** Time that a shopper was given, once for each key. */
export const membershipPeriod = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "membershipPeriod", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** The business event: a payment's id, a redemption's. */
          key: { type: "string", required: true },
          plan: { type: PLANS, required: true },
          days: { type: "number", required: true },
          reason: { type: ["payment", "points", "staff"] as const, required: true },
          grantedAt: { type: "string", required: true },
          revokedAt: { type: "string" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["key"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type MembershipRow = EntityItem<ReturnType<typeof membership>>;
export type Period = EntityItem<ReturnType<typeof membershipPeriod>>;
