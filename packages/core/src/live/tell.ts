import type { Sockets } from "@stylegence/clients/sockets/port";
import { audienceOf } from "./audience.ts";
import * as Connection from "./connection.ts";
import * as Log from "./log.ts";
import type { Subscription as Follower } from "./subscription.entity.ts";
import * as Subscription from "./subscription.ts";

/** An event on its way to a topic's followers: all of them, those of a slot from a cursor on, or those who are named. */
export interface Telling {
  topic: string;
  event: Log.Told;
  slot?: string | undefined;
  cursor?: string | undefined;
  connectionIds?: string[] | undefined;
}

export interface Means {
  sockets: Sockets;
  /** Has the rest told by somebody else, later. */
  more(tellings: readonly Telling[]): Promise<void>;
}

export interface Outcome {
  topic: string;
  /** Absent where nobody follows. */
  id?: string;
  told: number;
  gone: number;
}

/** Followers whom one call tells. */
const PAGE = 200;
const SIDE_BY_SIDE = 40;

/** Gives a change its place in the log and begins to tell it. Safe to repeat: who has heard of it is told the same id again. */
export async function publish(change: Log.Change, means: Means): Promise<Outcome> {
  const event = await Log.append(change);
  return event ? tell({ topic: change.topic, event }, means) : { topic: change.topic, told: 0, gone: 0 };
}

/** Tells one page of followers, and leaves the others to further messages. */
export async function tell(telling: Telling, means: Means): Promise<Outcome> {
  const { topic, event, connectionIds } = telling;
  const text = JSON.stringify({ type: "event", topic, ...event });
  if (connectionIds) return tellNamed(telling, connectionIds, text, means);
  const { followers, next } = await Subscription.page(topic, {
    limit: PAGE,
    ...(telling.slot && { slot: telling.slot }),
    ...(telling.cursor && { cursor: telling.cursor }),
  });
  if (next) await means.more(restOf(telling, followers.at(-1)!.slot, next));
  const admits = await audienceOf(topic);
  const results = await sideBySide(followers, (one) =>
    admits(one.userId) && !Subscription.isExpired(one)
      ? post(one.connectionId, text, means)
      : dismiss(one, topic, means),
  );
  const failed = followers.filter((_, at) => results[at] === "failed").map(({ connectionId }) => connectionId);
  if (failed.length > 0) await means.more([{ topic, event, connectionIds: failed }]);
  return outcome(telling, results);
}

/** The first page leaves each slot a message of its own, so that they go on side by side; a slot goes on page by page. */
function restOf({ topic, event, slot }: Telling, reached: string, cursor: string): Telling[] {
  const rest: Telling[] = [{ topic, event, slot: reached, cursor }];
  if (slot) return rest;
  return [...rest, ...Subscription.SLOTS.filter((one) => one > reached).map((one) => ({ topic, event, slot: one }))];
}

/** Those whom the gateway could not reach at first: fails as a whole while it cannot, so that the queue tries again. */
async function tellNamed(telling: Telling, connectionIds: string[], text: string, means: Means): Promise<Outcome> {
  const admits = await audienceOf(telling.topic);
  const results = await sideBySide(connectionIds, async (connectionId) => {
    const connection = await Connection.get(connectionId);
    if (!connection?.topics?.includes(telling.topic) || Connection.isExpired(connection)) return "gone";
    return admits(connection.userId) ? deliver(connectionId, text, means) : "gone";
  });
  return outcome(telling, results);
}

type Result = "told" | "gone" | "failed";

async function post(connectionId: string, text: string, means: Means): Promise<Result> {
  try {
    return await deliver(connectionId, text, means);
  } catch {
    return "failed";
  }
}

async function deliver(connectionId: string, text: string, { sockets }: Means): Promise<Result> {
  if (await sockets.send(connectionId, text)) return "told";
  await Connection.close(connectionId);
  return "gone";
}

/** Ends what must not go on: a connection whose time is over, or following what its shopper may no longer see. */
async function dismiss({ connectionId, ...follower }: Follower, topic: string, { sockets }: Means): Promise<Result> {
  if (Subscription.isExpired(follower)) {
    await Connection.close(connectionId);
    await sockets.close(connectionId).catch(() => undefined);
    return "gone";
  }
  await Subscription.remove(connectionId, [topic]);
  await sockets.send(connectionId, JSON.stringify({ type: "error", code: "forbidden", topic })).catch(() => undefined);
  return "gone";
}

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, lane));
  return results;
}

function outcome({ topic, event }: Telling, results: readonly Result[]): Outcome {
  const count = (wanted: Result) => results.filter((one) => one === wanted).length;
  return { topic, id: event.id, told: count("told"), gone: count("gone") };
}
