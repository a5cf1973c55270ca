import * as Product from "../catalog/product.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { type Write, write } from "../platform/transaction.ts";
import * as Purchase from "../purchase/purchase.ts";
import { actingShopper } from "../shopper/shopper.ts";
import * as Uploads from "../upload/row.ts";
import type { Upload } from "../upload/upload.entity.ts";
import { commitFor } from "../wishlist/alive.ts";
import { type Receipt, receipt } from "./receipt.entity.ts";
import { find } from "./row.ts";
import { subjectOf } from "./subject.ts";

export type { Receipt };

export interface Wanted {
  groupId: string;
  variantId?: string | undefined;
}

/** Open claims with one receipt: it has a few lines. */
const MAX_CLAIMS = 10;
const LISTED = 20;

/**
 * Claims on the acting shopper's word that they bought a garment; again it is the same claim. Throws `not_found` for a garment, or a
 * variant of it, that is not there.
 */
export async function report(wanted: Wanted): Promise<Purchase.Purchase> {
  const userId = actingShopper();
  const { groupId, variantId } = await garmentOf(wanted);
  const key = `self ${groupId} ${variantId ?? ""}`;
  const boughtAt = context().now().toISOString();
  await commitFor(
    userId,
    Purchase.recordWrites({ userId, groupId, variantId, method: "self_report", key, boughtAt, confirmed: false }),
  );
  const recorded = await Purchase.find(userId, Purchase.idOf(userId, key));
  if (!recorded) throw new DomainError("internal", "A purchase is not where it was written.");
  return recorded;
}

/**
 * Claims with a receipt that the acting shopper uploaded that they bought a garment; again it is the same claim. It is read once its
 * file is validated. Throws `not_found` for an upload or a garment that is not there, `invalid` for a file that can't be a receipt and
 * `forbidden` above ten open claims with one file.
 */
export async function claim(wanted: Wanted, uploadId: string): Promise<Receipt> {
  const userId = actingShopper();
  const { groupId, variantId, subject } = await garmentOf(wanted);
  const receiptId = `rct_${hash26(`${userId} ${uploadId} ${groupId}`)}`;
  return onConflict(async () => {
    const upload = await usable(userId, uploadId);
    const known = await find(userId, receiptId);
    if (known) return known;
    if (upload.claims.length >= MAX_CLAIMS) {
      throw new DomainError("forbidden", `${MAX_CLAIMS} claims with this receipt wait already.`);
    }
    const isReady = upload.state === "validated";
    const at = context().now().toISOString();
    const made: Receipt = {
      ...{ userId, receiptId, rev: 1, uploadId, groupId, variantId, subject },
      ...{ state: isReady ? "reading" : "waiting", createdAt: at, updatedAt: at },
    };
    const read: Write[] = isReady ? [message("upload", { kind: "read", userId, receiptId })] : [];
    const held = Uploads.next(upload, { claims: [...upload.claims, receiptId], ...Uploads.dueIn(null) });
    await commitFor(userId, [write(receipt().create(made)), held, ...read]);
    return made;
  });
}

async function usable(userId: string, uploadId: string): Promise<Upload> {
  const found = await Uploads.find(userId, uploadId);
  if (!found) throw notFound({ uploadId });
  const message = found.kind === "receipt" ? found.reason : "This is no receipt.";
  const problem = found.state === "waiting" ? "The file was not sent yet." : message;
  if (problem) throw new DomainError("invalid", problem, { fields: [{ field: "uploadId", message: problem }] });
  return found;
}

async function garmentOf({ groupId, variantId }: Wanted) {
  const product = await Product.read(await Product.resolve(groupId));
  if (variantId && !product.variants.some((one) => one.variantId === variantId)) throw notFound({ variantId });
  return { groupId: product.group.groupId, variantId, subject: subjectOf(product) };
}

/** The acting shopper's newest claims with receipts. */
export async function list(): Promise<Receipt[]> {
  const { data } = await receipt().query.byTime({ userId: actingShopper() }).go({ order: "desc", limit: LISTED });
  return data;
}
