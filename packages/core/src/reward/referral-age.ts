import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type AgeFacts, ageOf } from "../shopper/age.ts";

/** A referral is made of what somebody buys, and what minors buy is not followed: neither side may be one. */
export function isMinor(shopper: AgeFacts): boolean {
  return ageOf(shopper, context().now()) === "minor";
}

/** Throws `forbidden` for a minor. */
export function refuseMinor(shopper: AgeFacts): void {
  if (isMinor(shopper)) throw new DomainError("forbidden", "Inviting friends is for those who are 18 or older.");
}
