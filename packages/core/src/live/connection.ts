import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { type Connection, connection } from "./connection.entity.ts";
import { whenFree } from "./free.ts";
import * as Subscription from "./subscription.ts";

/** The gateway closes a connection after two hours, whatever it does. */
const LIFE_S = 2 * 3600;
/** A shopper's is asked to come again with a new ticket much sooner: so long may one last that was signed out elsewhere. */
const SHOPPER_LIFE_S = 1800;
/** More messages a minute than any page sends. */
const MOST_MESSAGES = 60;

/** Remembers an open connection and whose it is, for as long as one can last. */
export async function open(connectionId: string, userId: string | undefined): Promise<void> {
  const at = context().now();
  await connection()
    .put({
      connectionId,
      userId,
      connectedAt: at.toISOString(),
      expiresAt: Math.floor(at.getTime() / 1000) + (userId ? SHOPPER_LIFE_S : LIFE_S),
    })
    .go({ response: "none" });
}

/**
 * Forgets a connection and what it followed; no error where it is unknown. It goes last, so that whoever is stopped half-way can
 * be followed by another; what it began to follow meanwhile goes after it.
 */
export async function close(connectionId: string): Promise<void> {
  const open = await get(connectionId);
  if (!open) return;
  await Subscription.removeAll(connectionId, open.topics ?? []);
  const { data } = await onConflict(() => whenFree(connection().delete({ connectionId }).go({ response: "all_old" })));
  const late = data?.topics?.filter((topic) => !open.topics?.includes(topic));
  await Subscription.removeAll(connectionId, late ?? []);
}

/** The connection, or null where it is closed or never was. Strongly consistent. */
export async function get(connectionId: string): Promise<Connection | null> {
  const { data } = await connection().get({ connectionId }).go({ consistent: true });
  return data;
}

/** A shopper's open connections; the newest of the last moment may be missing. */
export async function ofShopper(userId: string): Promise<Connection[]> {
  const { data } = await connection().query.byUser({ userId }).go({ pages: "all" });
  return data;
}

/** Whether its time is over, though it is still open. */
export function isExpired({ expiresAt }: Pick<Connection, "expiresAt">): boolean {
  return expiresAt * 1000 <= context().now().getTime();
}

/** Counts a message. The connection, or null where it is unknown; throws `rate_limited` above sixty in a minute. */
export async function count(connectionId: string): Promise<Connection | null> {
  const minute = Math.floor(context().now().getTime() / 60_000);
  const countOne = () => onConflict(() => countIn(connectionId, minute));
  // Another may be quicker to begin the minute.
  const counted = (await countOne()) ?? (await begin(connectionId, minute)) ?? (await countOne());
  if (counted) return counted;
  if (await get(connectionId)) throw new DomainError("rate_limited", "Too many messages.");
  return null;
}

async function countIn(connectionId: string, minute: number): Promise<Connection | null> {
  const counted = connection()
    .patch({ connectionId })
    .add({ messages: 1 })
    .where((item, { eq, lt }) => `${eq(item.minute, minute)} AND ${lt(item.messages, MOST_MESSAGES)}`);
  return dataOf(await unlessRefused(whenFree(counted.go({ response: "all_new" }))));
}

async function begin(connectionId: string, minute: number): Promise<Connection | null> {
  const begun = connection()
    .patch({ connectionId })
    .set({ minute, messages: 1 })
    .where((item, { notExists, ne }) => `(${notExists(item.minute)} OR ${ne(item.minute, minute)})`);
  return dataOf(await onConflict(() => unlessRefused(whenFree(begun.go({ response: "all_new" })))));
}

const dataOf = (answer: { data: unknown } | null): Connection | null =>
  (answer?.data as Connection | undefined) ?? null;
