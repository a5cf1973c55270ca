import { Entity, type EntityItem } from "electrodb";
import { money } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

/** How it is known, the strongest first: the shop's own word, a marketplace's, a receipt, or the shopper's own word. */
export const PURCHASE_METHODS = ["affiliate", "marketplace", "receipt_upload", "self_report"] as const;

/**
 * That a shopper bought a garment, by one way of knowing it. Its id is made of the shopper and the business event, and moments are only
 * ever added: told twice, or in another order, it is the same.
 */
export const purchase = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "purchase", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          purchaseId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          variantId: { type: "string" },
          listingId: { type: "string" },
          method: { type: PURCHASE_METHODS, required: true },
          /** What was paid for it, in minor units. */
          amount: money,
          boughtAt: { type: "string", required: true },
          /** What came first. */
          recordedAt: { type: "string", required: true },
          confirmedAt: { type: "string" },
          /** It was returned, or turned out to be none. */
          withdrawnAt: { type: "string" },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["purchaseId"], casing: "none" },
          },
          byTime: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["boughtAt", "purchaseId"], casing: "none" },
          },
          byGarment: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi2sk", composite: ["groupId", "purchaseId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type PurchaseRow = EntityItem<ReturnType<typeof purchase>>;
