import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { ServiceError } from "../service-error.ts";
import { Sha256 } from "../sha256.ts";
import type { Links } from "./port.ts";

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface LinkSettings {
  /** Address of the bucket, no trailing slash. */
  bucketUrl: string;
  region: string;
  credentials?: () => Promise<Credentials>;
  now?: () => Date;
}

/** Addresses of a bucket's files, signed with the function's own credentials; S3's whole client for that alone is 160 KB. */
export function signedLinks({ bucketUrl, region, credentials = defaultProvider(), now }: LinkSettings): Links {
  const settings = { service: "s3", region, credentials, sha256: Sha256, uriEscapePath: false, applyChecksum: false };
  const signature = new SignatureV4(settings);
  return {
    async to(key, { seconds, fileName }) {
      const url = new URL(`${bucketUrl}/${key}`);
      const request = {
        method: "GET",
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: { "response-content-disposition": `attachment; filename="${fileName}"` },
        headers: { host: url.host, "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" },
      };
      const signed = await signature
        .presign(request, { expiresIn: seconds, ...(now && { signingDate: now() }) })
        .catch((cause: unknown) => {
          throw new ServiceError("s3", "unavailable", "An address can't be signed.", { cause });
        });
      for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
      // A form's way to write a space is none of S3's.
      url.search = url.search.replaceAll("+", "%20");
      return url.href;
    },
  };
}
