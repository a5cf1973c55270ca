import { Entity, type EntityItem } from "electrodb";
import { availability, money, priceContext } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

export const listing = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "listing", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          listingId: { type: "string", required: true },
          variantId: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          sellerId: { type: "string" },
          /** The shop's page, and the option on it: with the source, the listing's natural key. */
          pageKey: { type: "string", required: true },
          optionKey: { type: "string", required: true },
          /** The shop's own number for the option. */
          sourceProductId: { type: "string" },
          url: { type: "string", required: true },
          /** Absent until a plausible price was seen. */
          price: money,
          mrp: money,
          priceContext: { type: priceContext, required: true },
          aboveMrp: { type: "boolean", required: true },
          availability: { type: availability, required: true },
          /** A price that jumped too far to be believed before a second crawl agrees. */
          held: { type: "map", properties: { price: money, seenAt: { type: "string", required: true } } },
          createdAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
          priceChangedAt: { type: "string" },
          discontinuedAt: { type: "string" },
        },
        indexes: {
          primary: {
            collection: "product",
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["listingId"] },
          },
          byId: {
            index: "gsi2",
            pk: { field: "gsi2pk", composite: ["listingId"] },
            sk: { field: "gsi2sk", composite: [] },
          },
        },
      },
      options,
    ),
);

export type Listing = EntityItem<ReturnType<typeof listing>>;
