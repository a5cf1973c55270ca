import * as Notification from "../notification/notification.ts";
import * as Audit from "../platform/audit.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import * as Shopper from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import * as Ledger from "./ledger.ts";
import { requireStaff } from "./staff.ts";

export interface Adjustment {
  /** Whole points, negative to take. */
  points: number;
  /** For the shopper and the record. */
  reason: string;
  /** Names the case: the same again moves nothing. */
  key: string;
}

/** The most that one adjustment moves, either way. */
export const MOST = 100_000;

/**
 * Gives or takes spendable points by hand; false where the case was adjusted before. Throws `invalid` for what is no such number or has
 * no reason, `not_found` where there is no such shopper, `forbidden` where more is taken than there is, and for anybody but staff.
 */
export async function adjust(userId: string, { points, reason, key }: Adjustment): Promise<boolean> {
  requireStaff();
  refuse(
    "points",
    !Number.isSafeInteger(points) || points === 0 || Math.abs(points) > MOST,
    `a whole number to ${MOST}`,
  );
  refuse("reason", reason.trim() === "" || reason.length > 200, "a sentence of at most 200 characters");
  const deed = `adjustment:${key}`;
  return onConflict(async () => {
    if (await Ledger.find(userId, deed)) return false;
    if (!(await Shopper.find(userId))) throw notFound({ userId });
    const { spendable } = await Ledger.balanceOf(userId);
    if (points < 0 && spendable < -points) throw Ledger.tooFew(spendable, -points);
    await commitFor(userId, [
      ...Ledger.moveWrites({ userId, type: "manual_adjustment", key: deed, spendable: points, reason }),
      ...Notification.writes({ userId, kind: "points", key: deed, href: "/rewards", ...tellOf(points, reason) }),
      Audit.record(pseudonymOf(userId), "reward.adjusted", { reason, details: { points } }),
    ]);
    return true;
  });
}

function refuse(field: string, isWrong: boolean, message: string): void {
  if (isWrong) throw new DomainError("invalid", "The points can't be adjusted.", { fields: [{ field, message }] });
}

function tellOf(points: number, reason: string): { title: string; body: string } {
  const title = points > 0 ? `${points} points were added` : `${-points} points were taken`;
  return { title, body: reason };
}
