import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { availability, money } from "../platform/attributes.ts";
import type { Money } from "../platform/money.ts";
import { lazily } from "../platform/table.ts";
import type { Alerts, Fall, ShownOffer, Subject } from "./wish.ts";

/**
 * One variant that one shopper wishes for, with what was last known of it: it outlives its product, and a page of the list is one
 * query. Always written whole, so that its indexes agree with it.
 */
export const wish = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "wishlistItem", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          variantId: { type: "string", required: true },
          /** Counts its writes: each is made under the condition that nobody else wrote since. */
          rev: { type: "number", required: true },
          groupId: { type: "string", required: true },
          /** Of the group's watchers: a garment that everybody wants is no hot key. */
          shard: { type: "number", required: true },
          addedAt: { type: "string", required: true },
          note: { type: "string" },
          targetPrice: money,
          alerts: { type: CustomAttributeType<Alerts>("any"), required: true },
          /** What it is. */
          subject: { type: CustomAttributeType<Subject>("any"), required: true },
          /** The best public way to buy it, as last known. */
          offer: { type: CustomAttributeType<ShownOffer>("any") },
          availability: { type: availability, required: true },
          addedPrice: money,
          /** The price that the next is compared with: the last there was. */
          base: money,
          /** Whether it was last known to be in stock; absent while that was never known. */
          inStock: { type: "boolean" },
          targetMet: { type: "boolean", required: true },
          /** The last fall that still holds. */
          fall: { type: CustomAttributeType<Fall>("any") },
          /** When that was; "never" without one. */
          fellAt: { type: "string", required: true },
          /** The last price that the shopper was told of. */
          told: { type: CustomAttributeType<{ price: Money; at: string }>("any") },
          stockToldAt: { type: "string" },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["variantId"] },
          },
          byTime: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["addedAt", "variantId"] },
          },
          /** A shopper's wishes for a garment lie side by side. */
          byWatched: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["groupId", "shard"] },
            sk: { field: "gsi2sk", composite: ["userId", "variantId"], casing: "none" },
          },
          byFall: {
            index: "gsi3",
            condition: (item: { fellAt?: string }) => item.fellAt !== "never",
            pk: { field: "gsi3pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi3sk", composite: ["fellAt", "variantId"] },
          },
        },
      },
      options,
    ),
);

export type WishRow = EntityItem<ReturnType<typeof wish>>;
