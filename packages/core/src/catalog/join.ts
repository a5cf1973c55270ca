import * as Category from "./category.ts";
import { joinKey } from "./join-key.entity.ts";
import * as Likeness from "./likeness.ts";
import * as Product from "./product.ts";
import type { Reading } from "./reading.ts";
import type { TitleEntry } from "./title-block.entity.ts";
import type { Block, Titles } from "./titles.ts";

export type Via = "gtin" | "style" | "title" | "new";

/** A group that may be the same garment: `certain` ones are merged, the others suggested to staff. */
export interface Suspect {
  groupId: string;
  reason: string;
  certain: boolean;
}

export interface Joining {
  /** The group to join; null for a new one. */
  product: Product.Product | null;
  via: Via;
  /** Which group holds each of the reading's claims. */
  owners: Map<string, string>;
  suspects: Suspect[];
  /** Of the title block, to add a group only if nobody else did since; null without a block. */
  blockRev: number | null;
}

/** Claims of the reading that some group holds, read consistently. */
export async function ownersOf(keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { data } = await joinKey()
    .get(keys.map((key) => ({ key })))
    .go({ consistent: true });
  return new Map(data.map((claim) => [claim.key, claim.groupId]));
}

/**
 * Where a page seen for the first time belongs: GTIN, else brand and style code, else brand, kind and title. A claim whose
 * group contradicts the page (another brand, another pack) joins nothing and is kept as a suspicion.
 */
export async function joinOf(reading: Reading, titles: Titles): Promise<Joining> {
  const owners = await ownersOf(reading.joinKeys);
  const suspects: Joining["suspects"] = [];
  const claimed: { product: Product.Product; via: "gtin" | "style" }[] = [];
  for (const [groupId, via] of strongest(owners)) {
    const product = await Product.find(groupId, { consistent: true });
    if (!product) continue;
    const against = contradiction(reading, product);
    if (against) suspects.push({ groupId, reason: `same ${via}, but ${against}`, certain: false });
    else claimed.push({ product, via });
  }
  const block = reading.block ? await titles.read(reading.block) : null;
  const blockRev = block?.rev ?? null;
  const [first, ...others] = claimed;
  if (first) {
    for (const other of others) {
      suspects.push({
        groupId: other.product.group.groupId,
        reason: `this page carries the ${other.via} of both`,
        certain: true,
      });
    }
    return { ...first, owners, suspects, blockRev };
  }
  const byTitle = await joinByTitle(reading, block);
  return { ...byTitle, owners, suspects: [...suspects, ...byTitle.suspects], blockRev };
}

/** Groups by the best of the claims they hold, GTIN before style code. */
function strongest(owners: ReadonlyMap<string, string>): Map<string, "gtin" | "style"> {
  const entries = [...owners].map(([key, groupId]) => [groupId, key.startsWith("gtin:") ? "gtin" : "style"] as const);
  const found = new Map<string, "gtin" | "style">();
  for (const [groupId, via] of entries.toSorted(([, a], [, b]) => a.localeCompare(b))) {
    if (!found.has(groupId)) found.set(groupId, via);
  }
  return found;
}

/** Why a page cannot be of a group though they share a code; null when nothing speaks against it. */
export function contradiction(reading: Reading, product: Product.Product): string | null {
  const { group } = product;
  if (reading.brand && group.brandSlug && reading.brand.slug !== group.brandSlug) return "another brand";
  const kind = Category.kindOf(reading.category);
  const theirs = Category.kindOf(group.category);
  if (kind && theirs && !Category.areAkin(kind, theirs)) return "another kind of garment";
  const packs = product.pages.map((page) => Likeness.packOf(page.title));
  if (packs.length > 0 && !packs.includes(Likeness.packOf(reading.title))) return "another pack size";
  return null;
}

async function joinByTitle(
  reading: Reading,
  block: Block | null,
): Promise<Pick<Joining, "product" | "via" | "suspects">> {
  const none = { product: null, via: "new" as const, suspects: [] as Joining["suspects"] };
  if (!block) return none;
  const data = block.entries;
  // Two pages of one shop are two garments, or it would show them on one: a title alone never joins them.
  const ownShop = new Set(data.filter((e) => e.sourceId === reading.from.sourceId).map((e) => e.groupId));
  const judged = data.filter((e) => !ownShop.has(e.groupId)).map((entry) => ({ entry, ...judge(reading, entry) }));
  const same = new Set(judged.filter((j) => j.verdict === "same").map((j) => j.entry.groupId));
  const doubt = judged
    .filter((j) => j.verdict === "doubt" && !same.has(j.entry.groupId))
    .toSorted((a, b) => b.score - a.score);
  const suspects = [...new Set(doubt.map((j) => j.entry.groupId))]
    .slice(0, 3)
    .map((groupId) => ({ groupId, reason: "titles nearly the same", certain: false }));
  const [only, ...more] = same;
  if (!only) return { ...none, suspects };
  if (more.length > 0) {
    const unsure = [...same].map((groupId) => ({ groupId, reason: "several groups have this title", certain: false }));
    return { ...none, suspects: [...unsure, ...suspects] };
  }
  const product = await Product.find(only, { consistent: true });
  if (!product || product.group.mergedInto) return { ...none, suspects };
  return { product, via: "title", suspects };
}

function judge(reading: Reading, entry: TitleEntry): { verdict: Likeness.Verdict; score: number } {
  return { verdict: Likeness.compare(reading.likeness, entry), score: Likeness.scoreOf(reading.likeness, entry) };
}
