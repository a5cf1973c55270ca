import { Duration, type Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import type { Routes } from "./api.ts";
import { grantReadWrite } from "./database.ts";
import { lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import type { Stage } from "./stage.ts";
import { timer } from "./timers.ts";

export interface ReviewParts {
  stage: Stage;
  table: Table;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
  /** What answers shoppers, where there are any. */
  shopperApi: LambdaFunction | undefined;
}

export interface Reviews {
  routes: Routes;
  /** It shows pictures of reviews to everybody, and takes them back. */
  job: LambdaFunction;
  functions: Record<string, LambdaFunction>;
}

/** What looks at reviews and publishes them, and wakes those that wait for a translator. */
export function reviews(stack: Stack, { stage, table, work, monitoring, shopperApi }: ReviewParts): Reviews {
  // An emulator has no Amazon Translate.
  const translator = stage.emulator ? "none" : "amazon";
  const environment = { ...work.names, TRANSLATOR: translator };
  const made = (id: string, entry: string, memoryMb: number): LambdaFunction => {
    const options = { entry, memoryMb, timeoutSeconds: 30, environment };
    const handler = lambda(stack, id, stage, { onFailure: work.failures.async, ...options });
    grantReadWrite(table, handler);
    monitoring.watchErrors(id, handler, 5);
    return handler;
  };
  const job = made("ReviewJob", "functions/src/jobs/review.ts", 512);
  work.queues.review.feed(job, { batchSize: 5, concurrency: stage.keepsData ? 5 : 2 });
  if (translator === "amazon") {
    job.addToRolePolicy(new PolicyStatement({ actions: ["translate:TranslateText"], resources: ["*"] }));
    const reason = "Amazon Translate knows no resources.";
    NagSuppressions.addResourceSuppressions(job, [{ id: "AwsSolutions-IAM5", reason }], true);
  }
  const retry = made("RetryReviews", "functions/src/timers/retry-reviews.ts", 256);
  work.queues.review.queue.grantSendMessages(retry);
  timer(stack, "EveryHourReviews", Duration.hours(1), retry, work.failures.async);
  return {
    routes: shopperApi ? { "POST /api/v1/products/{groupId}/reviews": shopperApi } : {},
    job,
    functions: { review: job, retryReviews: retry },
  };
}
