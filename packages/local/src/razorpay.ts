/** How the sandbox's Razorpay describes itself. */
interface Described {
  keyId: string;
  keySecret: string;
  webhookSecret: string;
  apiUrl: string;
  checkoutUrl: string;
}

export interface LocalRazorpay {
  /** Environment of a deploy, named as on AWS. */
  env: Record<string, string>;
  /** Values that are in no template. */
  secrets: Record<string, string>;
}

/** The sandbox's Razorpay, as a stage is told of any Razorpay. */
export async function razorpayOf(sandbox: string): Promise<LocalRazorpay> {
  const answer = await fetch(`${sandbox}/razorpay`);
  if (!answer.ok) throw new Error(`The sandbox does not describe its Razorpay: ${answer.status}`);
  const razorpay = (await answer.json()) as Described;
  return {
    env: {
      RAZORPAY_KEY_ID: razorpay.keyId,
      RAZORPAY_API_URL: razorpay.apiUrl,
      RAZORPAY_CHECKOUT_URL: razorpay.checkoutUrl,
    },
    secrets: { RAZORPAY_KEY_SECRET: razorpay.keySecret, RAZORPAY_WEBHOOK_SECRET: razorpay.webhookSecret },
  };
}

/** Tells the sandbox's Razorpay where the stage takes its events. */
export async function sendPaymentsTo(site: string, sandbox: string): Promise<void> {
  const answer = await fetch(`${sandbox}/razorpay/webhook`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: `${site}/api/webhooks/razorpay` }),
  });
  if (!answer.ok) throw new Error(`The sandbox's Razorpay does not take the stage's address: ${answer.status}`);
}
