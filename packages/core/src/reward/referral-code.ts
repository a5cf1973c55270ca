import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import * as Shopper from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import { referralCode } from "./referral.entity.ts";
import { refuseMinor } from "./referral-age.ts";

const LENGTH = 10;

/** The codes that may be a shopper's, the likeliest first: the second where the first is another's. */
function candidates(userId: string): string[] {
  const hash = hash26(`referral ${userId}`);
  return [hash.slice(0, LENGTH), hash.slice(LENGTH, 2 * LENGTH)];
}

/** The shopper's code, or null where they never asked for one. */
export async function find(userId: string): Promise<string | null> {
  for (const code of candidates(userId)) {
    const holder = await holderOf(code);
    if (holder === null) return null;
    if (holder === userId) return code;
  }
  return null;
}

/** Whose code it is, or null where it is nobody's. Strongly consistent. */
export async function holderOf(code: string): Promise<string | null> {
  const { data } = await referralCode().get({ code }).go({ consistent: true });
  return data?.userId ?? null;
}

/** The acting shopper's code, made where there is none. Throws `forbidden` for somebody under 18 or who acts as the shopper. */
export async function make(): Promise<string> {
  const shopper = await Shopper.current();
  refuseImpersonator();
  refuseMinor(shopper);
  const { userId } = shopper;
  const createdAt = context().now().toISOString();
  for (const code of candidates(userId)) {
    if ((await holderOf(code)) === userId) return code;
    try {
      await commitFor(userId, [write(referralCode().create({ code, userId, createdAt }))]);
      return code;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "conflict") throw error;
      if ((await holderOf(code)) === userId) return code;
    }
  }
  throw new DomainError("unavailable", "There is no free code just now.");
}

/** Where a code's link leads. */
export function urlOf(code: string): string {
  return `${context().config.SITE_URL}/rewards?from=${code}`;
}
