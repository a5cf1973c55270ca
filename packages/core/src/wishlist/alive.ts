import { DomainError } from "../platform/errors.ts";
import { commit, type Write } from "../platform/transaction.ts";
import { isDeleted, unlessDeleted } from "../shopper/shopper.ts";

/** As `commit`, unless the shopper was deleted; throws `unauthenticated` then, since their session may live a minute longer. */
export async function commitFor(userId: string, writes: readonly Write[]): Promise<void> {
  try {
    await commit([...writes, unlessDeleted(userId)]);
  } catch (error) {
    const isConflict = error instanceof DomainError && error.code === "conflict";
    if (isConflict && (await isDeleted(userId))) {
      throw new DomainError("unauthenticated", "This account was deleted.");
    }
    throw error;
  }
}
