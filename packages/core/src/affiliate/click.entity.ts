import { Entity, type EntityItem } from "electrodb";
import { money } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

/** A way out to a shop that somebody took. Its id is all that a network learns of it. */
export const affiliateClick = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateClick", version: "1", service: "stylegence" },
        attributes: {
          clickId: { type: "string", required: true },
          network: { type: "string", required: true },
          /** Host of the shop, as its programme names it. */
          shop: { type: "string", required: true },
          listingId: { type: "string", required: true },
          groupId: { type: "string", required: true },
          variantId: { type: "string", required: true },
          /** What the offer was when it was clicked. */
          price: money,
          /** Nobody's where no adult shopper was signed in, and once they are erased. */
          userId: { type: "string" },
          clickedAt: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["clickId"], casing: "none" },
            sk: { field: "sk", composite: [] },
          },
          byUser: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["userId"], casing: "none" },
            sk: { field: "gsi1sk", composite: ["clickedAt"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** A message that came before the click that it names: the click brings it back. */
export const affiliateWait = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "affiliateWait", version: "1", service: "stylegence" },
        attributes: {
          clickId: { type: "string", required: true },
          callbackId: { type: "string", required: true },
          expiresAt: { type: "number", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["clickId"], casing: "none" },
            sk: { field: "sk", composite: ["callbackId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

export type Click = EntityItem<ReturnType<typeof affiliateClick>>;
