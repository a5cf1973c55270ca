import { type LocalOcr, tesseractOcr } from "@stylegence/clients/ocr/tesseract";
import { decide } from "@stylegence/core/receipt/decide";
import { match } from "@stylegence/core/receipt/match";
import { parse } from "@stylegence/core/receipt/parse";
import { harmOf } from "@stylegence/core/upload/document";
import { inspect } from "@stylegence/core/upload/inspect";
import { readPdf } from "@stylegence/core/upload/pdf";
import { clean } from "@stylegence/core/upload/picture";
import { receiptPdf, receiptPng } from "@stylegence/sandbox/shops/checkout/receipt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const title = "Women Floral Print Straight Cotton Kurta with Dupatta";
const order = {
  ...{ id: "TM-2026-000417", at: Date.parse("2026-11-23T06:30:00Z"), name: "Ana Rao", payment: "UPI", total: 299_800 },
  lines: [{ title, brand: "Vanya", colour: "Rani Pink", size: "M", sku: "VK-1188", price: 149_900, quantity: 2 }],
};
const seller = { name: "Threadmill", tagline: "Clothes for every day" };
const claimed = {
  ...{ currency: "INR", today: "2026-11-23" },
  sellers: [
    { sourceId: "threadmill", name: "Threadmill", host: "threadmill.localhost", titles: [title], prices: [149_900] },
  ],
};

let ocr: LocalOcr;
beforeAll(() => {
  ocr = tesseractOcr();
});
afterAll(() => ocr.close());

describe("a receipt of a demo shop", () => {
  it.each(["application/pdf", "image/png"] as const)("confirms what was bought there: %s", async (type) => {
    const paper = order as unknown as Parameters<typeof receiptPdf>[0];
    const file = type === "image/png" ? await receiptPng(paper, seller) : receiptPdf(paper, seller);
    expect(await inspect(file, type)).toEqual({ ok: true, contentType: type });
    const scan = type === "image/png" ? await scanOf(file) : await textOf(file);
    const reading = parse(scan);
    expect(reading).toMatchObject({ orderId: "TM-2026-000417", day: "2026-11-23", total: { amount: 299_800 } });
    expect(reading.lines).toMatchObject([{ quantity: 2, amount: { amount: 299_800, currency: "INR" } }]);
    expect(decide(reading, match(reading, claimed))).toEqual({ outcome: "confirm" });
  });
});

async function scanOf(file: Buffer) {
  const { files } = await clean(file, "receipt");
  return ocr.read(files[0]!.body, "image/jpeg");
}

async function textOf(file: Buffer) {
  expect(harmOf(file)).toBeNull();
  return { lines: (await readPdf(file))!.lines, confidence: 100 };
}
