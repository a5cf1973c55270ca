import { reconcile } from "@stylegence/core/payment/reconcile";
import { handler as handle } from "../platform/handler.ts";
import { razorpay } from "../platform/razorpay.ts";

/** Every minute: asks Razorpay about payments that are due, and pays back what is to be. */
export const handler = handle("reconcile-payments", async () => ({ ...(await reconcile(await razorpay())) }));
