import { Duration, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Routes } from "./api.ts";
import { grantReadWrite } from "./database.ts";
import { lambda, type Variables } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import { secret } from "./secrets.ts";
import type { Razorpay, Stage } from "./stage.ts";
import { timer } from "./timers.ts";

export interface PaymentParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

export interface Payments {
  routes: Routes;
  functions: Record<string, LambdaFunction>;
  /** Tells the site's own origin, whose sessions are taken. */
  site(url: string): void;
}

/**
 * What takes payments: the API of shoppers' payments, which alone of all APIs holds the key; what Razorpay tells; and the timer that asks
 * for what it did not tell. A stage without a key sells nothing, and one without shoppers has nobody to sell to.
 */
export function payments(stack: Stack, { stage, table, work, monitoring }: PaymentParts): Payments | undefined {
  const { clerk, razorpay } = stage;
  if (!clerk) return undefined;
  const account: Variables = razorpay ? accountOf(razorpay) : {};
  const made = (id: string, entry: string, timeoutSeconds: number, memoryMb = 1024): LambdaFunction => {
    const environment = { ...work.names, ...account };
    const onFailure = work.failures.async;
    const handler = lambda(stack, id, stage, { entry, memoryMb, timeoutSeconds, environment, onFailure });
    grantReadWrite(table, handler);
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const api = made("PaymentApi", "functions/src/http/payments.ts", 15);
  api.addEnvironment("CLERK_JWT_KEY", clerk.jwtKey);
  const sold = razorpay && selling(razorpay);
  return {
    routes: {
      "ANY /api/v1/me/membership": api,
      "ANY /api/v1/me/payments": api,
      "ANY /api/v1/me/payments/{proxy+}": api,
      ...(sold && { "POST /api/webhooks/razorpay": sold.functions.razorpayWebhook }),
    },
    functions: { paymentApi: api, ...sold?.functions },
    site(url) {
      api.addEnvironment("SITE_URL", url);
      api.addEnvironment("CLERK_AUTHORIZED_PARTIES", [url, clerk.authorizedParties].filter(Boolean).join(","));
    },
  };

  /** What takes Razorpay's events, and what asks it. */
  function selling({ relay }: Razorpay) {
    const key = secret(stack, stage, "RAZORPAY_KEY_SECRET");
    const reconcile = made("ReconcilePayments", "functions/src/timers/reconcile-payments.ts", 50, 512);
    for (const handler of [api, reconcile]) key.grantRead(handler);
    timer(stack, "EveryMinutePayments", Duration.minutes(1), reconcile, work.failures.async);
    const webhook = made("RazorpayWebhook", "functions/src/webhooks/razorpay.ts", 10);
    secret(stack, stage, "RAZORPAY_WEBHOOK_SECRET").grantRead(webhook);
    if (relay) work.functions.inbox.addEnvironment("RAZORPAY_RELAY", relay);
    return { functions: { reconcilePayments: reconcile, razorpayWebhook: webhook } };
  }
}

function accountOf({ keyId, apiUrl, checkoutUrl }: Razorpay): Variables {
  return {
    RAZORPAY_KEY_ID: keyId,
    ...(apiUrl && { RAZORPAY_API_URL: apiUrl }),
    ...(checkoutUrl && { RAZORPAY_CHECKOUT_URL: checkoutUrl }),
  };
}
