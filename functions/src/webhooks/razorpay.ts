import { receive } from "./razorpay/receive.ts";
import { webhook } from "./webhook.ts";

/** Takes Razorpay's events. */
export const handler = webhook({
  name: "razorpay-webhook",
  secrets: "RAZORPAY_WEBHOOK_SECRET_PARAMETER",
  take: async (asked, secrets) => receive(asked, await secrets()),
});
