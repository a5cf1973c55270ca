import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { lookup } from "mrmime";
import { customResource } from "./custom-resource.ts";

/** The files lie beside the bundle. */
const CLIENT = path.join(import.meta.dirname, "client");
/** Their names change with their content. */
const HASHED = /^_astro\//;
const PARALLEL = 16;

/**
 * Puts the site's files into its bucket. What an earlier version left stays: a page that is open still asks for it.
 */
export const handler = customResource<{ bucket: string; distribution: string; hash: string }>(
  async ({ RequestType }, { bucket, distribution, hash }) => {
    if (RequestType === "Delete") return;
    const client = new S3Client({});
    const files = await readdir(CLIENT, { recursive: true, withFileTypes: true });
    const keys = files
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(CLIENT, path.join(entry.parentPath, entry.name)));
    // Pages name hashed files: those must be there first.
    const ordered = keys.sort((a, b) => Number(HASHED.test(b)) - Number(HASHED.test(a)));
    for (let at = 0; at < ordered.length; at += PARALLEL) {
      await Promise.all(ordered.slice(at, at + PARALLEL).map((key) => put(client, bucket, key)));
    }
    if (RequestType === "Create") return;
    const batch = { CallerReference: hash, Paths: { Quantity: 1, Items: ["/*"] } };
    const invalidate = new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch: batch });
    await new CloudFrontClient({}).send(invalidate);
  },
);

async function put(client: S3Client, bucket: string, key: string): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: await readFile(path.join(CLIENT, key)),
      ContentType: lookup(key) ?? "application/octet-stream",
      CacheControl: HASHED.test(key)
        ? "public, max-age=31536000, immutable"
        : "public, max-age=0, s-maxage=86400, must-revalidate",
    }),
  );
}
