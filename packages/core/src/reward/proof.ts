import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { rewardBalance, rewardEntry } from "./ledger.entity.ts";
import { type Balance, balanceOf } from "./ledger.ts";
import { requireStaff } from "./staff.ts";

export interface Proof {
  balance: Balance;
  /** What the entries come to. */
  sum: Balance;
  agrees: boolean;
}

/** Sums up a shopper's whole ledger and holds it against the balance. Throws `conflict` where points move faster than they can be read. */
export function verify(userId: string): Promise<Proof> {
  return onConflict(async () => {
    const balance = await balanceOf(userId);
    const sum = await sumOf(userId);
    const later = await balanceOf(userId);
    if (!isSame(balance, later)) throw new DomainError("conflict", "Points moved meanwhile.");
    return { balance, sum, agrees: isSame(balance, sum) };
  });
}

async function sumOf(userId: string): Promise<Balance> {
  const sum = { pending: 0, spendable: 0, entries: 0 };
  let cursor: string | null = null;
  do {
    const page: { data: { pending: number; spendable: number }[]; cursor: string | null } = await rewardEntry()
      .query.primary({ holder: pseudonymOf(userId) })
      .go({ consistent: true, cursor, limit: 500, attributes: ["pending", "spendable"] });
    for (const { pending, spendable } of page.data) {
      sum.pending += pending;
      sum.spendable += spendable;
      sum.entries++;
    }
    cursor = page.cursor;
  } while (cursor);
  return sum;
}

function isSame(a: Balance, b: Balance): boolean {
  return a.pending === b.pending && a.spendable === b.spendable && a.entries === b.entries;
}

/** Sets a balance to what its entries come to, where it is something else; says what was found. Throws `not_found` for who was erased, `forbidden` for anybody but staff. */
export async function repair(userId: string, reason: string): Promise<Proof> {
  requireStaff();
  return onConflict(async () => {
    const found = await verify(userId);
    if (found.agrees) return found;
    if (await isDeleted(userId)) throw notFound({ userId });
    const { balance, sum } = found;
    const updatedAt = context().now().toISOString();
    const put = rewardBalance()
      .put({ userId, ...sum, updatedAt })
      .where((row, { eq, notExists }) =>
        balance.entries === 0 ? notExists(row.entries) : eq(row.entries, balance.entries),
      );
    const details = { before: balance, after: sum };
    const record = Audit.record(pseudonymOf(userId), "reward.repaired", { reason, details });
    await commit([write(put), record, unlessDeleted(userId)]);
    return found;
  });
}
