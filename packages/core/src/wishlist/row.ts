import { locate } from "../catalog/locate.ts";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { notFound } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Standing, standingsOf } from "./standing.ts";
import { watchShard } from "./watch.ts";
import { type WishRow, wish } from "./wish.entity.ts";
import type { Alerts } from "./wish.ts";

/** What a shopper says of a wish; null takes it back. */
export interface Wanted {
  alerts: Alerts;
  note?: string | undefined;
  targetPrice?: WishRow["targetPrice"] | undefined;
}

export async function find(userId: string, variantId: string): Promise<WishRow | null> {
  return (await wish().get({ userId, variantId }).go({ consistent: true })).data;
}

/** Where a variant stands today, whatever it was merged into. Throws `not_found` for one that never was. */
export async function standingNow(variantId: string): Promise<Standing & { variantId: string }> {
  const variant = await locate(variantId);
  const product = variant && (await Product.find(variant.groupId, { consistent: true }));
  const standing = product && (await standingsOf(product, [variant.variantId])).get(variant.variantId);
  if (!standing) throw notFound({ variantId });
  return { ...standing, variantId: variant.variantId };
}

const STOCK: Partial<Record<Standing["availability"], boolean>> = {
  in_stock: true,
  out_of_stock: false,
  discontinued: false,
};

/** A wish as it begins: what holds now is nothing to be told of. */
export function rowOf(userId: string, variantId: string, standing: Standing, wanted: Wanted): WishRow {
  const at = context().now().toISOString();
  const price = standing.offer?.price;
  return {
    userId,
    variantId,
    rev: 1,
    groupId: standing.groupId,
    shard: watchShard(userId),
    addedAt: at,
    note: wanted.note,
    targetPrice: wanted.targetPrice,
    alerts: wanted.alerts,
    subject: standing.subject,
    offer: standing.offer ?? undefined,
    availability: standing.availability,
    addedPrice: price,
    base: price,
    inStock: STOCK[standing.availability],
    targetMet: isAtMost(price, wanted.targetPrice),
    fellAt: "never",
    updatedAt: at,
  };
}

export function isAtMost(price: WishRow["base"], target: WishRow["targetPrice"]): boolean {
  return !!price && !!target && price.currency === target.currency && price.amount <= target.amount;
}

/** The write of a wish's next state, refused when another write came first. */
export function next(known: WishRow, state: WishRow): Write {
  const item = { ...state, rev: known.rev + 1 };
  return write(
    wish()
      .put(item)
      .where(({ rev }, { eq }) => eq(rev, known.rev)),
  );
}
