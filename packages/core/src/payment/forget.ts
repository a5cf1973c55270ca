import { unlessRefused } from "../platform/condition.ts";
import { payment } from "./payment.entity.ts";
import type { Payment } from "./store.ts";

/** Takes the shopper's name off their payments, which must be known for years: a hash of it stays. May be done again. */
export async function unname(payments: readonly Payment[]): Promise<void> {
  for (const { userId: _, ...row } of payments) {
    const named = payment()
      .put({ ...row, rev: row.rev + 1 })
      .where((attr, { eq }) => eq(attr.rev, row.rev));
    // Refused where something else wrote meanwhile: the erasure looks again.
    await unlessRefused(named.go());
  }
}
