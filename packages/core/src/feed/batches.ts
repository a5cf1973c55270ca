import { pageKeyOf } from "../catalog/keys.ts";
import type { Batch, Row } from "./row.ts";

/** A page with more rows than this is taken in parts; each leaves the others' options alone. */
const MAX_ROWS = 200;

/** Puts rows of one page that follow each other together; tells of every row, also of those that were not taken. */
export async function* batches(rows: AsyncIterable<Row>, onRow: (row: Row) => void): AsyncGenerator<Batch> {
  let open: Batch | null = null;
  let openKey = "";
  for await (const row of rows) {
    onRow(row);
    if (!row.ok) continue;
    const { product, itemGroupId, line = 0 } = row;
    const pageKey = pageKeyOf(product.url);
    if (open && openKey === pageKey && open.products.length < MAX_ROWS) {
      open.products.push(product);
      continue;
    }
    if (open) yield open;
    openKey = pageKey;
    open = { lane: itemGroupId || pageKey, url: product.url, products: [product], line };
  }
  if (open) yield open;
}
