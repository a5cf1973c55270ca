import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { s3Objects } from "@stylegence/clients/objects/s3";
import { ingest } from "@stylegence/core/catalog/ingest";
import { perform } from "@stylegence/core/receipt/perform";
import * as Receipt from "@stylegence/core/receipt/receipt";
import { check } from "@stylegence/core/upload/check";
import { quarantineKey } from "@stylegence/core/upload/places";
import * as Uploads from "@stylegence/core/upload/upload";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { drawPdf } from "../../core/test/receipt-picture.ts";
import { createBucket } from "../src/aws.ts";
import { type Harness, startHarness } from "../src/harness.ts";
import { aProduct } from "../src/products.ts";
import { credentialsFor, operator, putStage } from "./operator.ts";

const STAGE = "pr-87";
const NAME = "Banarasi Brocade Sherwani";
const USER = "user_Ops";

let harness: Harness;
let data: string;
let bucketName: string;

const ops = (...words: string[]) => operator("--stage", STAGE, "receipt", ...words);

beforeAll(async () => {
  const emulator = inject("awsUrl");
  Object.assign(process.env, credentialsFor(emulator), { AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoUrl") });
  data = mkdtempSync(path.join(tmpdir(), "stylegence-receipt-ops-"));
  harness = await startHarness(inject("dynamoUrl"));
  bucketName = await createBucket();
  await putStage(emulator, STAGE, { TABLE_NAME: harness.tableName, PRIVATE_BUCKET: bucketName });
});
afterAll(async () => {
  await harness.close();
  rmSync(data, { recursive: true, force: true });
});

/** A claim that is for one of us to decide: nothing on the receipt names the shop. */
function waiting(file: Buffer): Promise<string> {
  const bucket = s3Objects(bucketName);
  const links = async () => ({ put: async () => ({ url: "https://bucket.example", headers: {} }) });
  return harness.run(
    async () => {
      const url = "https://shop-a.example/p/sherwani";
      const checkedAt = harness.clock.now().toISOString();
      const { groupId } = await ingest(aProduct({ url, name: NAME }), {
        sourceId: "shop-a",
        url,
        checkedAt,
        via: "crawl",
      });
      const wanted = {
        key: "key-of-the-client",
        kind: "receipt",
        contentType: "application/pdf",
        bytes: file.length,
      } as const;
      const { uploadId } = (await Uploads.begin(wanted, links)).upload;
      await bucket.put(quarantineKey(USER, uploadId), file, { contentType: "application/pdf" });
      await Uploads.complete(uploadId);
      expect(await check(USER, uploadId, bucket)).toBe("validated");
      const { receiptId } = await Receipt.claim({ groupId: groupId! }, uploadId);
      const ocr = { types: [], read: () => Promise.reject(new Error("There is nothing to draw.")) };
      expect(await perform(USER, receiptId, { bucket, ocr })).toBe("review");
      return receiptId;
    },
    { actor: { type: "shopper", userId: USER } },
  );
}

it("lists what waits, shows why with the file itself, and decides it once", async () => {
  expect((await ops("list")).out).toBe("No receipt waits.\n");
  const lines = ["Order ID: 7788123", "Date: 23 Nov 2026", `${NAME} 1 Rs. 1,499.00`, "Grand Total Rs. 1,499.00"];
  const file = drawPdf(lines);
  const receiptId = await waiting(file);
  expect((await ops("list")).out).toContain(receiptId);
  const { out } = await ops("show", receiptId);
  for (const text of ["7788123", "1499.00 INR", "shop", "0.2", NAME]) expect(out).toContain(text);
  const saved = path.join(data, "receipt.pdf");
  expect(await ops("file", receiptId, saved)).toMatchObject({ code: 0 });
  expect(readFileSync(saved)).toEqual(file);
  expect((await ops("confirm", receiptId)).code).toBe(2);
  expect((await ops("confirm", receiptId, "--reason", "Seen")).out).toBe(`${receiptId} is confirmed.\n`);
  expect(await ops("refuse", receiptId, "--reason", "Too late")).toMatchObject({
    code: 1,
    error: expect.stringContaining("is confirmed"),
  });
  expect((await ops("show", receiptId)).out).toContain("receipt.confirm");
  expect((await ops("show", `rct_${"0".repeat(26)}`)).code).toBe(1);
});
