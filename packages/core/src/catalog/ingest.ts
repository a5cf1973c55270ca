import type { CanonicalProduct } from "@stylegence/crawler/product";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import * as Brand from "./brand.ts";
import * as Describe from "./describe.ts";
import { joinOf, ownersOf, type Suspect } from "./join.ts";
import * as Move from "./move.ts";
import { isSane } from "./observe.ts";
import { type Plan, planOf } from "./plan.ts";
import * as Product from "./product.ts";
import { type From, type Reading, readingOf } from "./reading.ts";
import { takeOver } from "./rename.ts";
import * as Source from "./source.ts";
import { type SourceItem, sourceItem } from "./source-item.entity.ts";
import { sourcePage } from "./source-page.entity.ts";
import { chunksOf, type Head, titleEntryOf } from "./store.ts";
import * as Suspects from "./suspects.ts";
import { fromTable, type Titles } from "./titles.ts";

export type { From };

export interface IngestResult {
  groupId: string | null;
  outcome: "new" | "changed" | "unchanged" | "refused";
  /** Kinds of change: price, availability, content, images, promotions. */
  changes: string[];
  /** Why the product, or a part of it, was not taken. */
  reasons: string[];
  /** A price is held until a second crawl agrees: look again soon, and not by a conditional request. */
  pending: boolean;
}

/** What whoever takes in many pages knows already. */
export interface Known {
  /** What the page was stored as, lately read; null where it was not. Absent when that is not known. */
  item?: SourceItem | null;
  titles?: Titles;
}

/**
 * Takes one shop's product into the catalog: finds or makes its group, and stores what differs, each listing together with its
 * price point. Safe to repeat and to interrupt: a second run carries on to the same end state. An unchanged product writes its
 * check time only. Throws `conflict` or `unavailable` when the table would not let it through.
 */
export async function ingest(product: CanonicalProduct, from: From, known: Known = {}): Promise<IngestResult> {
  if (product.name.trim() === "") return refused("no name");
  const reading = readingOf(product, { ...from, sourceName: await Source.nameOf(from.sourceId) });
  if (from.formerUrl) await takeOver(reading, from.formerUrl);
  const titles = known.titles ?? fromTable;
  let { item } = known;
  const { result, suspects } = await titles.inTurn(reading.block, () =>
    onConflict(async () => {
      // What was known before is good for one try.
      const lately = item;
      item = undefined;
      try {
        return await attempt(reading, lately, titles);
      } catch (error) {
        if (reading.block) titles.forget(reading.block);
        throw error;
      }
    }),
  );
  if (result.groupId && suspects.length > 0) await Suspects.follow(reading, result.groupId, suspects);
  return result;
}

interface Attempt {
  result: IngestResult;
  suspects: Suspect[];
}

async function attempt(reading: Reading, lately: SourceItem | null | undefined, titles: Titles): Promise<Attempt> {
  const { sourceId } = reading.from;
  const read = async () =>
    (await sourceItem().get({ sourceId, pageKey: reading.pageKey }).go({ consistent: true })).data;
  const item = lately === undefined ? await read() : lately;
  return item ? again(reading, item) : first(reading, titles);
}

async function first(reading: Reading, titles: Titles): Promise<Attempt> {
  if (!reading.options.some((option) => option.sight.price && isSane(option.sight.price))) {
    return { result: refused("no price"), suspects: [] };
  }
  const joining = await joinOf(reading, titles);
  if (joining.product) await settled(joining.product);
  const { product, owners, suspects } = joining;
  const { plan, groupId } = await store({ reading, joining, item: null, product, owners, suspects });
  const entry = titleEntryOf(reading, groupId);
  if (entry) titles.stored(entry, product === null);
  return { result: resultOf(groupId, product ? "changed" : "new", plan), suspects };
}

async function again(reading: Reading, item: SourceItem): Promise<Attempt> {
  const fingerprint = fingerprintOf(reading);
  if (item.fingerprint === fingerprint) {
    await touch(reading, item.groupId);
    return { result: unchanged(item.groupId), suspects: [] };
  }
  const product = await Product.read(item.groupId, { consistent: true });
  await settled(product);
  const page = product.pages.find((p) => p.pageKey === reading.pageKey && p.sourceId === reading.from.sourceId);
  if (page && page.lastCheckedAt > reading.from.checkedAt) {
    return { result: { ...unchanged(item.groupId), reasons: ["a later check was stored before"] }, suspects: [] };
  }
  const known = page?.joinKeys.toSorted().join() === reading.joinKeys.toSorted().join();
  const owners = known ? new Map(reading.joinKeys.map((key) => [key, item.groupId])) : await ownersOf(reading.joinKeys);
  const suspects = Suspects.withOwners(Suspects.of(item), item.groupId, owners);
  const { plan, groupId, changed } = await store({ reading, joining: null, item, product, owners, suspects });
  return { result: resultOf(groupId, changed ? "changed" : "unchanged", plan), suspects };
}

async function store(head: Head): Promise<{ plan: Plan; groupId: string; changed: boolean }> {
  const { reading, item, product, suspects } = head;
  if (reading.brand) await Brand.ensure(reading.brand);
  const fingerprint = fingerprintOf(reading);
  const groupId = product?.group.groupId ?? Describe.newGroupId();
  const empty = { variants: [], listings: [], images: [], promotions: [] };
  const plan = planOf(reading, product ?? empty, groupId);
  const { chunks, changed } = chunksOf(head, groupId, plan, plan.held ? undefined : fingerprint);
  for (const chunk of chunks) await commit(chunk);
  if (!changed && item) await touch(reading, groupId, plan.held || suspects.length > 0 ? undefined : fingerprint);
  return { plan, groupId, changed };
}

/** A merge or split that was interrupted is brought to its end before anything is added. */
async function settled(product: Product.Product): Promise<void> {
  const { group } = product;
  if (!group.moving && !group.mergedInto) return;
  if (group.moving) await Move.finish(group.groupId);
  throw new DomainError("conflict", "The product was being merged or split.");
}

/** Notes the check and nothing else. */
async function touch(reading: Reading, groupId: string, fingerprint?: string): Promise<void> {
  const { pageKey, from } = reading;
  const key = { groupId, sourceId: from.sourceId, pageKey };
  const writes = [
    write(
      sourcePage()
        .patch(key)
        .set({ lastCheckedAt: from.checkedAt, ...(from.sourceName && { sourceName: from.sourceName }) })
        .where(({ lastCheckedAt }, { lte }) => lte(lastCheckedAt, from.checkedAt)),
    ),
  ];
  if (fingerprint) {
    const item = sourceItem().patch({ sourceId: from.sourceId, pageKey });
    writes.push(write(item.set({ fingerprint }).where((item, { eq }) => eq(item.groupId, groupId))));
  }
  await commit(writes).catch(async (error: unknown) => {
    const stored = (await sourcePage().get(key).go({ consistent: true })).data;
    // A later check was stored before this one: nothing to note. A page that is gone was moved: read everything anew.
    if (!stored || stored.lastCheckedAt <= from.checkedAt) throw error;
  });
}

/** Of everything that would be stored, by today's vocabularies: when those learn a word, pages are read anew. */
function fingerprintOf(reading: Reading): string {
  const { from, ...rest } = reading;
  return hash26(
    JSON.stringify(rest, (key, value: unknown) => (key === "at" ? undefined : value)) + (from.sellerId ?? ""),
  );
}

function resultOf(groupId: string, outcome: IngestResult["outcome"], plan: Plan): IngestResult {
  return { groupId, outcome, changes: [...plan.changes].sort(), reasons: plan.reasons, pending: plan.held };
}

function unchanged(groupId: string): IngestResult {
  return { groupId, outcome: "unchanged", changes: [], reasons: [], pending: false };
}

function refused(reason: string): IngestResult {
  return { groupId: null, outcome: "refused", changes: [], reasons: [reason], pending: false };
}
