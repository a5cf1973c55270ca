import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, type Seen, startWire, toWire, type Wire } from "../../test/wire.ts";
import { s3Objects } from "./s3.ts";

let wire: Wire;
afterEach(() => wire.close());

const start = async (answer: (seen: Seen) => Reply) => {
  wire = await startWire(answer);
  return s3Objects("media", new S3Client(toWire(wire.url)));
};
const missing: Reply = {
  status: 404,
  headers: { "content-type": "application/xml" },
  body: "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
};

describe("objects", () => {
  it("are stored with what a browser is to be told of them", async () => {
    const bucket = await start(() => ({ headers: { etag: '"1"' } }));
    await bucket.put("p/img_1/640.webp", Buffer.from("bytes"), {
      contentType: "image/webp",
      cacheControl: "immutable",
    });
    expect(wire.seen[0]).toMatchObject({
      method: "PUT",
      headers: { "content-type": "image/webp", "cache-control": "immutable" },
    });
    expect(wire.seen[0]?.path.split("?")[0]).toBe("/media/p/img_1/640.webp");
    expect(wire.seen[0]?.body).toContain("bytes");
  });

  it("come back as they were, and null where there is none", async () => {
    const bucket = await start(({ path }) =>
      path.includes("none") ? missing : { headers: { "content-type": "text/html" }, body: "page" },
    );
    const found = await bucket.get("page");
    expect(Buffer.from(found?.body ?? []).toString()).toBe("page");
    expect(found?.contentType).toBe("text/html");
    expect(await bucket.get("none")).toBeNull();
    expect(await bucket.head("page")).toEqual({ bytes: 4 });
  });

  it("have no size where there is none, though such an answer has no body to say why", async () => {
    const bucket = await start(() => ({ status: 404, body: "" }));
    expect(await bucket.head("none")).toBeNull();
  });

  it("that can't be had now fail as unavailable, not as missing", async () => {
    const bucket = await start(() => ({ status: 503, body: "" }));
    await expect(bucket.get("page")).rejects.toMatchObject({ service: "s3", kind: "unavailable", retry: true });
    await expect(bucket.put("a", "b", { contentType: "text/plain" })).rejects.toMatchObject({ retry: true });
  });

  it("that are not ours are refused for good", async () => {
    const bucket = await start(() => ({ ...missing, status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }));
    await expect(bucket.get("page")).rejects.toMatchObject({ kind: "rejected", retry: false });
  });
});
