import { CustomResource, type Stack } from "aws-cdk-lib";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { NagSuppressions } from "cdk-nag";
import { lambda } from "./function.ts";
import type { Search } from "./search.ts";
import type { Stage } from "./stage.ts";

/**
 * Empties the buckets and removes the indexes of a stage that is being removed: a bucket must be empty to go, and
 * indexes lie in a domain that may stay.
 */
export function cleanup(stack: Stack, stage: Stage, buckets: Bucket[], search: Search): void {
  const handler = lambda(stack, "Cleanup", stage, {
    entry: "functions/src/deploy/cleanup.ts",
    memoryMb: 256,
    timeoutSeconds: 600,
    environment: { SEARCH_ENDPOINT: search.endpoint, SEARCH_PREFIX: stage.searchPrefix },
  });
  for (const bucket of buckets) {
    bucket.grantRead(handler);
    bucket.grantDelete(handler);
  }
  search.grantWrite(handler);
  NagSuppressions.addResourceSuppressions(
    handler,
    [{ id: "AwsSolutions-IAM5", reason: "Every object of the stage's own buckets is removed with them." }],
    true,
  );
  const resource = new CustomResource(stack, "CleanupOnRemove", {
    resourceType: "Custom::Cleanup",
    serviceToken: handler.functionArn,
    properties: { buckets: buckets.map((bucket) => bucket.bucketName) },
  });
  // Removed first, while the function may still act.
  resource.node.addDependency(handler);
}
