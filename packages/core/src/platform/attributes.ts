/** Attribute shapes that several entities share, in ElectroDB's notation. */
export const money = {
  type: "map",
  properties: { amount: { type: "number", required: true }, currency: { type: "string", required: true } },
} as const;

export const size = {
  type: "map",
  properties: {
    system: { type: "string", required: true },
    label: { type: "string", required: true },
    raw: { type: "string", required: true },
  },
} as const;

export const availability = ["in_stock", "back_order", "pre_order", "unknown", "out_of_stock", "discontinued"] as const;
export type Availability = (typeof availability)[number];

export const priceContext = ["public", "member", "coupon"] as const;
export type PriceContext = (typeof priceContext)[number];
