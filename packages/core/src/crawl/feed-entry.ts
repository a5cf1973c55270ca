import { type FeedRow, readFeed } from "@stylegence/crawler/feed";
import * as Source from "../catalog/source.ts";
import { importFeed } from "../feed/import.ts";
import type { Look } from "./answer.ts";
import type { DomainConfig } from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import type { Fetched } from "./page.ts";
import * as State from "./state.ts";

/** What one visit may take; a longer feed goes on at the next. */
const BUDGET_MS = 20_000;
const CONCURRENCY = 6;

/** Takes in a feed that a shop offers at an address, in as many visits as it needs. */
export async function readFeedEntry(
  entry: Frontier,
  config: DomainConfig,
  fetched: Fetched,
  { position, ...seen }: Partial<State.Seen> & { bodyHash: string; position: number },
): Promise<Look> {
  const nameOf = await Source.names();
  const until = performance.now() + BUDGET_MS;
  let at = 0;
  let isAll = true;
  async function* part(): AsyncGenerator<FeedRow> {
    for await (const row of readFeed(fetched.body, { defaultCurrency: config.defaultCurrency, group: false })) {
      if (at >= position && performance.now() > until) {
        isAll = false;
        return;
      }
      if (at++ >= position) yield row;
    }
  }
  const { sourceId } = entry;
  const done = await importFeed(part(), { source: nameOf(sourceId), sourceId, concurrency: CONCURRENCY });
  const changed = done.new + done.changed > 0;
  return {
    outcome: changed ? "changed" : "unchanged",
    notes: [
      `new ${done.new}, changed ${done.changed}, unchanged ${done.unchanged}, refused ${done.refused}`,
      ...done.refusals.map(({ reason }) => reason),
    ].slice(0, 20),
    next: (current) =>
      isAll ? State.checked(current, config, { changed, seen }) : State.unfinished(current, seen.bodyHash, at),
  };
}
