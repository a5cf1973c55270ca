import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { fromAws, ServiceError } from "../service-error.ts";
import type { Objects } from "./port.ts";

export function s3Objects(bucket: string, client: S3Client = new S3Client({})): Objects {
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    async put(key, body, { contentType, cacheControl, contentEncoding }) {
      const command = new PutObjectCommand({
        ...at(key),
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        ContentEncoding: contentEncoding,
      });
      await client.send(command).catch(fail);
    },
    async get(key) {
      const answer = await client.send(new GetObjectCommand(at(key))).catch(nullIfMissing);
      if (!answer?.Body) return null;
      return { body: await answer.Body.transformToByteArray(), contentType: answer.ContentType ?? null };
    },
    async head(key) {
      const answer = await client.send(new HeadObjectCommand(at(key))).catch(nullIfMissing);
      return answer && { bytes: answer.ContentLength ?? 0 };
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key))).catch(fail);
    },
  };
}

function fail(error: unknown): never {
  throw fromAws("s3", error);
}

function nullIfMissing(error: unknown): null {
  const failure = fromAws("s3", error);
  if (failure instanceof ServiceError && failure.kind === "not_found") return null;
  throw failure;
}
