import { onConflict } from "../platform/retry.ts";
import { commit, MAX_ACTIONS, type Write, write } from "../platform/transaction.ts";
import { discontinue } from "./discontinue.ts";
import { image } from "./image.entity.ts";
import { pageKeyOf } from "./keys.ts";
import * as Likeness from "./likeness.ts";
import { listing } from "./listing.entity.ts";
import * as Product from "./product.ts";
import { promotion } from "./promotion.entity.ts";
import type { Reading } from "./reading.ts";
import { sourceItem } from "./source-item.entity.ts";
import { type SourcePage, sourcePage } from "./source-page.entity.ts";
import { type TitleEntry, titleEntry } from "./title-block.entity.ts";

/**
 * A shop's page has moved to the reading's address. Where it still shows the same garment its listings go on under the new address
 * with their history; where another product lies behind it (a redirect to the nearest thing in stock), or that address is in the
 * catalog already, they are discontinued. Safe to repeat.
 */
export async function takeOver(reading: Reading, formerUrl: string): Promise<void> {
  const { sourceId, checkedAt } = reading.from;
  const formerKey = pageKeyOf(formerUrl);
  if (formerKey === reading.pageKey) return;
  const isRenamed = await onConflict(() => rename(reading, formerKey));
  if (!isRenamed) await discontinue(sourceId, formerUrl, checkedAt);
}

async function rename(reading: Reading, formerKey: string): Promise<boolean> {
  const { sourceId } = reading.from;
  const { pageKey } = reading;
  const [former, present] = await Promise.all(
    [formerKey, pageKey].map((key) => sourceItem().get({ sourceId, pageKey: key }).go({ consistent: true })),
  );
  if (!former?.data) return true;
  if (present?.data) return false;
  const { groupId } = former.data;
  const product = await Product.read(groupId, { consistent: true });
  const page = product.pages.find((one) => one.sourceId === sourceId && one.pageKey === formerKey);
  if (!page || product.group.moving) return false;
  const entry = page.block
    ? (await titleEntry().get({ block: page.block, groupId, pageKey: formerKey }).go({ consistent: true })).data
    : null;
  if (!isSame(reading, page, entry)) return false;
  const moved = movedItems(product, reading, formerKey);
  const { createdAt, updatedAt } = former.data;
  const writes = [
    Product.bump(product.group, renamed(product, sourceId, formerKey, pageKey)),
    write(sourceItem().delete({ sourceId, pageKey: formerKey })),
    // Without a fingerprint the page is read in whole at once.
    write(sourceItem().create({ sourceId, pageKey, groupId, createdAt, updatedAt })),
    write(sourcePage().delete({ groupId, sourceId, pageKey: formerKey })),
    write(sourcePage().put({ ...page, pageKey, url: reading.from.url })),
    ...(entry ? [write(titleEntry().delete(entry)), write(titleEntry().put({ ...entry, pageKey }))] : []),
    ...moved,
  ];
  if (writes.length > MAX_ACTIONS) return false;
  await commit(writes);
  return true;
}

/** A code that both carry, or a title that means the same; the price on the label may have changed. */
function isSame(reading: Reading, page: SourcePage, entry: TitleEntry | null): boolean {
  if (reading.joinKeys.some((key) => page.joinKeys.includes(key))) return true;
  if (!entry || reading.block !== page.block) return false;
  return Likeness.compare({ ...reading.likeness, mrp: undefined }, { ...entry, mrp: undefined }) === "same";
}

function renamed(product: Product.Product, sourceId: string, formerKey: string, pageKey: string) {
  return product.group.namedBy === `${sourceId}/${formerKey}` ? { namedBy: `${sourceId}/${pageKey}` } : {};
}

function movedItems(product: Product.Product, reading: Reading, formerKey: string): Write[] {
  const { pageKey } = reading;
  const isMoved = (item: { sourceId: string; pageKey: string }) =>
    item.sourceId === reading.from.sourceId && item.pageKey === formerKey;
  return [
    ...product.listings.filter(isMoved).map((item) => write(listing().put({ ...item, pageKey }))),
    ...product.images.filter(isMoved).map((item) => write(image().put({ ...item, pageKey }))),
    ...product.promotions.filter(isMoved).map((item) => write(promotion().put({ ...item, pageKey }))),
  ];
}
