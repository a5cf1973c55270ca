import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { fromAws } from "../service-error.ts";
import type { Links } from "./port.ts";

export function s3Links(bucket: string, client: S3Client = new S3Client({})): Links {
  return {
    async to(key, { seconds, fileName }) {
      const ResponseContentDisposition = `attachment; filename="${fileName}"`;
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition });
      return getSignedUrl(client, command, { expiresIn: seconds }).catch((error: unknown) => {
        throw fromAws("s3", error);
      });
    },
  };
}
