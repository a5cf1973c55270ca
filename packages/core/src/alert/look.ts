import * as History from "../catalog/history.ts";
import { locate } from "../catalog/locate.ts";
import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import type { Money } from "../platform/money.ts";
import { type Standing, standingsOf } from "../wishlist/standing.ts";
import type { WishRow } from "../wishlist/wish.entity.ts";
import { fell, type Judgement, judge } from "./judge.ts";

/** What became of a wish: its next state, under another variant's name where that was merged, and what is to be told. */
export interface Looked {
  row: WishRow;
  state: WishRow;
  alert: Judgement["alert"];
  lowConfidence: boolean;
}

/** A garment at one moment, read when first asked for and no more than once. */
export interface Sight {
  product: Product.Product;
  /** Of a variant that is with the garment no longer, where it is now; null where it is nowhere. */
  standing(variantId: string): Promise<(Standing & { variantId: string }) | null>;
  lowest(variantId: string, price: Money): Promise<{ isLowest: boolean; lowConfidence: boolean }>;
}

/** Reads the garment; null while a merge or split is under way, whose end is told of on its own, or where there is none. */
export async function sightOf(groupId: string, variantIds: readonly string[]): Promise<Sight | null> {
  const product = await Product.find(groupId, { consistent: true });
  if (!product || product.group.moving) return null;
  const standings = await standingsOf(product, variantIds);
  const moved = new Map<string, ReturnType<Sight["standing"]>>();
  let history: ReturnType<typeof Product.readWithPrices> | undefined;
  return {
    product,
    async standing(variantId) {
      const here = standings.get(variantId);
      if (here) return { ...here, variantId };
      const found = moved.get(variantId) ?? elsewhere(variantId, product);
      moved.set(variantId, found);
      return found;
    },
    async lowest(variantId, price) {
      history ??= Product.readWithPrices(groupId);
      return History.lowestEver(await history, variantId, price);
    },
  };
}

async function elsewhere(
  variantId: string,
  { group }: Product.Product,
): Promise<(Standing & { variantId: string }) | null> {
  const variant = await locate(variantId, group.mergedInto);
  const product = variant && (await Product.find(variant.groupId, { consistent: true }));
  const found = product && (await standingsOf(product, [variant.variantId])).get(variant.variantId);
  return found ? { ...found, variantId: variant.variantId } : null;
}

/** Compares a wish with what holds now. */
export async function look(row: WishRow, sight: Sight): Promise<Looked> {
  const standing = await sight.standing(row.variantId);
  const price = standing?.offer?.price ?? null;
  const availability = standing?.availability ?? "discontinued";
  const asks = row.alerts.lowestEver && standing !== null && price !== null && fell(row, price);
  const { isLowest, lowConfidence } = asks
    ? await sight.lowest(standing.variantId, price)
    : { isLowest: false, lowConfidence: false };
  const { memory, alert } = judge(row, { price, availability }, isLowest, context().now());
  const state: WishRow = {
    ...row,
    ...memory,
    variantId: standing?.variantId ?? row.variantId,
    groupId: standing?.groupId ?? row.groupId,
    subject: standing?.subject ?? row.subject,
    offer: standing?.offer ?? undefined,
    availability,
  };
  return { row, state, alert, lowConfidence };
}

/** Whether there is anything to write. */
export function isChanged({ row, state }: Looked): boolean {
  return canonical(row) !== canonical(state);
}

/** Keys in order, without what is absent: two states that say the same are the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
