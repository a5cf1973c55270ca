import * as Product from "../catalog/product.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import * as Purchase from "../purchase/purchase.ts";
import type { ReviewRow } from "./review.entity.ts";
import { standing } from "./review.ts";
import { settle } from "./settle.ts";

/** How a shopper's purchase of a garment is known: confirmed, or by their own word; undefined where it is not. */
export async function proofOf(userId: string, groupId: string): Promise<ReviewRow["verified"]> {
  const best = await Purchase.best(userId, groupId);
  if (!best) return undefined;
  return best.confirmed ? best.method : "self_report";
}

/**
 * A shopper's purchase of a garment was recorded, confirmed or taken back: their published review of it says so. Returns whether that
 * changed it; may be done again, and late.
 */
export async function verify({
  userId,
  groupId,
  purchaseId,
}: {
  userId: string;
  groupId: string;
  purchaseId: string;
}): Promise<boolean> {
  const current = await Product.resolve(groupId);
  await refuseStale(userId, current, purchaseId);
  return onConflict(async () => {
    const known = await standing(userId, current);
    // One that is not published yet is looked at when it is.
    if (known?.state !== "published") return false;
    const verified = await proofOf(userId, current);
    if (verified === known.verified) return false;
    await settle(known, { ...known, verified });
    return true;
  });
}

/** Purchases of a garment are found by an index, which may be a moment behind: then the message comes again. */
async function refuseStale(userId: string, groupId: string, purchaseId: string): Promise<void> {
  const [told, best] = await Promise.all([Purchase.find(userId, purchaseId), Purchase.best(userId, groupId)]);
  // What was bought before the garment was merged is not looked up by the garment's name of today.
  if (told?.groupId !== groupId) return;
  const isBehind = told.state === "withdrawn" ? best?.purchaseId === purchaseId : told.confirmed && !best?.confirmed;
  if (isBehind) throw new DomainError("unavailable", "The index of purchases is behind.");
}
