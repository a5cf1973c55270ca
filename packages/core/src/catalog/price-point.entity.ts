import { Entity, type EntityItem } from "electrodb";
import { money, priceContext } from "../platform/attributes.ts";
import { lazily } from "../platform/table.ts";

/**
 * One a change, plus first sight. In the group's partition but outside of its collection, ordered by time over all
 * listings: a chart reads one range, and `previous` says what held before the range began.
 */
export const pricePoint = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "pricePoint", version: "1", service: "stylegence" },
        attributes: {
          groupId: { type: "string", required: true },
          listingId: { type: "string", required: true },
          sourceId: { type: "string", required: true },
          at: { type: "string", required: true },
          /** Absent: from here on the shop no longer sold it. */
          price: money,
          mrp: money,
          priceContext: { type: priceContext, required: true },
          /** The price until then; absent at first sight and after a gap. */
          previous: money,
        },
        indexes: {
          primary: {
            pk: { field: "pk", composite: ["groupId"] },
            sk: { field: "sk", composite: ["at", "listingId"] },
          },
        },
      },
      options,
    ),
);

export type PricePoint = EntityItem<ReturnType<typeof pricePoint>>;
