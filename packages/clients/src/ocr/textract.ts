import {
  AnalyzeExpenseCommand,
  type ExpenseDocument,
  type ExpenseField,
  type LineItemFields,
  TextractClient,
} from "@aws-sdk/client-textract";
import { fromAws, ServiceError } from "../service-error.ts";
import type { Ocr, Scan, ScanFields } from "./port.ts";

/** Textract names what it can't read so; sending it again won't help. */
const UNREADABLE = new Set(["UnsupportedDocumentException", "BadDocumentException", "DocumentTooLargeException"]);

/** Amazon Textract's reader of receipts and invoices: one page at a time. */
export function textractOcr(client: TextractClient = new TextractClient({})): Ocr {
  return {
    types: ["image/jpeg", "image/png", "application/pdf"],
    async read(body) {
      try {
        const answer = await client.send(new AnalyzeExpenseCommand({ Document: { Bytes: body } }));
        return scanOf(answer.ExpenseDocuments ?? []);
      } catch (error) {
        if (UNREADABLE.has((error as Error).name)) {
          throw new ServiceError("textract", "rejected", (error as Error).message, { cause: error });
        }
        throw fromAws("textract", error);
      }
    },
  };
}

function scanOf(documents: readonly ExpenseDocument[]): Scan {
  const lines = documents.flatMap(({ Blocks = [] }) => Blocks.filter(({ BlockType }) => BlockType === "LINE"));
  const sure = lines.flatMap(({ Confidence }) => Confidence ?? []);
  return {
    lines: lines.flatMap(({ Text }) => Text ?? []),
    fields: fieldsOf(documents),
    confidence: sure.length > 0 ? sure.reduce((sum, one) => sum + one, 0) / sure.length : 0,
  };
}

function fieldsOf(documents: readonly ExpenseDocument[]): ScanFields {
  const summary = documents.flatMap(({ SummaryFields = [] }) => SummaryFields);
  const rows = documents
    .flatMap(({ LineItemGroups = [] }) => LineItemGroups)
    .flatMap(({ LineItems = [] }) => LineItems);
  return {
    ...given("shop", textOf(summary, "VENDOR_NAME") ?? textOf(summary, "NAME")),
    ...given("orderId", textOf(summary, "INVOICE_RECEIPT_ID") ?? textOf(summary, "PO_NUMBER")),
    ...given("date", textOf(summary, "INVOICE_RECEIPT_DATE") ?? textOf(summary, "ORDER_DATE")),
    ...given("total", textOf(summary, "AMOUNT_PAID") ?? textOf(summary, "TOTAL")),
    items: rows.flatMap(itemOf),
  };
}

function itemOf({ LineItemExpenseFields: fields = [] }: LineItemFields) {
  const title = textOf(fields, "ITEM") ?? textOf(fields, "PRODUCT_CODE");
  if (!title) return [];
  const amount = textOf(fields, "PRICE") ?? textOf(fields, "UNIT_PRICE");
  return [{ title, ...given("quantity", textOf(fields, "QUANTITY")), ...given("amount", amount) }];
}

function textOf(fields: readonly ExpenseField[], type: string): string | undefined {
  const text = fields.find(({ Type }) => Type?.Text === type)?.ValueDetection?.Text;
  return text?.replace(/\s+/g, " ").trim() || undefined;
}

function given<K extends string>(name: K, text: string | undefined): Partial<Record<K, string>> {
  return text === undefined ? {} : ({ [name]: text } as Record<K, string>);
}
