import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/transaction.ts";
import { grantOf } from "../shopper/consent.ts";
import * as Store from "../shopper/metrics-store.ts";
import { unchanged } from "../shopper/row.ts";
import * as Shoppers from "../shopper/shopper.ts";
import { reviewClaim } from "./claim.entity.ts";
import type { ReviewRow } from "./review.entity.ts";
import { find, settle } from "./settle.ts";

type Snapshot = NonNullable<ReviewRow["metrics"]>;

/**
 * An adult's measurements as they are now, to be shown with a review, and the condition that the consent which they are kept under is not
 * changed meanwhile. Nothing without both consents.
 */
export async function snapshotFor({
  userId,
  shareMetrics,
}: ReviewRow): Promise<{ metrics?: Snapshot; check: Write[] }> {
  if (!userId || !shareMetrics) return { check: [] };
  const shopper = await Shoppers.find(userId);
  const grantId = shopper && grantOf(shopper, "storeBodyMetrics");
  const stored = grantId ? await Store.current(userId) : null;
  if (!shopper || !stored || stored.grantId !== grantId) return { check: [] };
  const { bodyType, heightCm, weightKg, bustCm, waistCm, hipsCm } = stored;
  return { metrics: { grantId, bodyType, heightCm, weightKg, bustCm, waistCm, hipsCm }, check: [unchanged(shopper)] };
}

/**
 * Takes measurements out of a shopper's reviews that were not kept under this grant, all of them where it is null; the stars stay. Returns
 * how many there were; may be done again.
 */
export async function empty(userId: string, grantId: string | null): Promise<number> {
  let emptied = 0;
  let cursor: string | null = null;
  do {
    // The claims lie in the shopper's partition: none is missed as it would be by an index that lags behind.
    const page: { data: { reviewId: string }[]; cursor: string | null } = await reviewClaim()
      .query.primary({ userId })
      .go({ consistent: true, limit: 100, cursor });
    for (const { reviewId } of page.data) {
      if (await drop(reviewId, grantId)) emptied++;
    }
    cursor = page.cursor;
  } while (cursor);
  return emptied;
}

async function drop(reviewId: string, grantId: string | null): Promise<boolean> {
  return onConflict(async () => {
    const known = await find(reviewId);
    if (!known?.metrics || known.metrics.grantId === grantId) return false;
    const { metrics: _, ...rest } = known;
    try {
      await settle(known, rest);
    } catch (error) {
      // The erasure of a shopper who is gone takes it.
      if (!(error instanceof DomainError && error.code === "unauthenticated")) throw error;
    }
    return true;
  });
}
