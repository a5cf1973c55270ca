import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { startOf } from "../platform/day.ts";
import type { Write } from "../platform/transaction.ts";
import * as Purchase from "../purchase/purchase.ts";
import * as Uploads from "../upload/row.ts";
import type { Upload } from "../upload/upload.entity.ts";
import type { Receipt } from "./receipt.entity.ts";
import { next } from "./row.ts";

type By = NonNullable<Receipt["decidedBy"]>;

/** After the decision the receipt goes, with its file. */
export const KEPT_DAYS = 30;

/** The writes that refuse a claim and tell its shopper, once. */
export function refusal(known: Receipt, change: Partial<Receipt> & { reason: string }, by: By): Write[] {
  return [
    next(known, { ...change, state: "refused", ...decided(by) }),
    ...told(known, "We could not accept your receipt", `${known.subject.title}: ${change.reason}`),
  ];
}

/** The writes that confirm a claim, record the purchase and tell its shopper, once. What is used up is marked besides. */
export function confirmation(known: Receipt, change: Partial<Receipt>, by: By): Write[] {
  const { userId, receiptId, variantId } = known;
  const { reading, match, groupId } = { ...known, ...change };
  return [
    next(known, { ...change, state: "confirmed", reason: undefined, ...decided(by) }),
    ...Purchase.recordWrites({
      ...{ userId, groupId, variantId, method: "receipt_upload", key: `receipt ${receiptId}`, confirmed: true },
      amount: match?.line?.amount,
      boughtAt: reading?.day ? startOf(reading.day).toISOString() : known.createdAt,
    }),
    ...told(known, "Your receipt is confirmed", `${known.subject.title} is now among what you bought.`),
  ];
}

/** The write that lets an upload go some time after its last open claim was decided. */
export function released(upload: Upload, receiptId: string): Write {
  const claims = upload.claims.filter((id) => id !== receiptId);
  return Uploads.next(upload, { claims, ...(claims.length === 0 && Uploads.dueIn(KEPT_DAYS)) });
}

function decided(decidedBy: By): Partial<Receipt> {
  const at = context().now();
  return {
    decidedBy,
    decidedAt: at.toISOString(),
    expiresAt: Math.floor(at.getTime() / 1000) + KEPT_DAYS * 86_400,
  };
}

function told({ userId, receiptId }: Receipt, title: string, body: string): Write[] {
  return Notification.writes({
    ...{ userId, kind: "receipt", key: `receipt ${receiptId}`, title, body, href: "/purchases" },
  });
}
