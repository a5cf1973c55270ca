import { settleDue } from "@stylegence/core/reward/referral-due";
import { handler as handle } from "../platform/handler.ts";

/** Every minute: points of referrals become pending, spendable, or are taken back. */
export const handler = handle("settle-rewards", async () => ({ ...(await settleDue()) }));
