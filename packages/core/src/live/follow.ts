import { audienceOf, stateOf } from "./audience.ts";
import type { Connection } from "./connection.entity.ts";
import * as Log from "./log.ts";
import * as Subscription from "./subscription.ts";

export interface Wanted {
  topic: string;
  /** The last event that was seen. */
  after?: string | undefined;
}

export type Followed =
  | { type: "subscribed" | "reset"; topic: string; id: string; state?: Log.Data }
  | { type: "resumed"; topic: string; id: string; events: Log.Told[] }
  | { type: "error"; code: "forbidden"; topic: string };

/**
 * Lets a connection follow topics, those that it may: from the id that is answered on, nothing is missed. That holds because the
 * place in the log is read after the connection can be found by whoever tells of what the log gets next. Throws as
 * `Subscription.add` does.
 */
export async function follow(connection: Connection, wanted: readonly Wanted[]): Promise<Followed[]> {
  const checked = await Promise.all(wanted.map(async (one) => ((await mayFollow(connection, one.topic)) ? one : null)));
  const admitted = checked.filter((one) => one !== null);
  const topics = [...new Set(admitted.map(({ topic }) => topic))];
  if (topics.length > 0) {
    await Promise.all(topics.map(Log.warm));
    await Subscription.add(connection, topics);
  }
  return Promise.all(
    wanted.map((one) =>
      admitted.includes(one) ? answerTo(one) : { type: "error", code: "forbidden", topic: one.topic },
    ),
  );
}

async function mayFollow({ userId }: Connection, topic: string): Promise<boolean> {
  const audience = await audienceOf(topic);
  return audience(userId) && (await stateOf(topic)) !== null;
}

async function answerTo({ topic, after }: Wanted): Promise<Followed> {
  const place =
    after === undefined
      ? { type: "subscribed" as const, id: await Log.position(topic) }
      : await Log.since(topic, after);
  if (place.type === "resumed") return { topic, ...place };
  const state = await stateOf(topic);
  return { topic, ...place, ...(state?.data && { state: state.data }) };
}
