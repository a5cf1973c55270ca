import { listOf } from "@stylegence/core/platform/list";
import { Webhook } from "svix";

/** The headers of a delivery. */
export type SvixHeaders = Record<"svix-id" | "svix-timestamp" | "svix-signature", string>;

/**
 * Whether a body was signed, within five minutes of now, by one of the secrets: "whsec_… , whsec_…". Two are live while one is being
 * replaced, as deliveries that are tried again may carry the old one's signature.
 */
export function isSigned(payload: string, headers: SvixHeaders, secrets: string): boolean {
  return listOf(secrets).some((secret) => verifies(payload, headers, secret));
}

function verifies(payload: string, headers: SvixHeaders, secret: string): boolean {
  try {
    new Webhook(secret).verify(payload, headers);
    return true;
  } catch {
    return false;
  }
}
