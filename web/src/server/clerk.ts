import { getSecret } from "astro:env/server";

export interface Clerk {
  publishableKey: string;
  /** Where browsers reach Clerk, where that is not the address that the key names. */
  proxyUrl: string | null;
  /** Origin of what browsers reach. */
  origin: string;
}

/** A publishable key is `pk_live_` or `pk_test_` and the frontend API's host in base64, ended by a dollar sign. */
function hostOf(key: string): string {
  const host = Buffer.from(key.split("_")[2] ?? "", "base64").toString("utf8");
  if (/^pk_(live|test)_/.test(key) && /^[\w.-]+\$$/.test(host)) return host.slice(0, -1);
  throw new Error("CLERK_PUBLISHABLE_KEY is no publishable key of Clerk's.");
}

function read(): Clerk | null {
  const publishableKey = getSecret("CLERK_PUBLISHABLE_KEY");
  if (!publishableKey) return null;
  const proxyUrl = getSecret("CLERK_PROXY_URL") || null;
  return {
    publishableKey,
    proxyUrl,
    origin: proxyUrl ? new URL(proxyUrl).origin : `https://${hostOf(publishableKey)}`,
  };
}

/** Where this stage's shoppers sign in; null where it has no such place. */
export const clerk = read();
