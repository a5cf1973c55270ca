import { S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { Sha256 } from "../sha256.ts";
import { signedLinks } from "./signed-links.ts";

const credentials = async () => ({ accessKeyId: "example", secretAccessKey: "secret", sessionToken: "token/+=" });
const at = new Date("2026-11-23T06:00:00Z");
const region = "ap-south-1";

describe("a signed address", () => {
  it.each(["https://bucket.s3.ap-south-1.amazonaws.com", "http://127.0.0.1:4566/bucket"])(
    "is what Amazon's own client makes: %s",
    async (bucketUrl) => {
      const links = signedLinks({ bucketUrl, region, credentials, now: () => at });
      const ours = new URL(await links.to("exports/A-_b.zip", { seconds: 300, fileName: "my data.zip" }));
      const presigner = new S3RequestPresigner({ region, credentials, sha256: Sha256 });
      const { protocol, hostname, port, pathname: path } = new URL(`${bucketUrl}/exports/A-_b.zip`);
      const request = {
        ...{ method: "GET", protocol, hostname, path, headers: {} },
        ...(port && { port: Number(port) }),
        query: { "response-content-disposition": 'attachment; filename="my data.zip"' },
      };
      const theirs = await presigner.presign(request as never, { expiresIn: 300, signingDate: at });
      expect(Object.fromEntries(ours.searchParams)).toEqual(theirs.query);
      expect(ours.search).not.toContain("+");
    },
  );

  it.each([undefined, "a".repeat(64)])(
    "lets a file be sent of one type and length only, as Amazon's own client does: %s",
    async (sha256) => {
      const bucketUrl = "https://bucket.s3.ap-south-1.amazonaws.com";
      const links = signedLinks({ bucketUrl, region, credentials, now: () => at });
      const file = { seconds: 900, contentType: "image/png", bytes: 1234, sha256 };
      const { url, headers } = await links.put("quarantine/A/upl_1", file);
      const presigner = new S3RequestPresigner({ region, credentials, sha256: Sha256 });
      const { protocol, hostname, pathname: path } = new URL(`${bucketUrl}/quarantine/A/upl_1`);
      const signed = { ...headers, "content-length": "1234" };
      const theirs = await presigner.presign(
        { method: "PUT", protocol, hostname, path, headers: signed, query: {} } as never,
        {
          ...{ expiresIn: 900, signingDate: at },
          signableHeaders: new Set([...Object.keys(signed), "host"]),
          unhoistableHeaders: new Set(Object.keys(signed)),
        },
      );
      expect(Object.fromEntries(new URL(url).searchParams)).toEqual(theirs.query);
      const names = new URL(url).searchParams.get("X-Amz-SignedHeaders")?.split(";");
      expect(names).toEqual(["content-length", "content-type", "host", ...(sha256 ? ["x-amz-checksum-sha256"] : [])]);
    },
  );
});
