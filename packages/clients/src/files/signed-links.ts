import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { ServiceError } from "../service-error.ts";
import { Sha256 } from "../sha256.ts";
import type { Links, UploadLinks } from "./port.ts";

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

/** Signed together with the address: who sends another type, length or content is refused. A browser says the length by itself. */
function headersOf({
  contentType,
  sha256,
}: {
  contentType: string;
  sha256?: string | undefined;
}): Record<string, string> {
  return {
    "content-type": contentType,
    ...(sha256 && { "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64") }),
  };
}

/** Addresses of a bucket's files, signed with the function's own credentials; S3's whole client for that alone is 160 KB. */
export function signedLinks({
  bucketUrl,
  region,
  credentials = defaultProvider(),
  now,
}: LinkSettings): Links & UploadLinks {
  const settings = { service: "s3", region, credentials, sha256: Sha256, uriEscapePath: false, applyChecksum: false };
  const signature = new SignatureV4(settings);
  const sign = async (method: string, key: string, seconds: number, more: Signed): Promise<string> => {
    const url = new URL(`${bucketUrl}/${key}`);
    const request = {
      ...{ method, protocol: url.protocol, hostname: url.hostname, path: url.pathname, query: more.query },
      headers: { ...more.headers, host: url.host, "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" },
    };
    const options = { unhoistableHeaders: new Set(Object.keys(more.headers)), ...(now && { signingDate: now() }) };
    const signed = await signature.presign(request, { expiresIn: seconds, ...options }).catch((cause: unknown) => {
      throw new ServiceError("s3", "unavailable", "An address can't be signed.", { cause });
    });
    for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
    // A form's way to write a space is none of S3's.
    url.search = url.search.replaceAll("+", "%20");
    return url.href;
  };
  return {
    to(key, { seconds, fileName }) {
      const query = { "response-content-disposition": `attachment; filename="${fileName}"` };
      return sign("GET", key, seconds, { query, headers: {} });
    },
    async put(key, { seconds, bytes, ...file }) {
      const headers = headersOf(file);
      const signed = { ...headers, "content-length": String(bytes) };
      return { url: await sign("PUT", key, seconds, { query: {}, headers: signed }), headers };
    },
  };
}

interface Signed {
  query: Record<string, string>;
  headers: Record<string, string>;
}
