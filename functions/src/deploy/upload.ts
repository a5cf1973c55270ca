import path from "node:path";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import { S3Client } from "@aws-sdk/client-s3";
import { customResource } from "./custom-resource.ts";
import { putFiles } from "./site-files.ts";

/** The files lie beside the bundle. */
const CLIENT = path.join(import.meta.dirname, "client");

/** Puts the site's files into its bucket, and tells CloudFront to forget the former ones. */
export const handler = customResource<{ bucket: string; distribution: string; hash: string }>(
  async ({ RequestType }, { bucket, distribution, hash }) => {
    if (RequestType === "Delete") return;
    await putFiles(new S3Client({}), bucket, CLIENT);
    if (RequestType === "Create") return;
    const batch = { CallerReference: hash, Paths: { Quantity: 1, Items: ["/*"] } };
    const invalidate = new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: batch });
    await new CloudFrontClient({}).send(invalidate);
  },
);
