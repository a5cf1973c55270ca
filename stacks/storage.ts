import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type LifecycleRule,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import { NagSuppressions } from "cdk-nag";
import type { Construct } from "constructs";
import type { Stage } from "./stage.ts";

export interface Buckets {
  /** Raw pages as fetched, gzipped. */
  snapshots: Bucket;
  /** Pictures in the sizes that the site shows. */
  media: Bucket;
  /** The site's own files. */
  assets: Bucket;
  /** What belongs to one shopper. */
  shoppers: Bucket;
}

/** The stage's buckets: private, encrypted, reached over TLS only. */
export function storage(scope: Construct, stage: Stage): Buckets {
  return {
    snapshots: bucket(scope, "Snapshots", stage, [
      {
        id: "age",
        transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) }],
        expiration: Duration.days(365),
      },
    ]),
    media: bucket(scope, "Media", stage, []),
    assets: bucket(scope, "Assets", stage, []),
    shoppers: ofShoppers(scope, stage),
  };
}

/** Where browsers reach a bucket, no trailing slash. */
export function addressOf(bucket: Bucket, { emulator }: Stage): string {
  return emulator ? `${emulator}/${bucket.bucketName}` : `https://${bucket.bucketRegionalDomainName}`;
}

function ofShoppers(scope: Construct, stage: Stage): Bucket {
  const made = bucket(scope, "Shoppers", stage, [
    // An export can be fetched for three days; this is for one whose end nobody wrote.
    { id: "exports", prefix: "exports/", expiration: Duration.days(4) },
    // What was sent and never looked at.
    { id: "quarantine", prefix: "quarantine/", expiration: Duration.days(1) },
  ]);
  // Pages send files to signed addresses, which say of which type and length; whose page it is protects nothing there.
  made.addCorsRule({
    allowedMethods: [HttpMethods.PUT],
    allowedOrigins: stage.siteUrl ? [stage.siteUrl] : ["*"],
    allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
    maxAge: 3600,
  });
  return made;
}

function bucket(scope: Construct, id: string, stage: Stage, rules: LifecycleRule[]): Bucket {
  const made = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: stage.tlsOnly,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [{ id: "parts", abortIncompleteMultipartUploadAfter: Duration.days(3) }, ...rules],
  });
  NagSuppressions.addResourceSuppressions(made, [
    { id: "AwsSolutions-S1", reason: "Only our functions and CloudFront read it; both keep logs of their own." },
  ]);
  return made;
}
