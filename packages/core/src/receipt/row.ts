import { context } from "../platform/context.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type Receipt, receipt } from "./receipt.entity.ts";

/** A receipt of a shopper, or null. Strongly consistent. */
export async function find(userId: string, receiptId: string): Promise<Receipt | null> {
  const { data } = await receipt().get({ userId, receiptId }).go({ consistent: true });
  return data;
}

/** The write of a receipt's next state, refused where it is not as it was read. Undefined removes. */
export function next(known: Receipt, change: Partial<Receipt>): Write {
  const state = { ...known, ...change, rev: known.rev + 1, updatedAt: context().now().toISOString() };
  return write(
    receipt()
      .put(state)
      .where(({ rev }, { eq }) => eq(rev, known.rev)),
  );
}
