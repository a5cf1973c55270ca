import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { whenFree } from "./free.ts";
import { type LiveEvent, type LiveTopic, liveEvent, liveMark, liveTopic } from "./log.entity.ts";
import { ownerOf, parseTopic } from "./topic.ts";

/** How long events are kept, and a topic is told of after it was last followed. */
const KEPT_S = 6 * 3600;
/** A head is renewed when less than this is left: more than a connection can last, so nobody follows a topic without one. */
const RENEWED_S = 4 * 3600;
/** For as long as a queue may bring the same change again. */
const MARKED_S = 4 * 86_400;
/** More than this a page that comes back is not told one by one. */
const MAX_MISSED = 100;

export type Data = Record<string, string | number | boolean>;

/** A change, before it has a place in the log. */
export interface Change {
  topic: string;
  kind: string;
  /** The same for the same change, however often it is told. */
  key: string;
  at: string;
  data?: Data | undefined;
}

/** An event as followers are told it. */
export interface Told {
  id: string;
  kind: string;
  at: string;
  data?: Data | undefined;
}

export type Missed = { type: "resumed"; id: string; events: Told[] } | { type: "reset"; id: string };

const idOf = ({ epoch, number }: { epoch: string; number: number }): string => `${epoch}-${number}`;
const told = (event: Pick<LiveEvent, "epoch" | "number" | "kind" | "at" | "data">): Told => {
  const { kind, at, data } = event;
  return { id: idOf(event), kind, at, ...(data && { data }) };
};
const seconds = (): number => Math.floor(context().now().getTime() / 1000);
const ownOf = (topic: string): { userId?: string } => {
  const parsed = parseTopic(topic);
  const userId = parsed ? ownerOf(parsed) : undefined;
  return userId ? { userId } : {};
};

/** From now on the topic is told of: its log begins anew where it had none. */
export function warm(topic: string): Promise<LiveTopic> {
  return onConflict(async () => {
    const head = await headOf(topic);
    const now = seconds();
    if (head && head.expiresAt >= now + RENEWED_S) return head;
    const renewed = head ? await renew(head) : await begin(topic);
    if (!renewed) throw new DomainError("conflict", "Another was quicker to begin the log.");
    return renewed;
  });
}

/** The head of a log that is told of; null where nobody has followed the topic for hours. */
async function headOf(topic: string): Promise<LiveTopic | null> {
  const { data } = await liveTopic().get({ topic }).go({ consistent: true });
  return data && data.expiresAt > seconds() ? data : null;
}

async function renew(head: LiveTopic): Promise<LiveTopic | null> {
  const expiresAt = seconds() + KEPT_S;
  const renewed = liveTopic()
    .patch({ topic: head.topic })
    .set({ expiresAt })
    .where((item, { eq, gt }) => `${eq(item.epoch, head.epoch)} AND ${gt(item.expiresAt, seconds())}`);
  return (await unlessRefused(whenFree(renewed.go({ response: "none" })))) && { ...head, expiresAt };
}

async function begin(topic: string): Promise<LiveTopic | null> {
  const now = context().now().getTime();
  const head = { topic, ...ownOf(topic), epoch: now.toString(36), last: 0, expiresAt: seconds() + KEPT_S };
  const begun = liveTopic()
    .put(head)
    .where((item, { notExists, lte }) => `${notExists(item.topic)} OR ${lte(item.expiresAt, seconds())}`);
  return (await unlessRefused(whenFree(begun.go({ response: "none" })))) && head;
}

/**
 * Gives a change the next place in its topic's log, or finds the place that it has got before. Null where nobody follows the
 * topic: that costs one read. Number, event and mark are one transaction, so numbers have no gaps and no change has two.
 */
export function append(change: Change): Promise<Told | null> {
  let isFirst = true;
  return onConflict(async () => {
    const head = await headOf(change.topic);
    if (!head) return null;
    const known = isFirst ? null : await placeOf(change, head);
    isFirst = false;
    if (known) return known;
    const event = eventOf(change, head);
    const { topic, userId, epoch, number } = event;
    const { key } = change;
    await commit([
      write(
        liveTopic()
          .patch({ topic })
          .set({ last: number })
          .where((item, { eq }) => `${eq(item.epoch, epoch)} AND ${eq(item.last, head.last)}`),
      ),
      write(liveEvent().create(event)),
      write(liveMark().create({ topic, userId, key, epoch, number, expiresAt: seconds() + MARKED_S })),
    ]);
    return told(event);
  });
}

function eventOf({ topic, kind, at, data }: Change, { epoch, last }: LiveTopic): LiveEvent {
  return { topic, ...ownOf(topic), epoch, number: last + 1, kind, at, data, expiresAt: seconds() + KEPT_S };
}

/** The place that a change has in the log; under a former log's name it is of no use, so it is let go for a new one. */
async function placeOf(change: Change, head: LiveTopic): Promise<Told | null> {
  const { topic, key } = change;
  const { data: mark } = await liveMark().get({ topic, key }).go({ consistent: true });
  if (!mark) return null;
  if (mark.epoch === head.epoch) return told({ ...change, epoch: mark.epoch, number: mark.number });
  await whenFree(liveMark().delete({ topic, key }).go({ response: "none" }));
  return null;
}

/** Id of the last event; the topic must be warm. Strongly consistent. */
export async function position(topic: string): Promise<string> {
  return idOf(await lastOf(topic));
}

async function lastOf(topic: string): Promise<{ epoch: string; number: number }> {
  const head = await headOf(topic);
  if (!head) throw new DomainError("conflict", "The topic's log ended just now.");
  return { epoch: head.epoch, number: head.last };
}

/** Everything after an event, in order; or that the log does not reach back so far. The topic must be warm. */
export async function since(topic: string, after: string): Promise<Missed> {
  const [epoch = "", text = ""] = after.split("-");
  const last = await lastOf(topic);
  const seen = Number(text);
  const reset: Missed = { type: "reset", id: idOf(last) };
  const missing = last.number - seen;
  if (epoch !== last.epoch || !(missing >= 0 && missing <= MAX_MISSED)) return reset;
  if (missing === 0) return { type: "resumed", id: after, events: [] };
  const { data } = await liveEvent()
    .query.primary({ topic, epoch })
    .between({ number: seen + 1 }, { number: last.number })
    .go({ consistent: true, pages: "all" });
  // The table forgets old events in no order: only a whole row of numbers is everything.
  if (data.length !== missing) return reset;
  return { type: "resumed", id: idOf(last), events: data.map(told) };
}
