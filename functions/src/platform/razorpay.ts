import type { Razorpay } from "@stylegence/clients/razorpay/port";
import { context } from "@stylegence/core/platform/context";
import { DomainError } from "@stylegence/core/platform/errors";
import { secret } from "./secret.ts";

/** The secret of the stage's key. Throws `unavailable` where there is none. */
export function razorpaySecret(): Promise<string> {
  return secret(context().config.RAZORPAY_KEY_SECRET_PARAMETER);
}

/** Razorpay with the stage's key. Throws `unavailable` on a stage that sells nothing. */
export async function razorpay(): Promise<Razorpay> {
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_API_URL: apiUrl } = context().config;
  if (keyId === "") throw new DomainError("unavailable", "Nothing is sold here.");
  // Its package is large, and most requests do without.
  const [{ razorpayApi }, keySecret] = await Promise.all([
    import("@stylegence/clients/razorpay/api"),
    razorpaySecret(),
  ]);
  return razorpayApi({ keyId, keySecret, apiUrl });
}
