import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

export const LINK_REFUSALS = ["not_a_product", "no_price", "forbidden", "gone", "unreachable", "full"] as const;

/** A pasted link that is no wish yet: its page is to be read, or was of no use. */
export const wishLink = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "wishLink", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          /** The crawl's entry for the address: pasted twice, it is one link. */
          linkId: { type: "string", required: true },
          /** As pasted: it may name an option of the page. */
          url: { type: "string", required: true },
          /** The entry that its page is read by now: another one where the shop redirects. */
          frontierId: { type: "string", required: true },
          state: { type: ["reading", "refused"] as const, required: true },
          reason: { type: LINK_REFUSALS },
          addedAt: { type: "string", required: true },
          updatedAt: { type: "string", required: true },
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["userId"], casing: "none" },
            sk: { field: "sk", composite: ["linkId"] },
          },
          /** Those who wait for a page. */
          byPage: {
            index: "gsi1",
            pk: { field: "gsi1pk", composite: ["frontierId", "state"] },
            sk: { field: "gsi1sk", composite: ["userId"], casing: "none" },
          },
        },
      },
      options,
    ),
);

/** How many links a shopper pasted in an hour. */
export const pasteQuota = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "pasteQuota", version: "1", service: "stylegence" },
        attributes: {
          userId: { type: "string", required: true },
          hour: { type: "string", required: true },
          pasted: { type: "number" },
          expiresAt: { type: "number", required: true },
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

export type WishLink = EntityItem<ReturnType<typeof wishLink>>;
