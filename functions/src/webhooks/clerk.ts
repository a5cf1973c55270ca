import { receive } from "./clerk/receive.ts";
import { webhook } from "./webhook.ts";

/** Takes Clerk's events. */
export const handler = webhook({
  name: "clerk-webhook",
  secrets: "CLERK_WEBHOOK_SIGNING_SECRET_PARAMETER",
  take: async (asked, secrets) => receive(asked, await secrets()),
});
