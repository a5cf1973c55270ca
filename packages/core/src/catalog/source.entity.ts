import { Entity, type EntityItem } from "electrodb";
import { lazily } from "../platform/table.ts";

/** A shop, or a feed's sender. */
export const source = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "source", version: "1", service: "stylegence" },
        attributes: {
          sourceId: { type: "string", required: true },
          name: { type: "string", required: true },
          baseUrl: { type: "string", required: true },
          createdAt: { type: "string", required: true },
          /** Constant: sources are few and listed as a whole. */
          list: { type: "string", required: true, default: "sources" },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["list"] }, sk: { field: "sk", composite: ["sourceId"] } },
        },
      },
      options,
    ),
);

export const seller = lazily(
  (options) =>
    new Entity(
      {
        model: { entity: "seller", version: "1", service: "stylegence" },
        attributes: {
          sourceId: { type: "string", required: true },
          sellerId: { type: "string", required: true },
          name: { type: "string", required: true },
          rating: { type: "number" },
          reviewCount: { type: "number" },
          createdAt: { type: "string", required: true },
        },
        indexes: {
          primary: { pk: { field: "pk", composite: ["sourceId"] }, sk: { field: "sk", composite: ["sellerId"] } },
        },
      },
      options,
    ),
);

export type Source = EntityItem<ReturnType<typeof source>>;
export type Seller = EntityItem<ReturnType<typeof seller>>;
