import type { CanonicalProduct } from "@stylegence/crawler/product";

/** One row of a feed as the crawler reads it: an option of a product, or why it could not be taken. */
export type Row =
  | { ok: true; line?: number; product: CanonicalProduct; itemGroupId?: string | null }
  | { ok: false; line: number; reasons: string[] };

/** The rows of one page that followed each other. */
export interface Batch {
  /** What must not be worked on twice at the same time: rows of one group may lie on several pages. */
  lane: string;
  url: string;
  products: CanonicalProduct[];
  /** Of its first row; 0 where the feed has no lines. */
  line: number;
}
