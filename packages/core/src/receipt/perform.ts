import type { Objects } from "@stylegence/clients/objects/port";
import type { Ocr, Scan } from "@stylegence/clients/ocr/port";
import { ServiceError } from "@stylegence/clients/service-error";
import * as Product from "../catalog/product.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/transaction.ts";
import { readPdf } from "../upload/pdf.ts";
import { fileKey } from "../upload/places.ts";
import * as Uploads from "../upload/row.ts";
import type { Upload } from "../upload/upload.entity.ts";
import { commitFor } from "../wishlist/alive.ts";
import { type Decision, decide } from "./decide.ts";
import { claimedOf } from "./facts.ts";
import { usedUp, useUp } from "./mark.ts";
import { type Match, match } from "./match.ts";
import { parse } from "./parse.ts";
import type { Reading } from "./reading.ts";
import type { Receipt } from "./receipt.entity.ts";
import { find, next } from "./row.ts";
import { confirmation, refusal, released } from "./settle.ts";

export type Performed = "confirmed" | "review" | "refused" | "known" | "gone";

export interface Tools {
  bucket: Objects;
  ocr: Ocr;
}

/**
 * Reads a claimed receipt, holds it against what the catalogue knows, and confirms it, refuses it with a reason, or leaves it to staff.
 * May be called again, and killed anywhere. Throws ServiceError where a later try may go better.
 */
export async function perform(userId: string, receiptId: string, tools: Tools): Promise<Performed> {
  const known = await find(userId, receiptId);
  const upload = known && (await Uploads.find(userId, known.uploadId));
  if (!known || !upload) return "gone";
  if (known.state !== "reading") return "known";
  const scan = await scanOf(upload, tools);
  if ("unreadable" in scan) return settle(known, {}, { outcome: "refuse", reason: scan.unreadable });
  const reading = parse(scan);
  const { product, points } = await Product.readWithPrices(await Product.resolve(known.groupId));
  const fit = match(reading, await claimedOf(product, points, { day: reading.day, variantId: known.variantId }));
  const change = { reading, match: fit, groupId: product.group.groupId };
  return settle(known, change, decide(reading, fit));
}

async function scanOf(
  { userId, uploadId, files = [] }: Upload,
  { bucket, ocr }: Tools,
): Promise<Scan | { unreadable: string }> {
  const file = files.at(-1);
  const stored = file && (await bucket.get(fileKey(userId, uploadId, file.name)));
  if (!file || !stored) return { unreadable: "The file is gone. Send it once more." };
  if (file.contentType === "application/pdf") {
    const pdf = await readPdf(stored.body);
    if (pdf && pdf.lines.length > 0) return { lines: pdf.lines, confidence: 100 };
    const isOne = pdf?.pages === 1 && ocr.types.includes("application/pdf");
    if (!isOne) return { unreadable: "This PDF holds only pictures. Send the receipt as a picture." };
  }
  try {
    return await ocr.read(stored.body, file.contentType);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.retry) throw error;
    return { unreadable: "We could not read this file. Try a sharper picture." };
  }
}

type Found = Partial<Receipt> & { reading?: Reading; match?: Match };

async function settle({ userId, receiptId }: Receipt, change: Found, decision: Decision): Promise<Performed> {
  return onConflict(async () => {
    const known = await find(userId, receiptId);
    const upload = known && (await Uploads.find(userId, known.uploadId));
    if (!known || !upload) return "gone";
    if (known.state !== "reading") return "known";
    const { outcome, writes } = await writesOf(known, upload, change, decision);
    try {
      await commitFor(userId, writes);
    } catch (error) {
      if (error instanceof DomainError && error.code === "unauthenticated") return "gone";
      throw error;
    }
    return outcome;
  });
}

async function writesOf(
  known: Receipt,
  upload: Upload,
  change: Found,
  decision: Decision,
): Promise<{ outcome: Performed; writes: Write[] }> {
  const { reading, match: fit } = change;
  const { receiptId } = known;
  const proof = reading && fit && { receiptId, upload, reading, match: fit };
  const used = proof && decision.outcome !== "refuse" ? await usedUp(proof) : null;
  const refused = used ?? (decision.outcome === "refuse" ? decision.reason : null);
  if (refused) {
    const writes = [...refusal(known, { ...change, reason: refused }, "matching"), released(upload, receiptId)];
    return { outcome: "refused", writes };
  }
  if (decision.outcome === "confirm" && proof) {
    const writes = [...confirmation(known, change, "matching"), released(upload, receiptId), ...useUp(proof)];
    return { outcome: "confirmed", writes };
  }
  const reason = decision.outcome === "review" ? decision.why : undefined;
  return { outcome: "review", writes: [next(known, { ...change, state: "review", reason })] };
}
