import { type IngestResult, ingest, type Known } from "../catalog/ingest.ts";
import * as Source from "../catalog/source.ts";
import * as SourceItem from "../catalog/source-item.ts";
import { remembered } from "../catalog/titles.ts";
import { slug } from "../catalog/words.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { patiently } from "../platform/patience.ts";
import { batches } from "./batches.ts";
import { combine } from "./combine.ts";
import * as Entry from "./entry.ts";
import { lanes } from "./lanes.ts";
import type { Batch, Row } from "./row.ts";
import { type Refusal, Tally } from "./tally.ts";
import { windows } from "./windows.ts";

export interface ImportOptions {
  /** Display name of the sender; its source is made of it, or found by it. */
  source: string;
  /** Of a source that exists under another id. */
  sourceId?: string;
  /** The feed holds all that the sender has: what an earlier import named and this one does not is gone. */
  complete?: boolean;
  /** How many products are worked on at once. */
  concurrency?: number;
  onProgress?: (rows: number) => void;
}

/** What an import did. Products are pages: the rows of one page, an option each, count once. */
export interface Summary {
  sourceId: string;
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Rows that were not taken, and products that the catalog did not take. */
  refused: number;
  refusals: Refusal[];
  /** Products with a price that awaits a second import, since it jumped too far. */
  held: number;
  /** Products that a complete feed no longer names: discontinued. */
  gone: number;
  /** The same, but left as they are, since they are most of the source and the feed was hardly complete. */
  kept: number;
}

const CONCURRENCY = 8;
/** How many products are looked up at once. */
const WINDOW = 50;
/** A file that holds no product in its first rows is no feed, however long it goes on. */
const HOPELESS = 1000;

/**
 * Takes the rows of a feed into the catalog, product by product. Safe to repeat and to interrupt: what is there already counts
 * as unchanged. Throws `invalid`, with nothing written, when not one product could be read; `unavailable` when the table would
 * not take more, after which the same import carries on.
 */
export async function importFeed(rows: AsyncIterable<Row>, options: ImportOptions): Promise<Summary> {
  const startedAt = context().now().toISOString();
  const sourceId = options.sourceId ?? slug(options.source);
  if (sourceId === "") throw new DomainError("invalid", "A source needs a name with letters or digits.");
  const summary = { sourceId, rows: 0, new: 0, changed: 0, unchanged: 0, refused: 0, held: 0, gone: 0, kept: 0 };
  const tally = new Tally();
  const work = lanes(options.concurrency ?? CONCURRENCY);
  let isKnown = false;

  const refuse = (reasons: readonly string[], line: number) => {
    summary.refused++;
    for (const reason of new Set(reasons)) tally.add(reason, line);
  };
  const onRow = (row: Row) => {
    summary.rows++;
    if (!row.ok) refuse(row.reasons, row.line);
    if (summary.refused === HOPELESS && summary.rows === HOPELESS) throw noFeed(tally);
    options.onProgress?.(summary.rows);
  };
  const titles = remembered();
  const take = async (batch: Batch, known: Known) => {
    const result = await patiently(() => store(batch, sourceId, startedAt, known));
    if (result.outcome === "refused") return refuse(result.reasons, batch.line);
    summary[result.outcome]++;
    if (result.pending) summary.held++;
  };

  for await (const window of windows(batches(rows, onRow), WINDOW)) {
    if (!isKnown) await ensureSource(sourceId, options.source, window[0]!.url);
    isKnown = true;
    const items = await patiently(() => lookUp(sourceId, window, startedAt));
    for (const batch of window) {
      // Good for its first part only: where a page comes in several, the others find what that one stored.
      const item = items.get(batch.url);
      items.delete(batch.url);
      await work.add(batch.lane, () => take(batch, { item, titles }));
    }
  }
  await work.done();
  if (!isKnown) throw noFeed(tally);
  const dropped = options.complete ? await Entry.dropUnseen(sourceId, startedAt) : {};
  return { ...summary, ...dropped, refusals: tally.list() };
}

function noFeed(tally: Tally): DomainError {
  const [first] = tally.list();
  return new DomainError("invalid", `No product could be read from the feed${first ? `: ${first.reason}` : ""}.`);
}

/** Notes that the feed names these pages, before anything of them is stored, and tells what they are stored as. */
async function lookUp(sourceId: string, window: readonly Batch[], startedAt: string) {
  const urls = window.map(({ url }) => url);
  const [items] = await Promise.all([SourceItem.findAll(sourceId, urls), Entry.noteAll(sourceId, urls, startedAt)]);
  return items;
}

function store(batch: Batch, sourceId: string, startedAt: string, known: Known): Promise<IngestResult> {
  const { url, products } = batch;
  return ingest(combine(products), { sourceId, url, checkedAt: startedAt, via: "feed", partial: true }, known);
}

async function ensureSource(sourceId: string, name: string, url: string): Promise<void> {
  const known = (await Source.list()).some((source) => source.sourceId === sourceId);
  if (!known) await Source.put({ sourceId, name, baseUrl: new URL(url).origin });
}
