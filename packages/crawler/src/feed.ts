import type { ByteSource } from "./bytes.ts";
import { type FeedContext, productOf, withVariant } from "./feed-product.ts";
import { type FeedItem, readItems } from "./feed-rows.ts";
import type { CanonicalProduct } from "./product.ts";

export type FeedRow =
  | {
      ok: true;
      /** Line of the first row that it was made of. */
      line: number;
      /** How many rows of the file it was made of. */
      rows: number;
      product: CanonicalProduct;
      itemGroupId: string | null;
    }
  | { ok: false; line: number; reasons: string[] };

type Taken = Extract<FeedRow, { ok: true }>;

export interface FeedOptions extends FeedContext {
  /** Unpacked. 2 GB by default. */
  maxBytes?: number;
  /** False gives each row as a product of its own. */
  group?: boolean;
}

/** A group that is longer goes on as another product of the same group id. */
const MAX_GROUP = 500;

/**
 * The products of a Google Merchant feed (TSV, CSV, RSS or Atom; gzipped or not) as they come. Rows of one item_group_id
 * that follow each other are one product with variants. A bad row is told with its line and the rest goes on. Throws only
 * what the source throws, and `TooLarge`.
 */
export async function* readFeed(source: ByteSource, options: FeedOptions = {}): AsyncGenerator<FeedRow> {
  let open: Taken | null = null;
  for await (const item of readItems(source, options.maxBytes ?? 2 * 1024 ** 3)) {
    const row = readRow(item, options);
    if (!row.ok) yield row;
    else if (open && options.group !== false && belongs(row, open)) open = joined(open, row);
    else {
      if (open) yield open;
      open = row;
    }
  }
  if (open) yield open;
}

function readRow(item: FeedItem, options: FeedOptions): FeedRow {
  const { line } = item;
  const product = item.broken ? [item.broken] : productOf(item, options);
  if (Array.isArray(product)) return { ok: false, line, reasons: product };
  return { ok: true, line, rows: 1, product, itemGroupId: item.fields.get("item_group_id")?.[0] ?? null };
}

function joined(open: Taken, row: Taken): Taken {
  return { ...open, rows: open.rows + 1, product: withVariant(open.product, row.product) };
}

function belongs(row: Taken, open: Taken): boolean {
  return row.itemGroupId !== null && row.itemGroupId === open.itemGroupId && open.rows < MAX_GROUP;
}
