import { signedLinks } from "@stylegence/clients/files/signed-links";
import type { Objects } from "@stylegence/clients/objects/port";
import { s3Objects } from "@stylegence/clients/objects/s3";
import type { Ocr, Scan } from "@stylegence/clients/ocr/port";
import { type LocalOcr, tesseractOcr } from "@stylegence/clients/ocr/tesseract";
import { createBucket, useEmulator } from "@stylegence/testing/aws";
import { type Harness, startHarness } from "@stylegence/testing/harness";
import { aProduct, aVariant, inr } from "@stylegence/testing/products";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { drawPdf, drawReceipt } from "../../test/receipt-picture.ts";
import { ingest } from "../catalog/ingest.ts";
import * as Source from "../catalog/source.ts";
import { notification } from "../notification/notification.entity.ts";
import * as Audit from "../platform/audit.ts";
import { commit } from "../platform/transaction.ts";
import { prompt } from "../purchase/prompt.ts";
import * as Purchase from "../purchase/purchase.ts";
import { endWrites } from "../shopper/shopper.ts";
import { check } from "../upload/check.ts";
import { removeDue } from "../upload/due.ts";
import { checkImages, publishImages, unpublishImages } from "../upload/images.ts";
import { fileKey, quarantineKey } from "../upload/places.ts";
import * as Uploads from "../upload/upload.ts";
import { perform } from "./perform.ts";
import * as Receipt from "./receipt.ts";
import { find } from "./row.ts";
import * as Staff from "./staff.ts";

let harness: Harness;
let bucketName: string;
let bucket: Objects;
let media: Objects;
let tesseract: LocalOcr;
let serial = 0;

beforeAll(async () => {
  useEmulator(inject("awsUrl"));
  harness = await startHarness(inject("dynamoUrl"));
  bucketName = await createBucket();
  bucket = s3Objects(bucketName);
  media = s3Objects(await createBucket());
  tesseract = tesseractOcr();
  await harness.run(() =>
    Source.put({ sourceId: "bazaar", name: "Style Bazaar", baseUrl: "https://stylebazaar.example" }),
  );
});
afterAll(async () => {
  await Promise.all([harness.close(), tesseract.close()]);
});

const shopper = () => `user_Ab${++serial}`;
const as = <T>(userId: string, body: () => Promise<T>) => harness.run(body, { actor: { type: "shopper", userId } });
const staff = <T>(body: () => Promise<T>) => harness.run(body, { actor: { type: "staff", userId: "ops:test" } });
const links = async () => signedLinks({ bucketUrl: `${inject("awsUrl")}/${bucketName}`, region: "ap-south-1" });

/** A garment at ₹1,499, of which nothing else has the name. */
async function aGarment(name: string): Promise<string> {
  const url = `https://stylebazaar.example/p/${++serial}`;
  const product = aProduct({ url, name, brand: `Brand ${serial}`, variants: [aVariant()] });
  const checkedAt = harness.clock.now().toISOString();
  return harness.run(
    async () => (await ingest(product, { sourceId: "bazaar", url, checkedAt, via: "crawl" })).groupId!,
  );
}

/** A receipt of today's for one garment. */
const receiptFor = (title: string, { order = `SB-${++serial}00417`, amount = "1,499.00" } = {}) => [
  "STYLE BAZAAR",
  "www.stylebazaar.example",
  `Order ID: ${order}`,
  "Order Date: 23 Nov 2026",
  `${title}   1   Rs. ${amount}`,
  `Grand Total   Rs. ${amount}`,
];

/** A reader that reads these lines, whatever it is shown. */
const reader = (lines: string[], confidence = 95): Ocr => ({
  types: ["image/jpeg"],
  read: async (): Promise<Scan> => ({ lines, confidence }),
});

type Type = "image/png" | "image/jpeg" | "application/pdf";

/** Sends a file as a page does, and says that it is there. */
async function send(
  userId: string,
  body: Buffer,
  { contentType = "image/png" as Type, kind = "receipt" as Uploads.Upload["kind"] } = {},
) {
  const wanted = { key: `key-of-the-client-${++serial}`, kind, contentType, bytes: body.length };
  const { upload, put } = await as(userId, () => Uploads.begin(wanted, links));
  const answer = await fetch(put!.url, { method: "PUT", headers: put!.headers, body: new Uint8Array(body) });
  expect(answer.status).toBe(200);
  await as(userId, () => Uploads.complete(upload.uploadId));
  return upload.uploadId;
}

const look = (userId: string, uploadId: string) => as(userId, () => check(userId, uploadId, bucket));
const read = (userId: string, receiptId: string, ocr: Ocr) =>
  as(userId, () => perform(userId, receiptId, { bucket, ocr }));

/** Uploads a PDF of these lines, claims a garment with it, and has it read. */
async function claimed(userId: string, groupId: string, lines: string[]) {
  const uploadId = await send(userId, drawPdf(lines), { contentType: "application/pdf" });
  expect(await look(userId, uploadId)).toBe("validated");
  const { receiptId } = await as(userId, () => Receipt.claim({ groupId }, uploadId));
  return { uploadId, receiptId, outcome: await read(userId, receiptId, reader([])) };
}

async function toldOf(userId: string) {
  const { data } = await harness.run(() => notification().query.primary({ userId }).go({ pages: "all" }));
  return data.map(({ kind, body }) => ({ kind, body }));
}

describe("a receipt", () => {
  it("goes from a picture to a confirmed purchase, and its shopper is asked for a review once", async () => {
    const [userId, name] = [shopper(), "Anarkali Cotton Festive Kurta"];
    const groupId = await aGarment(name);
    const uploadId = await send(userId, await drawReceipt(receiptFor(name)));
    const { receiptId, state } = await as(userId, () => Receipt.claim({ groupId }, uploadId));
    expect(state).toBe("waiting");
    expect(await look(userId, uploadId)).toBe("validated");
    expect(await bucket.head(quarantineKey(userId, uploadId))).toBeNull();
    expect(await read(userId, receiptId, tesseract)).toBe("confirmed");
    expect(await read(userId, receiptId, tesseract)).toBe("known");
    const bought = await harness.run(() => Purchase.best(userId, groupId));
    expect(bought).toMatchObject({ method: "receipt_upload", confirmed: true, amount: inr(1499) });
    for (let again = 0; again < 2; again++) await harness.run(() => prompt(userId, bought!.purchaseId));
    expect((await toldOf(userId)).map(({ kind }) => kind).sort()).toEqual(["receipt", "review_prompt"]);
    const found = await as(userId, () => Uploads.read(uploadId, links));
    expect((await fetch(found.url!)).headers.get("content-type")).toBe("image/jpeg");
  });

  it("that is a PDF is read by its own text", async () => {
    const [userId, name] = [shopper(), "Block Print Jaipuri Skirt"];
    const { outcome } = await claimed(userId, await aGarment(name), receiptFor(name));
    expect(outcome).toBe("confirmed");
  });

  it("for something else is refused, and says why", async () => {
    const userId = shopper();
    const { outcome, receiptId } = await claimed(
      userId,
      await aGarment("Denim Trucker Jacket"),
      receiptFor("Leather Wallet", { amount: "499.00" }),
    );
    expect(outcome).toBe("refused");
    const found = await harness.run(() => find(userId, receiptId));
    expect(found?.reason).toMatch(/no line/);
    expect(await toldOf(userId)).toEqual([{ kind: "receipt", body: expect.stringContaining("no line") }]);
    expect(await as(userId, () => Purchase.list())).toEqual({ items: [], nextCursor: null });
  });

  it("serves no second shopper, neither as the same file nor as another picture of the same order", async () => {
    const [ana, bela, name] = [shopper(), shopper(), "Chikankari Georgette Gown"];
    const groupId = await aGarment(name);
    const lines = receiptFor(name);
    expect((await claimed(ana, groupId, lines)).outcome).toBe("confirmed");
    const { outcome, receiptId } = await claimed(bela, groupId, [...lines, "Thank you for shopping"]);
    expect(outcome).toBe("refused");
    expect((await harness.run(() => find(bela, receiptId)))?.reason).toMatch(/another account/);
    expect((await claimed(ana, groupId, lines)).outcome).toBe("refused");
  });

  it("serves two garments by two lines, and no two by one", async () => {
    const [userId, one, two] = [shopper(), "Bandhani Silk Dupatta", "Phulkari Woollen Shawl"];
    const [first, second] = [await aGarment(one), await aGarment(two)];
    const lines = receiptFor(one);
    lines.splice(5, 0, `${two}   1   Rs. 1,499.00`);
    const uploadId = await send(userId, drawPdf(lines), { contentType: "application/pdf" });
    await look(userId, uploadId);
    const outcomes = [];
    for (const groupId of [first, second]) {
      const { receiptId } = await as(userId, () => Receipt.claim({ groupId }, uploadId));
      outcomes.push(await read(userId, receiptId, reader([])));
    }
    expect(outcomes).toEqual(["confirmed", "confirmed"]);
    const twin = await aGarment(`${one} Set`);
    const again = await as(userId, () => Receipt.claim({ groupId: twin }, uploadId));
    expect(await read(userId, again.receiptId, reader([]))).toBe("refused");
  });

  it("is used once though it is read side by side for two shoppers", async () => {
    const name = "Ikat Handloom Saree";
    const groupId = await aGarment(name);
    const lines = receiptFor(name);
    const people = await Promise.all(
      [shopper(), shopper(), shopper()].map(async (userId) => {
        const uploadId = await send(userId, drawPdf([...lines, userId]), { contentType: "application/pdf" });
        await look(userId, uploadId);
        return as(userId, () => Receipt.claim({ groupId }, uploadId));
      }),
    );
    const outcomes = await Promise.all(people.map(({ userId, receiptId }) => read(userId, receiptId, reader([]))));
    expect(outcomes.sort()).toEqual(["confirmed", "refused", "refused"]);
  });

  it("in doubt waits for staff, who decide it once, with a reason that is kept", async () => {
    const [userId, name] = [shopper(), "Kalamkari Cotton Kaftan"];
    const groupId = await aGarment(name);
    const doubtful = receiptFor(name).filter((line) => !/bazaar/i.test(line));
    const { outcome, receiptId } = await claimed(userId, groupId, doubtful);
    expect(outcome).toBe("review");
    expect((await staff(() => Staff.list())).items.map((item) => item.receiptId)).toContain(receiptId);
    await expect(as(userId, () => Staff.decide(receiptId, "confirm", "mine"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await staff(() => Staff.decide(receiptId, "confirm", "The shop says so"))).state).toBe("confirmed");
    await expect(staff(() => Staff.decide(receiptId, "refuse", "no"))).rejects.toMatchObject({ code: "conflict" });
    expect(await harness.run(() => Audit.list(receiptId))).toMatchObject([
      { action: "receipt.confirm", reason: "The shop says so" },
    ]);
    expect((await harness.run(() => Purchase.best(userId, groupId)))?.confirmed).toBe(true);
    expect((await staff(() => Staff.list())).items.map((item) => item.receiptId)).not.toContain(receiptId);
  });

  it("goes with its file a month after the decision, and the purchase stays", async () => {
    const [userId, name] = [shopper(), "Mirror Work Lehenga Choli"];
    const groupId = await aGarment(name);
    const { uploadId, receiptId } = await claimed(userId, groupId, receiptFor(name));
    const key = fileKey(userId, uploadId, "receipt.pdf");
    expect(await bucket.head(key)).not.toBeNull();
    const now = harness.clock.now().toISOString();
    harness.clock.advance({ days: 29 });
    await harness.run(() => removeDue(bucket));
    expect(await bucket.head(key)).not.toBeNull();
    harness.clock.advance({ days: 2 });
    expect((await harness.run(() => removeDue(bucket))).removed).toBeGreaterThan(0);
    expect(await bucket.head(key)).toBeNull();
    const found = await harness.run(() => find(userId, receiptId));
    expect(found!.expiresAt! * 1000).toBeLessThan(harness.clock.now().getTime());
    await expect(as(userId, () => Uploads.complete(uploadId))).rejects.toMatchObject({ code: "not_found" });
    expect(await harness.run(() => Purchase.best(userId, groupId))).not.toBeNull();
    harness.clock.set(now);
  });

  it("of somebody who was deleted meanwhile leads to nothing", async () => {
    const [userId, name] = [shopper(), "Patola Weave Stole"];
    const groupId = await aGarment(name);
    const uploadId = await send(userId, drawPdf(receiptFor(name)), { contentType: "application/pdf" });
    await look(userId, uploadId);
    const { receiptId } = await as(userId, () => Receipt.claim({ groupId }, uploadId));
    await harness.run(() => commit(endWrites(userId)));
    expect(await read(userId, receiptId, reader([]))).toBe("gone");
    expect(await harness.run(() => Purchase.best(userId, groupId))).toBeNull();
  });
});

describe("an upload", () => {
  it("is one, however often it is announced and completed, and stands for one file", async () => {
    const userId = shopper();
    const wanted = { key: "the-same-key-again", kind: "receipt", contentType: "image/png", bytes: 1000 } as const;
    const first = await as(userId, () => Uploads.begin(wanted, links));
    const again = await as(userId, () => Uploads.begin(wanted, links));
    expect(again.upload).toEqual(first.upload);
    await expect(as(userId, () => Uploads.begin({ ...wanted, bytes: 999 }, links))).rejects.toMatchObject({
      code: "conflict",
    });
    const states = await Promise.all([1, 2, 3].map(() => as(userId, () => Uploads.complete(first.upload.uploadId))));
    expect(states.map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
    const asked = (await harness.items()).filter((item) => item.topic === "upload" && item.userId === userId);
    expect(asked).toHaveLength(1);
    await expect(as(shopper(), () => Uploads.complete(first.upload.uploadId))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it.each<[string, (body: Buffer) => Promise<{ body: Buffer; bytes?: number; sha256?: string }>, RegExp]>([
    ["never came", async () => ({ body: Buffer.alloc(0), bytes: 100 }), /did not arrive/],
    ["has another length", async (body) => ({ body, bytes: body.length + 1 }), /not as long/],
    ["changed on its way", async (body) => ({ body, sha256: "0".repeat(64) }), /changed on its way/],
    ["is something else", async () => ({ body: Buffer.from("<svg onload=alert(1)>") }), /drawings/],
  ])("that %s is rejected with a reason, and so is what is claimed with it", async (_, change, reason) => {
    const [userId, groupId] = [shopper(), await aGarment(`Plain Linen Tunic ${serial}`)];
    const { body, bytes = body.length, sha256 } = await change(await drawReceipt(["STYLE BAZAAR"]));
    const wanted = {
      key: `hostile-file-${++serial}`,
      kind: "receipt",
      contentType: "image/png",
      bytes,
      sha256,
    } as const;
    const { upload } = await as(userId, () => Uploads.begin(wanted, links));
    const { uploadId } = upload;
    // Past the signed address, as if the storage had let it through.
    if (body.length > 0) await bucket.put(quarantineKey(userId, uploadId), body, { contentType: "image/png" });
    await as(userId, () => Uploads.complete(uploadId));
    const { receiptId } = await as(userId, () => Receipt.claim({ groupId }, uploadId));
    expect(await look(userId, uploadId)).toBe("rejected");
    expect(await look(userId, uploadId)).toBe("known");
    expect(await as(userId, () => Uploads.read(uploadId, links))).toMatchObject({
      state: "rejected",
      reason: expect.stringMatching(reason),
      url: null,
    });
    expect(await harness.run(() => find(userId, receiptId))).toMatchObject({ state: "refused" });
    expect(await bucket.head(quarantineKey(userId, uploadId))).toBeNull();
    await expect(as(userId, () => Receipt.claim({ groupId: groupId }, `upl_${"0".repeat(26)}`))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("of somebody who was deleted while it was looked at leaves no file", async () => {
    const userId = shopper();
    const uploadId = await send(userId, await drawReceipt(["STYLE BAZAAR"]));
    await harness.run(() => commit(endWrites(userId)));
    expect(await look(userId, uploadId)).toBe("gone");
    expect(await bucket.head(fileKey(userId, uploadId, "receipt.jpg"))).toBeNull();
    expect(await bucket.head(quarantineKey(userId, uploadId))).toBeNull();
  });

  it("is refused above thirty a day, also side by side, and not the day after", async () => {
    const userId = shopper();
    const begin = (at: number) => {
      const wanted = { key: `one-of-very-many-${at}`, kind: "receipt", contentType: "image/png", bytes: 10 } as const;
      return as(userId, () => Uploads.begin(wanted, links));
    };
    const results = [];
    for (let at = 0; at < 35; at += 7) {
      results.push(...(await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((more) => begin(at + more)))));
    }
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.map(({ reason }) => reason.code)).toEqual(Array(5).fill("rate_limited"));
    harness.clock.advance({ days: 1 });
    expect((await begin(99)).upload.state).toBe("waiting");
    harness.clock.advance({ days: -1 });
  });
});

describe("pictures of a review", () => {
  it("are shown to everybody only while they are published", async () => {
    const [ana, bela] = [shopper(), shopper()];
    const picture = await drawReceipt(["A kurta"]);
    const uploadId = await send(ana, picture, { kind: "review_image" });
    await expect(as(ana, () => checkImages(ana, [uploadId]))).rejects.toMatchObject({ code: "conflict" });
    await look(ana, uploadId);
    await expect(as(bela, () => checkImages(bela, [uploadId]))).rejects.toMatchObject({ code: "not_found" });
    const publish = () => as(ana, () => publishImages(ana, [uploadId], { own: bucket, media }));
    const [image] = await publish();
    expect(await publish()).toEqual([image]);
    expect(image?.renditions.map(({ width }) => width)).toEqual([320, 640, 960]);
    const keys = image!.renditions.map(({ key }) => key);
    for (const key of keys) expect((await media.get(key))?.contentType).toBe("image/webp");
    for (let again = 0; again < 2; again++) await as(ana, () => unpublishImages(ana, [uploadId], media));
    for (const key of keys) expect(await media.get(key)).toBeNull();
    await as(ana, () => checkImages(ana, [uploadId]));
  });
});
