import { context } from "../platform/context.ts";
import { notFound } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import type { ReviewSummary } from "../review/summary.entity.ts";
import { type Group, group } from "./group.entity.ts";
import type { Image } from "./image.entity.ts";
import type { Listing } from "./listing.entity.ts";
import type { PricePoint } from "./price-point.entity.ts";
import { collection, partition } from "./product.entity.ts";
import type { Promotion } from "./promotion.entity.ts";
import type { SourcePage } from "./source-page.entity.ts";
import type { Variant } from "./variant.entity.ts";
import { byText } from "./words.ts";

/** A group with everything in its item collection. */
export interface Product {
  group: Group;
  variants: Variant[];
  listings: Listing[];
  images: Image[];
  promotions: Promotion[];
  pages: SourcePage[];
  /** What its reviews come to; absent where it never had one. */
  reviews?: ReviewSummary | undefined;
}

/** The whole item collection of a group in one query; null when there is none. `consistent` for whoever writes next. */
export async function find(groupId: string, options: { consistent?: boolean } = {}): Promise<Product | null> {
  return productOf(await collection(groupId, options.consistent ?? false));
}

/** A group with all its price points, in one query too. Throws `not_found`. */
export async function readWithPrices(groupId: string): Promise<{ product: Product; points: PricePoint[] }> {
  const data = await partition(groupId);
  const product = productOf(data);
  if (!product) throw notFound({ groupId });
  return { product, points: data.pricePoint };
}

function productOf(data: Awaited<ReturnType<typeof collection>>): Product | null {
  const head = data.group[0];
  if (!head) return null;
  return {
    group: head,
    variants: data.variant,
    listings: data.listing,
    images: data.image.sort((a, b) => a.position - b.position || byText(a.imageId, b.imageId)),
    promotions: data.promotion,
    pages: data.sourcePage,
    reviews: data.reviewSummary[0],
  };
}

/** As `find`, but throws `not_found`. */
export async function read(groupId: string, options: { consistent?: boolean } = {}): Promise<Product> {
  const found = await find(groupId, options);
  if (!found) throw notFound({ groupId });
  return found;
}

const MAX_HOPS = 10;

/** The group that an id stands for today, past all merges. Throws `not_found`. */
export async function resolve(groupId: string): Promise<string> {
  let id = groupId;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const { data } = await group().get({ groupId: id }).go({ consistent: true });
    if (!data) throw notFound({ groupId: id });
    if (!data.mergedInto) return id;
    id = data.mergedInto;
  }
  throw notFound({ groupId });
}

type GroupChange = Partial<Omit<Group, "groupId" | "rev" | "shard" | "createdAt" | "updatedAt">>;

/** The write that goes with every transaction on the collection: counts it, under the condition that nobody else wrote since. */
export function bump(current: Pick<Group, "groupId" | "rev" | "shard">, change: GroupChange = {}): Write {
  return write(
    group()
      .patch({ groupId: current.groupId })
      .add({ rev: 1 })
      .set({ ...change, shard: current.shard, updatedAt: context().now().toISOString() })
      .where(({ rev }, { eq }) => eq(rev, current.rev)),
  );
}

/** As `bump`, for a change of prices, stock, offers or pictures: those who watch the garment are told. */
export function bumpWatched(current: Pick<Group, "groupId" | "rev" | "shard">, change: GroupChange = {}): Write {
  return bump(current, { ...change, watchRev: current.rev + 1 });
}

/** The group's `rev` at the last change that those who watch it are told of; a new group's own. */
export function watchRevOf({ rev, watchRev }: Pick<Group, "rev" | "watchRev">): number {
  return watchRev ?? rev;
}

/**
 * Changes a group's pictures, or what else those who watch it are shown: reads it, commits the writes that `plan` makes of it together
 * with the group's new `rev`, and starts over when another writer came first. `null` from the plan leaves everything as it is. Throws
 * `not_found`.
 */
export function change(groupId: string, plan: (current: Product) => Write[] | null): Promise<Product> {
  return onConflict(async () => {
    const current = await read(groupId, { consistent: true });
    const writes = plan(current);
    if (writes) await commit([bumpWatched(current.group), ...writes]);
    return current;
  });
}
