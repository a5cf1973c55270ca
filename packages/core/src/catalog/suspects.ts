import { unlessRefused } from "../platform/condition.ts";
import type { Suspect } from "./join.ts";
import * as Merge from "./merge.ts";
import * as Move from "./move.ts";
import * as Product from "./product.ts";
import type { Reading } from "./reading.ts";
import { type SourceItem, sourceItem } from "./source-item.entity.ts";
import * as Suggestion from "./suggestion.ts";

/** What an earlier ingest of the page left to be dealt with when it was cut off. */
export function of(item: SourceItem): Suspect[] {
  return item.suspects ? (JSON.parse(item.suspects) as Suspect[]) : [];
}

/** Adds the groups that hold codes which the page has come to carry. */
export function withOwners(waiting: readonly Suspect[], own: string, owners: ReadonlyMap<string, string>): Suspect[] {
  const known = new Set([own, ...waiting.map(({ groupId }) => groupId)]);
  const others = new Set([...owners.values()].filter((owner) => !known.has(owner)));
  return [...waiting, ...[...others].map((groupId) => ({ groupId, reason: "shares a code", certain: false }))];
}

/**
 * Merges the certain ones with the page's group, suggests the others, and takes the note of them off the page. Cut off anywhere,
 * it is done by the page's next ingest.
 */
export async function follow(reading: Reading, groupId: string, suspects: readonly Suspect[]): Promise<void> {
  for (const suspect of suspects) await one(groupId, suspect);
  const { pageKey, from } = reading;
  await unlessRefused(
    sourceItem()
      .patch({ sourceId: from.sourceId, pageKey })
      .remove(["suspects"])
      .where((item, { eq }) => eq(item.suspects, JSON.stringify(suspects)))
      .go({ response: "none" }),
  );
}

async function one(groupId: string, { groupId: other, reason, certain }: Suspect): Promise<void> {
  // A merge that was begun is brought to its end first, whoever began it.
  await Move.finish(other);
  const [own, theirs] = await Promise.all([Product.resolve(groupId), Product.resolve(other)]);
  if (own === theirs) return;
  if (certain && (await Merge.agree(theirs, own))) await Merge.merge(theirs, own, reason);
  else await Suggestion.suggest(own, theirs, reason);
}
