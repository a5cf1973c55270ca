import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { lookup } from "mrmime";

/** Their names change with their content. */
const HASHED = /^_astro\//;
const PARALLEL = 16;

/**
 * Puts every file below `dir` into the bucket. What an earlier version left stays: a page that is open still asks for it.
 */
export async function putFiles(client: S3Client, bucket: string, dir: string): Promise<void> {
  const files = await readdir(dir, { recursive: true, withFileTypes: true });
  const keys = files
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    // Pages name hashed files: those must be there first.
    .sort((a, b) => Number(HASHED.test(b)) - Number(HASHED.test(a)));
  for (let at = 0; at < keys.length; at += PARALLEL) {
    await Promise.all(keys.slice(at, at + PARALLEL).map((key) => put(client, bucket, dir, key)));
  }
}

async function put(client: S3Client, bucket: string, dir: string, key: string): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: await readFile(path.join(dir, key)),
      ContentType: lookup(key) ?? "application/octet-stream",
      CacheControl: HASHED.test(key)
        ? "public, max-age=31536000, immutable"
        : "public, max-age=0, s-maxage=86400, must-revalidate",
    }),
  );
}
