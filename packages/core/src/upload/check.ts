import { createHash } from "node:crypto";
import type { Objects } from "@stylegence/clients/objects/port";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import type { Write } from "../platform/transaction.ts";
import * as Claims from "../receipt/claims.ts";
import { commitFor } from "../wishlist/alive.ts";
import { harmOf } from "./document.ts";
import { inspect } from "./inspect.ts";
import { MAX_PAGES, readPdf } from "./pdf.ts";
import { type Cleaned, clean } from "./picture.ts";
import { fileKey, quarantineKey } from "./places.ts";
import { dueIn, find, next } from "./row.ts";
import type { Upload } from "./upload.entity.ts";

export type Checked = "validated" | "rejected" | "known" | "gone";

/** Of what nobody made use of. */
const UNUSED_DAYS = 7;
/** What was rejected says why for so long. */
const REJECTED_DAYS = 2;

type Found = { cleaned: Cleaned; sha256: string } | { reason: string };

/**
 * Looks at a file in quarantine: it is stored as what it was announced to be, made anew where it is a picture, or rejected with a
 * reason; either way what was sent goes. May be called again, and killed anywhere.
 */
export async function check(userId: string, uploadId: string, bucket: Objects): Promise<Checked> {
  const known = await find(userId, uploadId);
  if (!known) return "gone";
  if (known.state !== "pending") return "known";
  const sent = quarantineKey(userId, uploadId);
  const found = await look(known, sent, bucket);
  if ("cleaned" in found) {
    for (const { name, contentType, body } of found.cleaned.files) {
      await bucket.put(fileKey(userId, uploadId, name), body, { contentType });
    }
  }
  const outcome = await note(userId, uploadId, found);
  await bucket.remove(sent);
  if (outcome === "gone" && "cleaned" in found) {
    for (const { name } of found.cleaned.files) await bucket.remove(fileKey(userId, uploadId, name));
  }
  return outcome;
}

async function look(
  { kind, contentType, bytes: announced, sha256 }: Upload,
  key: string,
  bucket: Objects,
): Promise<Found> {
  const head = await bucket.head(key);
  if (!head) return { reason: "The file did not arrive. Send it once more." };
  if (head.bytes !== announced) return { reason: "The file is not as long as was announced." };
  const object = await bucket.get(key);
  if (!object) return { reason: "The file did not arrive. Send it once more." };
  const { body } = object;
  const found = createHash("sha256").update(body).digest("hex");
  if (sha256 && found !== sha256) return { reason: "The file changed on its way. Send it once more." };
  const verdict = await inspect(body, contentType);
  if (!verdict.ok) return { reason: verdict.reason };
  if (verdict.contentType === "application/pdf") return ofPdf(body, found);
  try {
    return { cleaned: await clean(body, kind), sha256: found };
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid") return { reason: error.message };
    throw error;
  }
}

async function ofPdf(body: Uint8Array, sha256: string): Promise<Found> {
  const harm = harmOf(body);
  if (harm) return { reason: harm };
  const pdf = await readPdf(body);
  if (!pdf) return { reason: "This PDF can't be read." };
  if (pdf.pages > MAX_PAGES) return { reason: `A receipt has ${MAX_PAGES} pages at most.` };
  const file = { name: "receipt.pdf", contentType: "application/pdf", body };
  return { cleaned: { files: [file] }, sha256 };
}

async function note(userId: string, uploadId: string, found: Found): Promise<Checked> {
  return onConflict(async () => {
    const known = await find(userId, uploadId);
    if (!known) return "gone";
    if (known.state !== "pending") return "known";
    const outcome = "reason" in found ? "rejected" : "validated";
    const writes = "reason" in found ? await rejection(known, found.reason) : await validation(known, found);
    try {
      await commitFor(userId, writes);
      return outcome;
    } catch (error) {
      // Whoever was deleted meanwhile has no uploads.
      if (error instanceof DomainError && error.code === "unauthenticated") return "gone";
      throw error;
    }
  });
}

async function rejection(known: Upload, reason: string): Promise<Write[]> {
  const change = { state: "rejected", reason, claims: [] as string[], ...dueIn(REJECTED_DAYS) } as const;
  return [next(known, change), ...(await Claims.refuseAll(known, reason))];
}

async function validation(known: Upload, { cleaned, sha256 }: Exclude<Found, { reason: string }>): Promise<Write[]> {
  const files = cleaned.files.map(({ body: _, ...file }) => file);
  // One with a claim stays until that is decided.
  const due = known.claims.length > 0 ? {} : dueIn(UNUSED_DAYS);
  const { dominantColour } = cleaned;
  const change = { state: "validated", files, dominantColour, foundSha256: sha256, ...due } as const;
  return [next(known, change), ...(await Claims.readAll(known))];
}
