import * as Audit from "../platform/audit.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { commit } from "../platform/transaction.ts";
import { grantOf } from "./consent.ts";
import type { ConsentFlag } from "./consent-flag.ts";
import { type ConsentHolder, consentHolders } from "./consent-holders.ts";
import { find } from "./shopper.ts";

/**
 * Empties every copy of what a shopper no longer consents to: the body of the job that a withdrawal queues. It looks at the consent as
 * it is now, so that it may run late, twice or side by side; what was kept under a consent given again since stays. Returns how many
 * copies went, by holder.
 */
export async function perform(
  { userId, flag }: { userId: string; flag: ConsentFlag },
  holders: readonly ConsentHolder[] = consentHolders,
): Promise<Record<string, number>> {
  const shopper = await find(userId);
  const grantId = shopper && grantOf(shopper, flag);
  const emptied: Record<string, number> = {};
  for (const holder of holders) {
    if (holder.flags.includes(flag)) emptied[holder.name] = await holder.empty({ userId, flag, grantId });
  }
  await commit([Audit.record(pseudonymOf(userId), "consent.emptied", { details: { flag, ...emptied } })]);
  return emptied;
}
