import { lambdaInvoke } from "@stylegence/clients/lambda/invoke";
import { s3Objects } from "@stylegence/clients/objects/s3";
import { lambdaOcr } from "@stylegence/clients/ocr/lambda";
import type { Ocr } from "@stylegence/clients/ocr/port";
import { textractOcr } from "@stylegence/clients/ocr/textract";
import { context } from "@stylegence/core/platform/context";
import { prompt } from "@stylegence/core/purchase/prompt";
import { perform } from "@stylegence/core/receipt/perform";
import { check } from "@stylegence/core/upload/check";
import { UploadAsked as Shape, type UploadAsked } from "@stylegence/core/upload/upload.events";
import { consumer, each } from "../platform/consumer.ts";

/** Queue `upload`: looks at what shoppers sent, reads their receipts, and asks who bought something how it is. */
export const handler = consumer(
  "upload",
  Shape,
  each(async (asked) => ({ kind: asked.kind, outcome: await work(asked) })),
);

function work(asked: UploadAsked): Promise<string> {
  const bucket = s3Objects(context().config.PRIVATE_BUCKET);
  switch (asked.kind) {
    case "check":
      return check(asked.userId, asked.uploadId, bucket);
    case "read":
      return perform(asked.userId, asked.receiptId, { bucket, ocr: reader() });
    case "bought":
      return prompt(asked.userId, asked.purchaseId);
  }
}

let ocr: Ocr | undefined;

function reader(): Ocr {
  const { OCR, OCR_FUNCTION } = context().config;
  ocr ??= OCR === "textract" ? textractOcr() : lambdaOcr({ invoke: lambdaInvoke(), functionName: OCR_FUNCTION });
  return ocr;
}
