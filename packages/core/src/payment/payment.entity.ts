import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { money } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";
import { PLANS } from "./price-list.ts";
import { ATTEMPT_STATES, type DisputeState, PAYMENT_STATES, REFUND_STATES } from "./transition.data.ts";

/**
 * Something sold, with its one order at Razorpay. Always written whole, and every write to its tries and refunds goes with one of it,
 * under the condition that nobody else wrote since.
 */
export const payment = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "payment", version: "1", service: "stylegence" },
        attributes: {
          paymentId: { type: "string", required: true },
          rev: { type: "number", required: true },
          /** Taken away when the shopper is erased; the hash stays, as what was paid must be known for years. */
          userId: { type: "string" },
          shopperHash: { type: "string", required: true },
          plan: { type: PLANS, required: true },
          /** What it buys, and for how much: as it was offered, whatever the price list says later. */
          name: { type: "string", required: true },
          days: { type: "number", required: true },
          amount: { ...money, required: true },
          /** Razorpay's, absent until it is made. */
          orderId: { type: "string" },
          state: { type: PAYMENT_STATES, required: true },
          /** The try that paid it, Razorpay's id. */
          paidBy: { type: "string" },
          paidAt: { type: "string" },
          method: { type: "string" },
          /** Minor units of what was paid back. */
          refunded: { type: "number", required: true },
          revokedAt: { type: "string" },
          disputed: { type: "boolean", required: true },
          failure: { type: "string" },
          createdAt: { type: "string", required: true },
          /** When the checkout was opened again, hours after it was made. */
          openedAt: { type: "string" },
          /** Of what its shopper may see; looking whether there is news is none. */
          updatedAt: { type: "string", required: true },
          /** When Razorpay is asked what it knows; "never" when nothing can come any more. */
          checkAt: { type: "string", required: true },
          shard: { type: "number", required: true },
          /** Of one whose order was never made. */
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["paymentId"] }, sk: { field: "sk", composite: [] } },
          byShopper: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["createdAt", "paymentId"] },
          },
          byCheck: {
            index: "gsi2",
            condition: (item: { checkAt?: string }) => item.checkAt !== "never",
            pk: { field: "gsi2pk", composite: ["shard"] },
            sk: { field: "gsi2sk", composite: ["checkAt", "paymentId"] },
          },
        },
      },
      options,
    ),
);

/** A try to pay an order. Nothing of the payer's: no card, address or number. */
export const paymentAttempt = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "paymentAttempt", version: "1", service: "stylegence" },
        attributes: {
          paymentId: { type: "string", required: true },
          /** Razorpay's. */
          attemptId: { type: "string", required: true },
          state: { type: ATTEMPT_STATES, required: true },
          mostRefunded: { type: "number", required: true },
          method: { type: "string" },
          failure: { type: "string" },
          disputes: { type: CustomAttributeType<Record<string, DisputeState>>("any"), required: true },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["paymentId"] },
            sk: { field: "sk", composite: ["attemptId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** Money that goes back, or is to. */
export const refund = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "refund", version: "1", service: "stylegence" },
        attributes: {
          paymentId: { type: "string", required: true },
          refundId: { type: "string", required: true },
          attemptId: { type: "string", required: true },
          providerId: { type: "string" },
          amount: { type: "number", required: true },
          state: { type: REFUND_STATES, required: true },
          reason: { type: "string" },
          at: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["paymentId"] },
            sk: { field: "sk", composite: ["refundId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** Which payment an order of Razorpay's is for. */
export const paymentOrder = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "paymentOrder", version: "1", service: "stylegence" },
        attributes: {
          orderId: { type: "string", required: true },
          paymentId: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["orderId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
        },
      },
      options,
    ),
);

/** How many checkouts a shopper began in an hour. */
export const paymentQuota = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "paymentQuota", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          hour: { type: "string", required: true },
          begun: { type: "number" },
          expiresAt: { type: "number" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["hour"] },
          },
        },
      },
      options,
    ),
);

export type Payment = EntityItem<ReturnType<typeof payment>>;
export type AttemptRow = EntityItem<ReturnType<typeof paymentAttempt>>;
export type RefundRow = EntityItem<ReturnType<typeof refund>>;
