import { $clerkStore } from "@clerk/astro/client";
import { runInjectionScript } from "@clerk/astro/internal";
import type { ClerkScript } from "./session.ts";
import type { ClerkSettings } from "./settings.ts";

/** Runs what `@clerk/astro` runs in every page, here only where a shopper is wanted. Rejects when Clerk cannot be reached. */
export async function loadClerk({ publishableKey, proxyUrl }: ClerkSettings): Promise<ClerkScript> {
  await runInjectionScript({
    publishableKey,
    proxyUrl,
    // The SDK would ask a proxy over TLS in any case.
    ...(proxyUrl ? { __internal_clerkJSUrl: `${proxyUrl}/npm/@clerk/clerk-js@6/dist/clerk.browser.js` } : {}),
    // Nothing of Clerk's own look is mounted in our pages: people sign in at its account pages.
    prefetchUI: false,
    // Milliseconds; whoever waits is then told.
    scriptLoadTimeout: 10_000,
    telemetry: { disabled: true },
    unsafe_disableDevelopmentModeConsoleWarning: true,
  } as Parameters<typeof runInjectionScript>[0]);
  const script = $clerkStore.get();
  if (!script?.loaded) throw new Error("Clerk cannot be reached.");
  return script;
}
