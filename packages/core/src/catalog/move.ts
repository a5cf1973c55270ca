import { context } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, MAX_ACTIONS, type Write, write } from "../platform/transaction.ts";
import { group } from "./group.entity.ts";
import { image } from "./image.entity.ts";
import { ownersOf } from "./join.ts";
import { joinKey } from "./join-key.entity.ts";
import { listing } from "./listing.entity.ts";
import { pricePoint } from "./price-point.entity.ts";
import { bump, bumpWatched, type Product, read } from "./product.ts";
import { promotion } from "./promotion.entity.ts";
import { sourceItem } from "./source-item.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { pack } from "./store.ts";
import { titleEntry } from "./title-block.entity.ts";
import { variant } from "./variant.entity.ts";
import { variantFor } from "./variant.ts";
import { variantAlias } from "./variant-alias.entity.ts";

/**
 * Carries on with the merge or split that the group's `moving` speaks of until nothing is left to move. What moves goes in
 * transactions that take an item out of one group and put it into the other, so it may stop anywhere and be run again.
 */
export async function finish(groupId: string): Promise<void> {
  let isDone = false;
  while (!isDone) isDone = await onConflict(() => step(groupId));
}

async function step(groupId: string): Promise<boolean> {
  const from = await read(groupId, { consistent: true });
  const { moving } = from.group;
  if (!moving) return true;
  const into = await read(moving.into, { consistent: true });
  const isMoved = (pageKey: string) => !moving.pageKeys || moving.pageKeys.includes(pageKey);
  const bundles = [
    ...moveListings(from, into, isMoved),
    ...moveMedia(from, into, isMoved),
    ...(await movePoints(from, into, isMoved)),
    ...(await moveClaims(from, into, isMoved)),
  ];
  // Pages go last: as long as one lies here, it says which claims are still to be moved.
  if (bundles.length === 0) bundles.push(...(await movePages(from, into, isMoved)));
  const [chunk = []] = pack([], bundles, MAX_ACTIONS - 2);
  if (chunk.length > 0) {
    await commit([bump(from.group), bumpWatched(into.group), ...chunk]);
    return false;
  }
  const { shard, rev } = from.group;
  const updatedAt = context().now().toISOString();
  const done = group()
    .patch({ groupId })
    .add({ rev: 1 })
    .set({ shard, updatedAt, watchRev: rev + 1 })
    .remove(["moving"]);
  await commit([write(done.where((item, { eq }) => eq(item.rev, rev)))]);
  return true;
}

type Moved = (pageKey: string) => boolean;

function moveListings(from: Product, into: Product, isMoved: Moved): Write[][] {
  const variants = [...into.variants];
  const left = [...from.listings];
  return from.listings
    .filter((item) => isMoved(item.pageKey))
    .map((item) => {
      left.splice(left.indexOf(item), 1);
      const old = from.variants.find((v) => v.variantId === item.variantId);
      const bundle = [write(listing().delete({ groupId: item.groupId, listingId: item.listingId }))];
      const isShared = left.some((other) => other.variantId === item.variantId);
      const staysBehind = left.some((other) => other.variantId === item.variantId && !isMoved(other.pageKey));
      let { variantId } = item;
      if (old) {
        const same = variants.find((v) => v.variantId === old.variantId) ?? variantFor(old, variants, from.variants);
        const copy = {
          ...old,
          groupId: into.group.groupId,
          variantId: staysBehind ? context().newId("var") : old.variantId,
        };
        const target = same ?? copy;
        variantId = target.variantId;
        if (!same) {
          variants.push(copy);
          bundle.push(write(variant().put(copy)));
        }
        if (!isShared) {
          bundle.push(write(variant().delete({ groupId: old.groupId, variantId: old.variantId })));
          if (variantId !== old.variantId) bundle.push(aliasOf(old.variantId, variantId));
        }
      }
      bundle.push(write(listing().put({ ...item, groupId: into.group.groupId, variantId })));
      return bundle;
    });
}

/** Whoever kept the old variant's id finds what it became. */
function aliasOf(variantId: string, becameId: string): Write {
  return write(variantAlias().put({ variantId, becameId, createdAt: context().now().toISOString() }));
}

/** Behind the pictures that are there already. */
const AFTER = 1000;

function moveMedia(from: Product, into: Product, isMoved: Moved): Write[][] {
  const { groupId } = into.group;
  const offset = into.images.length > 0 && from.group.mergedInto ? AFTER : 0;
  const images = from.images
    .filter((item) => isMoved(item.pageKey))
    .map((item) => {
      const moved = { ...item, groupId, position: item.position + offset };
      const writes = [
        write(image().delete({ groupId: item.groupId, imageId: item.imageId })),
        write(image().put(moved)),
      ];
      if (item.status === "pending") writes.push(message("media", { groupId, imageId: item.imageId }));
      return writes;
    });
  const promotions = from.promotions
    .filter((item) => isMoved(item.pageKey))
    .map((item) => [
      write(promotion().delete({ groupId: item.groupId, promotionId: item.promotionId })),
      write(promotion().put({ ...item, groupId })),
    ]);
  return [...images, ...promotions];
}

/** The history of listings that are here no longer, or are on their way. */
async function movePoints(from: Product, into: Product, isMoved: Moved): Promise<Write[][]> {
  const stays = new Set(from.listings.filter((item) => !isMoved(item.pageKey)).map((item) => item.listingId));
  const { data } = await pricePoint()
    .query.primary({ groupId: from.group.groupId })
    .go({ pages: "all", consistent: true });
  return data
    .filter((point) => !stays.has(point.listingId))
    .map(({ groupId, at, listingId, ...point }) => [
      write(pricePoint().delete({ groupId, at, listingId })),
      write(pricePoint().put({ ...point, groupId: into.group.groupId, at, listingId })),
    ]);
}

async function moveClaims(from: Product, into: Product, isMoved: Moved): Promise<Write[][]> {
  const staying = new Set(from.pages.filter((page) => !isMoved(page.pageKey)).flatMap((page) => page.joinKeys));
  const moved = from.pages.filter((page) => isMoved(page.pageKey)).flatMap((page) => page.joinKeys);
  const owners = await ownersOf([...new Set(moved)].filter((key) => !staying.has(key)));
  return [...owners]
    .filter(([, owner]) => owner === from.group.groupId)
    .map(([key, owner]) => {
      const patch = joinKey().patch({ key }).set({ groupId: into.group.groupId });
      return [write(patch.where((item, { eq }) => eq(item.groupId, owner)))];
    });
}

function movePages(from: Product, into: Product, isMoved: Moved): Promise<Write[][]> {
  const { groupId } = into.group;
  const moved = from.pages.filter((page) => isMoved(page.pageKey));
  return Promise.all(
    moved.map(async (page) => {
      const { sourceId, pageKey, block } = page;
      // Without its fingerprint the page is read in whole at its next check.
      const item = sourceItem().patch({ sourceId, pageKey }).set({ groupId }).remove(["fingerprint"]);
      return [
        write(sourcePage().delete({ groupId: page.groupId, sourceId, pageKey })),
        write(sourcePage().put({ ...page, groupId })),
        write(item.where((stored, { eq }) => eq(stored.groupId, page.groupId))),
        ...(block ? await moveTitle(block, page.groupId, groupId, pageKey) : []),
      ];
    }),
  );
}

/** Title entries carry the group in their key: they are moved together with their page. */
async function moveTitle(block: string, from: string, into: string, pageKey: string): Promise<Write[]> {
  const { data } = await titleEntry().get({ block, groupId: from, pageKey }).go({ consistent: true });
  if (!data) return [];
  return [
    write(titleEntry().delete({ block, groupId: from, pageKey })),
    write(titleEntry().put({ ...data, groupId: into })),
  ];
}
