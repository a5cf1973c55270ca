import { hash26 } from "./hash.ts";

/** What stands for a shopper where their id may not be kept. */
export function pseudonymOf(userId: string): string {
  return hash26(`shopper ${userId}`);
}
