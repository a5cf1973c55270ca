import * as z from "zod/mini";

export const AVAILABILITY = ["in_stock", "back_order", "pre_order", "unknown", "out_of_stock", "discontinued"] as const;

/** Best first, as offers are ordered. */
export const Availability = z.enum(AVAILABILITY);
export type Availability = z.infer<typeof Availability>;

/** Who can have the price: everybody, members of the shop, or whoever has the coupon. */
export const PriceContext = z.enum(["public", "member", "coupon"]);
export type PriceContext = z.infer<typeof PriceContext>;

export const SizeSystem = z.enum(["IN", "UK", "US", "EU", "ALPHA", "WAIST", "AGE", "CM", "ONE"]);
export type SizeSystem = z.infer<typeof SizeSystem>;
