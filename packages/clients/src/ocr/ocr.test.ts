import { TextractClient } from "@aws-sdk/client-textract";
import { afterEach, describe, expect, it } from "vitest";
import { type Reply, startWire, toWire, type Wire } from "../../test/wire.ts";
import type { Invoke } from "../lambda/invoke.ts";
import { lambdaOcr } from "./lambda.ts";
import { textractOcr } from "./textract.ts";

let wire: Wire;
afterEach(() => wire?.close());

const start = async (reply: Reply) => {
  wire = await startWire(() => reply);
  return textractOcr(new TextractClient({ ...toWire(wire.url), maxAttempts: 1 }));
};

const field = (type: string, text: string) => ({
  Type: { Text: type, Confidence: 98.1 },
  ValueDetection: {
    Text: text,
    Confidence: 97.3,
    Geometry: { BoundingBox: { Left: 0.1, Top: 0.1, Width: 0.2, Height: 0.02 } },
  },
  PageNumber: 1,
});
const line = (text: string, confidence: number) => ({
  BlockType: "LINE",
  Id: text,
  Text: text,
  Confidence: confidence,
});

/** In the shape that AnalyzeExpense answers with. */
const EXPENSE = {
  DocumentMetadata: { Pages: 1 },
  ExpenseDocuments: [
    {
      ExpenseIndex: 1,
      SummaryFields: [
        field("VENDOR_NAME", "Style\nBazaar"),
        field("INVOICE_RECEIPT_ID", "SB-20261119-00417"),
        field("INVOICE_RECEIPT_DATE", "19/11/2026"),
        field("TOTAL", "₹1,548.00"),
        field("OTHER", "Thank you"),
      ],
      LineItemGroups: [
        {
          LineItemGroupIndex: 1,
          LineItems: [
            {
              LineItemExpenseFields: [
                field("ITEM", "Anarkali Cotton\nKurta"),
                field("QUANTITY", "1"),
                field("PRICE", "₹1,499.00"),
                field("EXPENSE_ROW", "Anarkali Cotton Kurta 1 ₹1,499.00"),
              ],
            },
            { LineItemExpenseFields: [field("PRICE", "₹49.00")] },
          ],
        },
      ],
      Blocks: [
        { BlockType: "PAGE", Id: "page" },
        line("Style Bazaar", 99),
        line("Order ID: SB-20261119-00417", 95),
        { BlockType: "WORD", Id: "word", Text: "Style", Confidence: 99 },
      ],
    },
  ],
};

describe("Textract", () => {
  it("is asked with the file and answers lines and what it understood", async () => {
    const ocr = await start({ headers: { "content-type": "application/x-amz-json-1.1" }, body: EXPENSE });
    const scan = await ocr.read(Buffer.from("a picture"), "image/jpeg");
    expect(scan).toEqual({
      lines: ["Style Bazaar", "Order ID: SB-20261119-00417"],
      confidence: 97,
      fields: {
        ...{ shop: "Style Bazaar", orderId: "SB-20261119-00417", date: "19/11/2026", total: "₹1,548.00" },
        items: [{ title: "Anarkali Cotton Kurta", quantity: "1", amount: "₹1,499.00" }],
      },
    });
    expect(wire.seen[0]?.headers["x-amz-target"]).toBe("Textract.AnalyzeExpense");
    expect(JSON.parse(wire.seen[0]?.body ?? "")).toEqual({
      Document: { Bytes: Buffer.from("a picture").toString("base64") },
    });
  });

  it.each([
    ["UnsupportedDocumentException", 400, "rejected", false],
    ["BadDocumentException", 400, "rejected", false],
    ["ThrottlingException", 400, "throttled", true],
    ["ProvisionedThroughputExceededException", 400, "throttled", true],
    ["InternalServerError", 500, "unavailable", true],
  ])("that fails with %s says whether to ask again", async (name, status, kind, retry) => {
    const ocr = await start({ status, body: { __type: name, message: "no" } });
    await expect(ocr.read(Buffer.from("x"), "image/jpeg")).rejects.toMatchObject({ kind, retry });
  });

  it("that finds nothing is sure of nothing", async () => {
    const ocr = await start({ body: { ExpenseDocuments: [] } });
    expect(await ocr.read(Buffer.from("x"), "image/jpeg")).toEqual({ lines: [], confidence: 0, fields: { items: [] } });
  });
});

describe("the packaged reader in its function", () => {
  it("is called with the picture, if it fits into a call", async () => {
    const calls: unknown[] = [];
    const scan = { lines: ["A"], confidence: 90 };
    const invoke: Invoke = async <T>(functionName: string, payload: object) => {
      calls.push([functionName, payload]);
      return scan as T;
    };
    const ocr = lambdaOcr({ invoke, functionName: "ocr" });
    expect(await ocr.read(Buffer.from("a"), "image/jpeg")).toEqual(scan);
    expect(calls).toEqual([["ocr", { picture: "YQ==" }]]);
    await expect(ocr.read(new Uint8Array(4_000_001), "image/jpeg")).rejects.toMatchObject({ kind: "rejected" });
  });
});
