import * as Membership from "../membership/membership.ts";
import { offered, type Plan } from "../payment/price-list.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper, isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import * as Ledger from "./ledger.ts";
import { pointsOf } from "./rate.ts";
import { requireStaff } from "./staff.ts";

export interface Redeemed {
  entryId: string;
  plan: Plan;
  /** Whole points that it took. */
  points: number;
  balance: { pending: number; spendable: number };
  /** When the membership now ends, ISO 8601. */
  endsAt: string | null;
}

/**
 * Spends the acting shopper's points on a membership: points and time in one transaction, once for a `key` that the page made. Throws
 * `forbidden` where too few can be spent, where the membership runs for years already, and for somebody who acts as the shopper;
 * `conflict` where the key was used for another plan.
 */
export async function redeem(wanted: { plan: Plan; key: string }): Promise<Redeemed> {
  const { entryId, spendable: taken } = await spend(wanted);
  const userId = actingShopper();
  const [{ pending, spendable }, { endsAt }] = await Promise.all([
    Ledger.balanceOf(userId),
    Membership.standing(userId),
  ]);
  return { entryId, plan: wanted.plan, points: -taken, balance: { pending, spendable }, endsAt };
}

async function spend({ plan, key }: { plan: Plan; key: string }): Promise<Ledger.RewardEntry> {
  const userId = actingShopper();
  refuseImpersonator();
  const cost = pointsOf(plan);
  const { name, days } = offered(plan);
  const deed = `redemption:${key}`;
  const entryId = Ledger.entryIdOf(userId, deed);
  return onConflict(async () => {
    const known = await Ledger.find(userId, deed);
    if (known) return sameOf(known, plan);
    const { spendable } = await Ledger.balanceOf(userId);
    if (spendable < cost) throw Ledger.tooFew(spendable, cost);
    const move = { type: "redemption", key: deed, spendable: -cost, reason: name, relatedId: plan } as const;
    await commitFor(userId, [
      ...Ledger.moveWrites({ userId, ...move }),
      ...(await Membership.extensionWrites(userId, { key: entryId, plan, days, reason: "points" })),
      Audit.record(pseudonymOf(userId), "reward.redeemed", { details: { plan, points: cost } }),
    ]);
    return (await Ledger.find(userId, deed))!;
  });
}

function sameOf(known: Ledger.RewardEntry, plan: Plan): Ledger.RewardEntry {
  if (known.relatedId === plan) return known;
  throw new DomainError("conflict", "This was sent before for another membership. Reload the page.", { retry: false });
}

/**
 * Takes a redemption back: the time ends now and the points are there again. False where it was taken back before. Throws `not_found`
 * where there is no such redemption, or no such shopper any more, `forbidden` for anybody but staff.
 */
export async function undo(userId: string, entryId: string, reason: string): Promise<boolean> {
  requireStaff();
  return onConflict(async () => {
    const entry = await Ledger.get(userId, entryId);
    // The entries of somebody who was erased stay: no row of theirs may come back by them.
    const isTheirs = entry?.type === "redemption" && entry.spendable < 0 && !(await isDeleted(userId));
    if (!isTheirs) throw notFound({ entryId });
    const key = `${entry.key}:back`;
    if (await Ledger.find(userId, key)) return false;
    await commit([
      ...Ledger.moveWrites({
        ...{ userId, key, type: "redemption", spendable: -entry.spendable },
        ...{ reason: `Taken back: ${entry.reason}`, relatedId: entryId },
      }),
      ...(await Membership.revokeWrites(userId, entryId)),
      Audit.record(pseudonymOf(userId), "reward.returned", { reason, details: { entryId } }),
      unlessDeleted(userId),
    ]);
    return true;
  });
}
