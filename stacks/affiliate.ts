import { Duration, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Routes } from "./api.ts";
import { grantRead, grantReadWrite } from "./database.ts";
import { type Job, lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import { secret } from "./secrets.ts";
import type { Stage } from "./stage.ts";
import { timer } from "./timers.ts";

export interface AffiliateParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

/** The ways out to shops, and what their networks tell of what is bought there. */
export function affiliate(stack: Stack, { stage, table, work, monitoring }: AffiliateParts) {
  const made = (id: string, job: Omit<Job, "environment">): LambdaFunction => {
    const handler = lambda(stack, id, stage, { ...job, environment: work.names });
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const { queue, feed } = work.queues.affiliate;
  const secrets = secret(stack, stage, "AFFILIATE_SECRETS");

  // It reads, and hands clicks over: whatever goes wrong in it can change nothing.
  const go = made("Go", { entry: "functions/src/http/go.ts", memoryMb: 1024, timeoutSeconds: 10 });
  grantRead(table, go);
  queue.grantSendMessages(go);
  if (stage.clerk) go.addEnvironment("CLERK_JWT_KEY", stage.clerk.jwtKey);

  const webhook = made("AffiliateWebhook", {
    entry: "functions/src/webhooks/affiliate.ts",
    memoryMb: 1024,
    timeoutSeconds: 10,
  });
  grantReadWrite(table, webhook);
  secrets.grantRead(webhook);

  const job = made("AffiliateJob", {
    entry: "functions/src/jobs/affiliate.ts",
    memoryMb: 512,
    timeoutSeconds: 30,
    onFailure: work.failures.async,
  });
  grantReadWrite(table, job);
  secrets.grantRead(job);
  feed(job, { batchSize: 5, concurrency: stage.concurrency.alert });

  const pull = made("PullAffiliates", {
    entry: "functions/src/timers/pull-affiliates.ts",
    memoryMb: 256,
    timeoutSeconds: 30,
    onFailure: work.failures.async,
  });
  grantReadWrite(table, pull);
  timer(stack, "PullAffiliatesTimer", Duration.minutes(15), pull, work.failures.async);

  const routes: Routes = {
    "GET /go/{listingId}": go,
    "HEAD /go/{listingId}": go,
    "ANY /api/webhooks/affiliate/{network}/{secret}": webhook,
  };
  return {
    routes,
    functions: { go, affiliateWebhook: webhook, affiliate: job, pullAffiliates: pull },
    /** Tells the site's own origin, whose sessions name who clicks. */
    site(url: string): void {
      const parties = [url, stage.clerk?.authorizedParties].filter(Boolean).join(",");
      go.addEnvironment("SITE_URL", url);
      if (stage.clerk) go.addEnvironment("CLERK_AUTHORIZED_PARTIES", parties);
    },
  };
}
