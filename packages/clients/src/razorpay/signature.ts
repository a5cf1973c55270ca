import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether what the checkout handed to the browser was signed by Razorpay for this very order. The order's id must be the one that we
 * keep, never the browser's.
 */
export function isCheckoutSigned(orderId: string, paymentId: string, signature: string, keySecret: string): boolean {
  return isSame(signature, createHmac("sha256", keySecret).update(`${orderId}|${paymentId}`).digest());
}

/** Whether the very bytes of an event were signed with one of the secrets: while one is being replaced, two are live. */
export function isEventSigned(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  return secrets.filter((secret) => isSame(signature, createHmac("sha256", secret).update(body).digest())).length > 0;
}

/** In a time that does not tell how much of it fits. */
function isSame(signature: string, digest: Buffer): boolean {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, "hex"), digest);
}
