import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { type Write, write } from "../platform/transaction.ts";

import { REFERRALS_A_MONTH } from "./rate.data.ts";
import { referralQuota } from "./referral.entity.ts";

const DAY_S = 86_400;
/** Longer than a month. */
const KEPT_DAYS = 40;

/**
 * The write that counts an invitation that is rewarded in the running month, for the transaction that rewards it; null where as many were
 * as may be. The commit throws `conflict` where others were quicker: then ask anew.
 */
export async function useWrite(userId: string): Promise<Write | null> {
  const now = context().now();
  const key = { userId, month: dayOf(now).slice(0, "2026-11".length) };
  const { data } = await referralQuota().get(key).go({ consistent: true });
  if ((data?.rewarded ?? 0) >= REFERRALS_A_MONTH) return null;
  const used = referralQuota()
    .upsert(key)
    .set({ expiresAt: Math.floor(now.getTime() / 1000) + KEPT_DAYS * DAY_S })
    .add({ rewarded: 1 })
    .where(({ rewarded }, { lt, notExists }) => `${notExists(rewarded)} OR ${lt(rewarded, REFERRALS_A_MONTH)}`);
  return write(used);
}
