import { checkpoint } from "../platform/checkpoint.entity.ts";
import { context } from "../platform/context.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import * as Product from "./product.ts";
import { type Promotion, promotion } from "./promotion.entity.ts";
import { boundaryOf, hourOf } from "./promotion.ts";

const NAME = "promotion-boundaries";
const HOUR_MS = 3_600_000;
/** Written with a boundary just ahead while the timer passed it: looked for once more. */
const OVERLAP_MS = 2 * HOUR_MS;
/** After a longer rest the index has been rebuilt anyway. */
const MAX_BEHIND_MS = 45 * 24 * HOUR_MS;
const SIDE_BY_SIDE = 8;

/**
 * Passes every start and end of a promotion since the last run: its group counts a change, so that the stream has it indexed at
 * today's effective price, and the next boundary is noted. Safe to repeat; where it stops the next run goes on.
 */
export async function passBoundaries(): Promise<{ hours: number; promotions: number }> {
  const now = context().now();
  const { data: known } = await checkpoint().get({ name: NAME }).go({ consistent: true });
  const since = known ? Date.parse(known.at) - OVERLAP_MS : now.getTime() - OVERLAP_MS;
  const start = Math.max(since, now.getTime() - MAX_BEHIND_MS);
  let promotions = 0;
  let hours = 0;
  for (let time = Math.floor(start / HOUR_MS) * HOUR_MS; time <= now.getTime(); time += HOUR_MS) {
    promotions += await passHour(hourOf(new Date(time)), now);
    hours++;
  }
  await checkpoint().put({ name: NAME, at: now.toISOString() }).go({ response: "none" });
  return { hours, promotions };
}

async function passHour(boundaryHour: string, now: Date): Promise<number> {
  // The key goes on behind the time: only a later time is above all of it.
  const boundaryAt = new Date(now.getTime() + 1).toISOString();
  let cursor: string | null = null;
  let count = 0;
  do {
    const page: { data: Promotion[]; cursor: string | null } = await promotion()
      .query.byBoundary({ boundaryHour })
      .lt({ boundaryAt })
      .go({ cursor, limit: 200 });
    for (let at = 0; at < page.data.length; at += SIDE_BY_SIDE) {
      await Promise.all(page.data.slice(at, at + SIDE_BY_SIDE).map((found) => pass(found, now)));
    }
    count += page.data.length;
    cursor = page.cursor;
  } while (cursor);
  return count;
}

function pass({ groupId, promotionId }: Promotion, now: Date): Promise<void> {
  return onConflict(async () => {
    const product = await Product.find(groupId, { consistent: true });
    const current = product?.promotions.find((one) => one.promotionId === promotionId);
    // It was moved or taken back since the index was read.
    if (!product || !current) return;
    const next = write(promotion().put({ ...current, ...boundaryOf(current, now) }));
    await commit([Product.bumpWatched(product.group), next]);
  });
}
