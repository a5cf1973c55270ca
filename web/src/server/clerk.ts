import { getSecret } from "astro:env/server";
import { clerkSettings } from "./clerk-settings.ts";

/** Where this stage's shoppers sign in; null where it has no such place. */
export const clerk = clerkSettings(getSecret("CLERK_PUBLISHABLE_KEY"), getSecret("CLERK_PROXY_URL"));
