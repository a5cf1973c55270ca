import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import * as Cursor from "../platform/cursor.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import type { Write } from "../platform/transaction.ts";
import { actingShopper } from "../shopper/shopper.ts";
import type { NotificationKind } from "./kind.ts";
import { type Notification, notification } from "./notification.entity.ts";
import { writeOnce } from "./once.ts";
import * as Settings from "./settings.ts";

export type { Notification };

export interface Draft {
  userId: string;
  kind: NotificationKind;
  /** Names the business event: a shopper is told of it once, ever. */
  key: string;
  title: string;
  body: string;
  /** A path of the site, `/products/…`. */
  href: string;
  /** Address of a picture, absolute or a path of the site. */
  image?: string | undefined;
  /** What a mail says besides: `price`, and `from` where it was another, both money. Anything else is for pages. */
  data?: Record<string, unknown> | undefined;
}

export interface Unread {
  /** Exact up to `UNREAD_CAP`. */
  count: number;
  more: boolean;
}

export const UNREAD_CAP = 99;
const PAGE = 20;
/** Of the index with one request: a page among much that is not shown may be short, or empty, and still go on. */
const MAX_READS = 5;
/** How many one call marks at most. */
const MARKED_AT_ONCE = 1000;
const SIDE_BY_SIDE = 25;

/** The notification's id: the same for the same shopper and key. */
export function idOf(userId: string, key: string): string {
  return `ntf_${hash26(`${userId} ${key}`)}`;
}

/**
 * The one write that tells a shopper, for the transaction of the deed. It carries no condition: where the key was posted before it
 * changes nothing and cancels nothing, and is not delivered again. A transaction may hold it once for each shopper and key.
 */
export function writes(draft: Draft): Write[] {
  return [writeOnce(notification().create(itemOf(draft)))];
}

/** Tells a shopper outside of a transaction; false when the key was posted before. */
export async function post(draft: Draft): Promise<boolean> {
  return (await unlessRefused(notification().create(itemOf(draft)).go())) !== null;
}

function itemOf({ userId, kind, key, title, body, href, image, data }: Draft) {
  if (!/^\/(?![/\\])/.test(href)) throw new DomainError("internal", `Not a path of the site: ${href}`);
  return {
    userId,
    notificationId: idOf(userId, key),
    kind,
    title,
    body,
    href,
    // There in any case, since what is absent would be written with the key's second use.
    image: image ?? "",
    data: data ?? {},
    state: "unread" as const,
    postedAt: context().now().toISOString(),
  };
}

/** The notification, or null. Strongly consistent. */
export async function find(userId: string, notificationId: string): Promise<Notification | null> {
  const { data } = await notification().get({ userId, notificationId }).go({ consistent: true });
  return data;
}

/** The acting shopper's, newest first, a page at a time, without the kinds that they do not want on the site. */
export async function list(
  page: { show?: "all" | "unread" | undefined; cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: Notification[]; nextCursor: string | null; unread: Unread }> {
  const userId = actingShopper();
  const limit = page.limit ?? PAGE;
  const hidden = Settings.hiddenKinds(await Settings.find(userId));
  const before = page.cursor ? positionOf(page.cursor) : LAST;
  const [found, unread] = await Promise.all([
    pageOf(userId, page.show === "unread", before, limit, hidden),
    countUnread(userId, hidden),
  ]);
  return { ...found, unread };
}

const cursorOf = ({ postedAt, notificationId }: typeof LAST) => Cursor.cursorOf({ at: postedAt, id: notificationId });

function positionOf(cursor: string): typeof LAST {
  const { at, id } = Cursor.placeOf(cursor, "ntf");
  return { postedAt: at, notificationId: id };
}

/** After every moment of this age. */
const LAST = { postedAt: "9999", notificationId: "" };

async function pageOf(
  userId: string,
  unreadOnly: boolean,
  before: typeof LAST,
  limit: number,
  hidden: readonly NotificationKind[],
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  const items: Notification[] = [];
  let from = before;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const { query } = notification();
    const found = unreadOnly ? query.byState({ userId, state: "unread" }) : query.byTime({ userId });
    const { data } = await found.lt(from).go({ order: "desc", limit: limit + 1 });
    items.push(...data.filter(({ kind }) => !hidden.includes(kind)));
    if (items.length > limit) return { items: items.slice(0, limit), nextCursor: cursorOf(items[limit - 1]!) };
    const last = data.at(-1);
    if (data.length <= limit || !last) return { items, nextCursor: null };
    from = last;
  }
  return { items, nextCursor: cursorOf(from) };
}

/** How many the acting shopper has not read. */
export async function unread(): Promise<Unread> {
  const userId = actingShopper();
  return countUnread(userId, Settings.hiddenKinds(await Settings.find(userId)));
}

/**
 * Counted by the index and never further than the cap: a counter in the transaction would make each shopper's row a place where all who
 * tell them something meet, and would let nobody tell one shopper two things at once.
 */
async function countUnread(userId: string, hidden: readonly NotificationKind[]): Promise<Unread> {
  const input = notification().query.byState({ userId, state: "unread" }).params<QueryCommandInput>();
  let count = 0;
  let reads = 0;
  let start: QueryCommandInput["ExclusiveStartKey"];
  do {
    const { documents } = context();
    const page = await documents.send(
      new QueryCommand({
        ...input,
        ...withoutKinds(input, hidden),
        Select: "COUNT",
        Limit: UNREAD_CAP + 1,
        ExclusiveStartKey: start,
      }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
    reads += 1;
  } while (start && count <= UNREAD_CAP && reads < MAX_READS);
  return { count: Math.min(count, UNREAD_CAP), more: count > UNREAD_CAP || start !== undefined };
}

function withoutKinds(input: QueryCommandInput, hidden: readonly NotificationKind[]): Partial<QueryCommandInput> {
  if (hidden.length === 0) return {};
  const names = hidden.map((_, at) => `:hidden${at}`);
  return {
    FilterExpression: `NOT #kind IN (${names.join(", ")})`,
    ExpressionAttributeNames: { ...input.ExpressionAttributeNames, "#kind": "kind" },
    ExpressionAttributeValues: {
      ...input.ExpressionAttributeValues,
      ...Object.fromEntries(hidden.map((kind, at) => [names[at]!, kind])),
    },
  };
}

/**
 * Marks the acting shopper's notifications as read: those named, as far as there are such, or all that were posted up to a moment
 * (ISO 8601), at most 1,000 with one call. Returns how many became read by it.
 */
export async function markRead(which: { ids: readonly string[] } | { upTo: string }): Promise<number> {
  const userId = actingShopper();
  const found = "ids" in which ? await byIds(userId, which.ids) : await upTo(userId, which.upTo);
  const open = found.filter(({ state }) => state === "unread");
  let marked = 0;
  for (let at = 0; at < open.length; at += SIDE_BY_SIDE) {
    const results = await Promise.all(open.slice(at, at + SIDE_BY_SIDE).map(read));
    marked += results.filter(Boolean).length;
  }
  return marked;
}

async function byIds(userId: string, ids: readonly string[]): Promise<Notification[]> {
  const keys = [...new Set(ids)].map((notificationId) => ({ userId, notificationId }));
  const { data } = await notification().get(keys).go({ consistent: true });
  return data;
}

async function upTo(userId: string, moment: string): Promise<Notification[]> {
  const postedAt = new Date(moment).toISOString();
  const { data } = await notification()
    .query.byState({ userId, state: "unread" })
    .lte({ postedAt, notificationId: "~" })
    .go({ order: "desc", limit: MARKED_AT_ONCE, pages: "all" });
  return data;
}

/** Marks one as read; false where it was already, or is gone. */
export async function read({ userId, notificationId, postedAt }: Notification): Promise<boolean> {
  const readAt = context().now().toISOString();
  const marked = notification()
    .patch({ userId, notificationId })
    .set({ state: "read", readAt })
    .composite({ postedAt })
    .where(({ state }, { eq }) => eq(state, "unread"))
    .go({ response: "none" });
  return (await unlessRefused(marked)) !== null;
}
