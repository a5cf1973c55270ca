import * as Product from "../catalog/product.ts";
import type { Purchase } from "../purchase/purchase.ts";
import type { Receipt, ReceiptSubject } from "./receipt.entity.ts";
import { subjectOf } from "./subject.ts";

type Subjects = ReadonlyMap<string, ReceiptSubject & { groupId: string }>;

/** The garments of some purchases as they are today, by the id that they were bought by. */
export async function subjectsOf(items: readonly Purchase[]): Promise<Subjects> {
  const ids = [...new Set(items.map(({ groupId }) => groupId))];
  const found = await Promise.all(ids.map(todays));
  return new Map(found.flatMap((one, at) => (one ? [[ids[at]!, one] as const] : [])));
}

const MAX_HOPS = 10;

async function todays(groupId: string): Promise<(ReceiptSubject & { groupId: string }) | null> {
  let product = await Product.find(groupId);
  for (let hop = 0; hop < MAX_HOPS && product?.group.mergedInto; hop++) {
    product = await Product.find(product.group.mergedInto);
  }
  return product && { groupId: product.group.groupId, ...subjectOf(product) };
}

/** A purchase as the API shows it. */
export function shownPurchase(purchase: Purchase, subjects: Subjects) {
  const { purchaseId, groupId, variantId, method, state, amount, boughtAt } = purchase;
  const { title = "No longer listed", image, groupId: today = groupId } = subjects.get(groupId) ?? {};
  return {
    ...{ purchaseId, method, state, boughtAt, amount: amount ?? null, variantId: variantId ?? null },
    product: { groupId: today, title, image: image ?? null },
  };
}

/** A receipt as its shopper is shown it: nothing of what staff note. */
export function shownReceipt(receipt: Receipt) {
  const { receiptId, uploadId, groupId, variantId, subject, state, reason, reading, createdAt, decidedAt } = receipt;
  return {
    ...{ receiptId, uploadId, state, createdAt },
    product: { groupId, title: subject.title, image: subject.image ?? null },
    variantId: variantId ?? null,
    reason: state === "refused" ? (reason ?? null) : null,
    read: reading ? { shop: reading.shop, orderId: reading.orderId, day: reading.day, total: reading.total } : null,
    decidedAt: decidedAt ?? null,
  };
}
