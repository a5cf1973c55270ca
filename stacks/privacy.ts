import type { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { NagSuppressions } from "cdk-nag";
import { grantReadWrite } from "./database.ts";
import { lambda } from "./function.ts";
import type { jobs } from "./jobs.ts";
import type { Monitoring } from "./monitoring.ts";
import { secret } from "./secrets.ts";
import type { Stage } from "./stage.ts";
import type { Buckets } from "./storage.ts";

export interface PrivacyParts {
  stage: Stage;
  table: Table;
  buckets: Buckets;
  work: ReturnType<typeof jobs>;
  monitoring: Monitoring;
}

export interface Privacy {
  job: LambdaFunction;
  /** Lets a function sign addresses that exports are fetched from. */
  grantFetch(signer: LambdaFunction): void;
}

/** What erases shoppers, exports what is theirs, and empties what they no longer consent to. */
export function privacy(stack: Stack, { stage, table, buckets, work, monitoring }: PrivacyParts): Privacy {
  const { shoppers: bucket } = buckets;
  const job = lambda(stack, "PrivacyJob", stage, {
    entry: "functions/src/jobs/privacy.ts",
    memoryMb: 512,
    timeoutSeconds: 120,
    environment: work.names,
    onFailure: work.failures.async,
  });
  monitoring.watchErrors("PrivacyJob", job, 5);
  grantReadWrite(table, job);
  bucket.grantRead(job);
  bucket.grantPut(job);
  bucket.grantDelete(job);
  // Older versions go as well, should the bucket ever keep them.
  const versions = { actions: ["s3:ListBucketVersions"], resources: [bucket.bucketArn] };
  job.addToRolePolicy(new PolicyStatement(versions));
  const older = { actions: ["s3:DeleteObjectVersion"], resources: [bucket.arnForObjects("*")] };
  job.addToRolePolicy(new PolicyStatement(older));
  work.queues.privacy.queue.grantSendMessages(job);
  work.queues.privacy.feed(job, { batchSize: 1, concurrency: 2 });
  if (stage.clerk) secret(stack, stage, "CLERK_SECRET_KEY").grantRead(job);
  if (stage.clerk?.apiUrl) job.addEnvironment("CLERK_API_URL", stage.clerk.apiUrl);
  excuse(job);
  return {
    job,
    grantFetch(signer) {
      const exports = { actions: ["s3:GetObject"], resources: [bucket.arnForObjects("exports/*")] };
      signer.addToRolePolicy(new PolicyStatement(exports));
      excuse(signer);
    },
  };
}

function excuse(reader: LambdaFunction): void {
  NagSuppressions.addResourceSuppressions(
    reader,
    [{ id: "AwsSolutions-IAM5", reason: "Keys within the stage's own bucket." }],
    true,
  );
}
