const RAZORPAY = ".razorpay.com";

/**
 * What a page's policy names so that the checkout may work, by the address of its script; null without one. Razorpay's script brings
 * others and a frame from further hosts of theirs.
 */
export function checkoutSource(scriptUrl: string | undefined): string | null {
  if (!scriptUrl) return null;
  const { origin, hostname } = new URL(scriptUrl);
  return hostname.endsWith(RAZORPAY) ? `https://*${RAZORPAY}` : origin;
}
