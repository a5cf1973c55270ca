import type { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Routes } from "./api.ts";
import { grantReadWrite } from "./database.ts";
import { lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import { secret } from "./secrets.ts";
import type { Stage } from "./stage.ts";

export interface ShopperParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

export interface Shoppers {
  routes: Routes;
  functions: Record<"shopperApi" | "clerkWebhook", LambdaFunction>;
  /** Tells the site's own origin, whose sessions are taken. */
  site(url: string): void;
}

/** What shoppers ask for themselves, and what the place where they sign in tells; nothing on a stage that has no such place. */
export function shoppers(stack: Stack, { stage, table, work, monitoring }: ShopperParts): Shoppers | undefined {
  const { clerk } = stage;
  if (!clerk) return undefined;
  const made = (id: string, entry: string, timeoutSeconds: number): LambdaFunction => {
    const handler = lambda(stack, id, stage, { entry, memoryMb: 1024, timeoutSeconds, environment: work.names });
    grantReadWrite(table, handler);
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const api = made("ShopperApi", "functions/src/http/shopper.ts", 15);
  api.addEnvironment("CLERK_JWT_KEY", clerk.jwtKey);
  if (stage.push) api.addEnvironment("VAPID_PUBLIC_KEY", stage.push.publicKey);
  const webhook = made("ClerkWebhook", "functions/src/webhooks/clerk.ts", 10);
  secret(stack, stage, "CLERK_WEBHOOK_SIGNING_SECRET").grantRead(webhook);
  return {
    routes: {
      "ANY /api/v1/me": api,
      "ANY /api/v1/me/{proxy+}": api,
      "POST /api/webhooks/clerk": webhook,
    },
    functions: { shopperApi: api, clerkWebhook: webhook },
    site(url) {
      const parties = [url, clerk.authorizedParties].filter(Boolean).join(",");
      for (const handler of [api, webhook]) handler.addEnvironment("SITE_URL", url);
      api.addEnvironment("CLERK_AUTHORIZED_PARTIES", parties);
    },
  };
}
