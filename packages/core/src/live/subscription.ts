import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { shardOf } from "../platform/hash.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { type Connection, connection } from "./connection.entity.ts";
import { type Subscription, subscription } from "./subscription.entity.ts";
import { MAX_TOPICS, parseTopic } from "./topic.ts";

/** A topic's followers lie in this many ranges. */
export const SLOTS = [..."0123456789abcdef"];

const slotOf = (connectionId: string): string => SLOTS[shardOf(connectionId, SLOTS.length)]!;

/** Lets a connection follow topics. Throws `too_large` above the most that one may follow, `not_found` where it is closed. */
export async function add(follower: Connection, topics: readonly string[]): Promise<void> {
  const { connectionId, userId, expiresAt } = follower;
  await onConflict(async () => {
    const { data: now } = await connection().get({ connectionId }).go({ consistent: true });
    if (!now) throw new DomainError("not_found", "The connection is closed.");
    const before = now.topics ?? [];
    const all = new Set([...before, ...topics]);
    if (all.size > MAX_TOPICS) throw new DomainError("too_large", `More than ${MAX_TOPICS} topics.`);
    const slot = slotOf(connectionId);
    const room = MAX_TOPICS - (all.size - before.length);
    const noted = connection()
      .patch({ connectionId })
      .add({ topics: [...topics] })
      .where(
        (item, operation) =>
          `(${operation.notExists(item.topics)} OR ${operation.size(item.topics)} <= ${operation.escape(room)})`,
      );
    const puts = topics.map((topic) => {
      // Who looks at which product is nobody's business once it makes no difference.
      const known = parseTopic(topic)?.kind === "product" ? {} : { userId };
      return write(subscription().put({ topic, slot, connectionId, ...known, expiresAt }));
    });
    await commit([write(noted), ...puts]);
  });
}

/** Ends following; no error where nothing was followed. */
export async function remove(connectionId: string, topics: readonly string[]): Promise<void> {
  const slot = slotOf(connectionId);
  await onConflict(async () => {
    const { data: now } = await connection().get({ connectionId }).go({ consistent: true });
    const known = topics.filter((topic) => now?.topics?.includes(topic));
    if (known.length === 0) return;
    const noted = connection().patch({ connectionId }).delete({ topics: known });
    await commit([write(noted), ...known.map((topic) => write(subscription().delete({ topic, slot, connectionId })))]);
  });
}

/** Removes what a closed connection followed. */
export async function removeAll(connectionId: string, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  const slot = slotOf(connectionId);
  const keys = topics.map((topic) => ({ topic, slot, connectionId }));
  const { unprocessed } = await subscription().delete(keys).go();
  if (unprocessed.length > 0) throw new DomainError("unavailable", "The table is busy.");
}

export interface Page {
  followers: Subscription[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

/**
 * Followers of a topic, of all slots or of one, after a cursor. Strongly consistent: who noted their place in the log after
 * they had followed, as all do, is not missed by anything that the log got later.
 */
export async function page(topic: string, options: { slot?: string; cursor?: string; limit: number }): Promise<Page> {
  const { slot, cursor = null, limit } = options;
  const { data, cursor: next } = await subscription()
    .query.primary({ topic, ...(slot && { slot }) })
    .go({ consistent: true, cursor, limit });
  return { followers: data, next };
}

/** Whether it is past its connection's time. */
export function isExpired({ expiresAt }: Pick<Subscription, "expiresAt">): boolean {
  return expiresAt * 1000 <= context().now().getTime();
}
