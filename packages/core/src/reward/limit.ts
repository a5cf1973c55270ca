import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { type Write, write } from "../platform/transaction.ts";
import { rewardLimit } from "./limit.entity.ts";
import { REFERRALS_A_MONTH, REVIEWS_A_DAY } from "./rate.data.ts";

const MOST = { review: REVIEWS_A_DAY, referral: REFERRALS_A_MONTH };
const DAY_S = 86_400;
/** Longer than any period. */
const KEPT_DAYS = 40;

type Kind = keyof typeof MOST;

/**
 * The write that counts one of a kind for a shopper in the running day or month, for the transaction that rewards it; null where as many
 * were rewarded as may be. The commit throws `conflict` where others were quicker: then ask anew.
 */
export async function useWrite(userId: string, kind: Kind): Promise<Write | null> {
  const now = context().now();
  const day = dayOf(now);
  const key = { userId, kind, period: kind === "review" ? day : day.slice(0, "2026-11".length) };
  const { data } = await rewardLimit().get(key).go({ consistent: true });
  if ((data?.used ?? 0) >= MOST[kind]) return null;
  const used = rewardLimit()
    .upsert(key)
    .set({ expiresAt: Math.floor(now.getTime() / 1000) + KEPT_DAYS * DAY_S })
    .add({ used: 1 });
  return write(used.where((limit, { lt, notExists }) => `${notExists(limit.used)} OR ${lt(limit.used, MOST[kind])}`));
}
