import * as z from "zod/mini";
import { Money } from "./money.ts";
import { GroupId } from "./query.ts";
import { UploadId } from "./upload.ts";
import { VariantId } from "./wishlist.ts";

export const PURCHASE_METHODS = ["affiliate", "marketplace", "receipt_upload", "self_report"] as const;
export type PurchaseMethod = (typeof PURCHASE_METHODS)[number];

/** Body of `POST /me/purchases`: on the shopper's word, or with a receipt that was uploaded. */
export const PurchaseInput = z.strictObject({
  groupId: GroupId,
  variantId: z.optional(VariantId),
  method: z.enum(["self_report", "receipt_upload"]),
  /** Goes with `receipt_upload`. */
  uploadId: z.optional(UploadId),
});
export type PurchaseInput = z.infer<typeof PurchaseInput>;

/** What was bought, as the list shows it. */
export const PurchasedProduct = z.object({ groupId: z.string(), title: z.string(), image: z.nullable(z.string()) });

export const Purchase = z.object({
  purchaseId: z.string(),
  product: PurchasedProduct,
  variantId: z.nullable(z.string()),
  method: z.enum(PURCHASE_METHODS),
  /** `claimed`: on the shopper's word alone. */
  state: z.enum(["claimed", "confirmed", "withdrawn"]),
  /** What was paid, where that is known. */
  amount: z.nullable(Money),
  boughtAt: z.string(),
});
export type Purchase = z.infer<typeof Purchase>;

/** `waiting`: its file is not validated yet. `review`: one of our people looks at it. */
export const RECEIPT_STATES = ["waiting", "reading", "review", "confirmed", "refused"] as const;

/** A receipt that a shopper claims a purchase with. */
export const Receipt = z.object({
  receiptId: z.string(),
  uploadId: z.string(),
  product: PurchasedProduct,
  variantId: z.nullable(z.string()),
  state: z.enum(RECEIPT_STATES),
  /** In words for people, where it was refused. */
  reason: z.nullable(z.string()),
  /** What was read of it; null until then. */
  read: z.nullable(
    z.object({
      shop: z.nullable(z.string()),
      orderId: z.nullable(z.string()),
      /** Day of the purchase, `2026-11-23`. */
      day: z.nullable(z.string()),
      total: z.nullable(Money),
    }),
  ),
  createdAt: z.string(),
  decidedAt: z.nullable(z.string()),
});
export type Receipt = z.infer<typeof Receipt>;

/** Answer of `POST /me/purchases`; one of them is null. */
export const PurchaseAnswer = z.object({ purchase: z.nullable(Purchase), receipt: z.nullable(Receipt) });
export type PurchaseAnswer = z.infer<typeof PurchaseAnswer>;

/** Answer of `GET /me/purchases`, the latest first. */
export const Purchases = z.object({
  items: z.array(Purchase),
  nextCursor: z.nullable(z.string()),
  /** The newest claims with a receipt, with the first page only. */
  receipts: z.array(Receipt),
});
export type Purchases = z.infer<typeof Purchases>;
