import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Files } from "@stylegence/clients/files/port";
import { s3Files } from "@stylegence/clients/files/s3";
import { signedLinks } from "@stylegence/clients/files/signed-links";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { beforeAll, describe, expect, inject, it } from "vitest";

let bucket: string;
let files: Files;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  bucket = await createBucket();
  files = s3Files(bucket);
});

const put = (key: string, body: string | Buffer = key) =>
  files.upload(key, Readable.from([body]), { contentType: "application/zip" });

describe("a shopper's files", () => {
  it("go up as streams of any length and come back the same", async () => {
    const large = Buffer.alloc(7 * 1024 * 1024, "kurta ");
    await files.upload("large/1.zip", Readable.from(chunks(large)), { contentType: "application/zip" });
    expect((await files.list("large/")).items).toEqual([{ key: "large/1.zip", bytes: large.length }]);
    expect(await text((await files.open("large/1.zip"))!)).toBe(large.toString());
    expect(await files.open("large/2.zip")).toBeNull();
  });

  it("are not there when their stream broke", async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(6 * 1024 * 1024);
        throw new Error("cut");
      })(),
    );
    await expect(files.upload("broken/1.zip", broken, { contentType: "application/zip" })).rejects.toThrow("cut");
    expect((await files.list("broken/")).items).toEqual([]);
  });

  it("are listed page by page and cleared until none is left, and no others with them", async () => {
    await Promise.all(["a/1", "a/2", "a/3/4", "ab/1"].map((key) => put(key)));
    expect((await files.list("a/")).items.map(({ key }) => key)).toEqual(["a/1", "a/2", "a/3/4"]);
    expect(await files.clear("a/")).toBe(3);
    expect(await files.clear("a/")).toBe(0);
    expect(await text((await files.open("ab/1"))!)).toBe("ab/1");
  });

  it("can be fetched by a signed address, under a name of their own", async () => {
    await put("shared/random", "zip");
    const link = await signedLinks({ bucketUrl: `${inject("awsUrl")}/${bucket}`, region: "ap-south-1" }).to(
      "shared/random",
      { seconds: 300, fileName: "my-data.zip" },
    );
    expect(new URL(link).searchParams.get("X-Amz-Expires")).toBe("300");
    const answer = await fetch(link);
    expect([answer.status, await answer.text()]).toEqual([200, "zip"]);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="my-data.zip"');
  });
});

function* chunks(body: Buffer, size = 100_000) {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}
