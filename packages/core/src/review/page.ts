import * as Product from "../catalog/product.ts";
import { cursorRefused } from "../platform/cursor.ts";
import { shopper } from "../shopper/shopper.entity.ts";
import { type ReviewRow, review } from "./review.entity.ts";
import { isProof } from "./settle.ts";
import { shown } from "./shown.ts";
import { reviewSummary } from "./summary.entity.ts";
import * as Tally from "./tally.ts";

export interface Wanted {
  sort?: "newest" | "helpful" | undefined;
  rating?: number | undefined;
  verified?: boolean | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

const PAGE = 10;
/** Of the index with one call: a page among much that is filtered out may be short, and still go on. */
const MAX_READS = 4;
const READ = 100;

/**
 * A product's published reviews with its figures, newest or most helpful first, a page at a time; where it went when it was merged. Throws
 * `not_found`, and `invalid` for a cursor that is none.
 */
export async function read(groupId: string, wanted: Wanted) {
  const current = await Product.resolve(groupId);
  if (current !== groupId) return { mergedInto: current };
  const [summary, page] = await Promise.all([figuresOf(groupId), pageOf(groupId, wanted)]);
  const authors = await authorsOf(page.rows);
  const items = page.rows.map((row) => shown(row, authors.get(row.userId ?? "")));
  return { groupId, summary, items, nextCursor: page.nextCursor };
}

/** What a product's reviews come to. */
export async function figuresOf(groupId: string) {
  const { data } = await reviewSummary().get({ groupId }).go();
  return Tally.shown(data?.tally ?? Tally.EMPTY);
}

interface Place {
  helpfulKey: string;
  publishedAt: string;
  reviewId: string;
}

async function pageOf(groupId: string, wanted: Wanted): Promise<{ rows: ReviewRow[]; nextCursor: string | null }> {
  const limit = wanted.limit ?? PAGE;
  const rows: ReviewRow[] = [];
  let from: Place | undefined = wanted.cursor ? placeOf(wanted.cursor) : undefined;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const found = await readFrom(groupId, wanted.sort, from);
    for (const row of found) {
      if (!isWanted(row, wanted)) continue;
      if (rows.length === limit) return { rows, nextCursor: cursorOf(rows.at(-1)!) };
      rows.push(row);
    }
    from = found.at(-1);
    if (found.length < READ || !from) return { rows, nextCursor: null };
  }
  return { rows, nextCursor: from ? cursorOf(from) : null };
}

async function readFrom(groupId: string, sort: Wanted["sort"], from: Place | undefined): Promise<ReviewRow[]> {
  const { query } = review();
  const options = { order: "desc", limit: READ } as const;
  if (sort === "helpful") {
    const all = query.byHelpful({ groupId });
    const { data } = await (from ? all.lt(from) : all).go(options);
    return data;
  }
  const all = query.byGroup({ groupId });
  const { data } = await (from ? all.lt({ publishedAt: from.publishedAt, reviewId: from.reviewId }) : all).go(options);
  return data;
}

/** Of an account that is erased the stars are counted, and there is nothing to read. */
function isWanted({ state, rating, verified }: ReviewRow, wanted: Wanted): boolean {
  if (state !== "published") return false;
  return (wanted.rating === undefined || rating === wanted.rating) && (!wanted.verified || isProof(verified));
}

function cursorOf({ helpfulKey, publishedAt, reviewId }: Place): string {
  return Buffer.from(`${helpfulKey} ${publishedAt} ${reviewId}`).toString("base64url");
}

const PLACE = /^(\d{9}) (\d{4}-\d\d-\d\d(?:T[\d:.]{12}Z)?) (rev_[0-9A-HJKMNP-TV-Z]{26})$/;

function placeOf(cursor: string): Place {
  const [, helpfulKey, publishedAt, reviewId] = PLACE.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (!helpfulKey || !publishedAt || !reviewId) throw cursorRefused();
  return { helpfulKey, publishedAt, reviewId };
}

/** Read anew for each page: what they consent to counts as it is now. */
async function authorsOf(rows: readonly ReviewRow[]) {
  const keys = [...new Set(rows.flatMap(({ userId }) => userId ?? []))].map((userId) => ({ userId }));
  const { data } = keys.length > 0 ? await shopper().get(keys).go({ consistent: true }) : { data: [] };
  return new Map(data.map((row) => [row.userId, row]));
}
