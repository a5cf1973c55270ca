import { DomainError } from "../platform/errors.ts";

/** A single write that meets a transaction on the same item is a conflict like any other. */
export async function whenFree<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const names = [error, (error as Error).cause].map((one) => (one as { name?: string } | undefined)?.name);
    if (!names.includes("TransactionConflictException")) throw error;
    throw new DomainError("conflict", "Something else changed this at the same time.", { cause: error });
  }
}
