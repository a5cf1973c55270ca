export interface Clerk {
  publishableKey: string;
  /** Where browsers reach Clerk, where that is not the address that the key names. */
  proxyUrl: string | null;
  /** Origin of what browsers reach. */
  origin: string;
}

/** A publishable key is `pk_live_` or `pk_test_` and the frontend API's host in base64, ended by a dollar sign. */
function hostOf(key: string): string {
  const [, encoded = ""] = /^pk_(?:live|test)_([\w+/=-]+)$/.exec(key) ?? [];
  const host = Buffer.from(encoded, "base64").toString("utf8");
  if (/^[\w.-]+(:\d+)?\$$/.test(host)) return host.slice(0, -1);
  throw new Error("CLERK_PUBLISHABLE_KEY is no publishable key of Clerk's.");
}

/** What pages tell browsers; null without a key. Throws on a key that is none, so that a mistake shows at once. */
export function clerkSettings(publishableKey: string | undefined, proxyUrl: string | undefined): Clerk | null {
  if (!publishableKey) return null;
  const own = `https://${hostOf(publishableKey)}`;
  return { publishableKey, proxyUrl: proxyUrl || null, origin: proxyUrl ? new URL(proxyUrl).origin : own };
}
