import type { Readable } from "node:stream";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { fromAws, ServiceError } from "../service-error.ts";
import type { Files } from "./port.ts";

/** One part goes up while the next one fills. */
const PARTS_AT_ONCE = 2;

export function s3Files(bucket: string, client: S3Client = new S3Client({})): Files {
  const guard = <T>(sent: Promise<T>): Promise<T> =>
    sent.catch((error: unknown) => {
      throw fromAws("s3", error);
    });

  return {
    async upload(key, body, { contentType }) {
      const params = { Bucket: bucket, Key: key, Body: body, ContentType: contentType };
      await guard(new Upload({ client, params, queueSize: PARTS_AT_ONCE }).done());
    },

    async open(key) {
      try {
        const { Body } = await guard(client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
        return (Body as Readable | undefined) ?? null;
      } catch (error) {
        if (error instanceof ServiceError && error.kind === "not_found") return null;
        throw error;
      }
    },

    async list(prefix, cursor) {
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: cursor });
      const { Contents = [], NextContinuationToken = null } = await guard(client.send(command));
      return {
        items: Contents.map(({ Key = "", Size = 0 }) => ({ key: Key, bytes: Size })),
        cursor: NextContinuationToken,
      };
    },

    async clear(prefix) {
      const listed = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix });
      const { Versions = [], DeleteMarkers = [] } = await guard(client.send(listed));
      const found = [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({ Key, VersionId }));
      if (found.length === 0) return 0;
      const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: found, Quiet: true } });
      const { Errors = [] } = await guard(client.send(command));
      if (Errors.length === 0) return found.length;
      throw new ServiceError("s3", "unavailable", `${Errors.length} not removed: ${Errors[0]?.Code}`);
    },
  };
}
