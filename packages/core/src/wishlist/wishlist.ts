import { context } from "../platform/context.ts";
import { cursorOf, placeOf } from "../platform/cursor.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { message } from "../platform/outbox.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { actingShopper, unlessDeleted } from "../shopper/shopper.ts";
import { commitFor } from "./alive.ts";
import * as Count from "./count.ts";
import * as Row from "./row.ts";
import type { Standing } from "./standing.ts";
import * as Watch from "./watch.ts";
import { type WishRow, wish } from "./wish.entity.ts";
import { EVERYTHING } from "./wish.ts";

export type { WishRow };

/** What a shopper may say of a wish: what is left out stays as it is, null takes it away. */
export interface Input {
  targetPrice?: { amount: number; currency: string } | null | undefined;
  alerts?: WishRow["alerts"] | undefined;
  note?: string | null | undefined;
}

/**
 * Wishes for a variant, or changes what is wanted of a wish; the same again changes nothing. Throws `not_found` for a variant that
 * never was and `forbidden` above the number of wishes that a shopper may have. Amounts are minor units.
 */
export async function put(variantId: string, input: Input = {}): Promise<WishRow> {
  const userId = actingShopper();
  const known = await Row.find(userId, variantId);
  if (known) return revise(known, input);
  const standing = await Row.standingNow(variantId);
  return onConflict(async () => {
    const there = await Row.find(userId, standing.variantId);
    if (there) return revise(there, input);
    const row = Row.rowOf(userId, standing.variantId, standing, wantedOf(input));
    const limit = await refuseAbove(userId);
    await commitFor(userId, additions(row, { limit }));
    return row;
  });
}

/**
 * The writes that make a shopper's pasted link a wish, for the transaction that takes the link away; none of them where the variant is
 * wished for already. Throws `forbidden` above the number of wishes that a shopper may have.
 */
export async function fromLink(userId: string, standing: Standing & { variantId: string }): Promise<Write[]> {
  if (await Row.find(userId, standing.variantId)) return [Count.add(userId, { links: -1 })];
  const limit = await refuseAbove(userId);
  const row = Row.rowOf(userId, standing.variantId, standing, { alerts: EVERYTHING });
  return [...additions(row, { limit, links: -1 }), unlessDeleted(userId)];
}

/** A wish, its count and the message that it was made. */
function additions(row: WishRow, { limit, links = 0 }: { limit: number; links?: number }): Write[] {
  const { userId, variantId } = row;
  return [
    write(wish().create(row)),
    Count.add(userId, { wishes: 1, links }, limit),
    message("alert", { kind: "wished", userId, variantId }),
  ];
}

/** How many there may be. Only who has many is asked whether a membership lifts that. */
async function refuseAbove(userId: string): Promise<number> {
  const { wishes } = await Count.read(userId);
  if (wishes < Count.MAX_WISHES) return Count.MAX_WISHES;
  const limit = await Count.limitOf(userId);
  if (wishes < limit) return limit;
  throw new DomainError("forbidden", `A wishlist holds ${limit} wishes. Take one away first.`);
}

function wantedOf({ alerts, note, targetPrice }: Input): Row.Wanted {
  return { alerts: alerts ?? EVERYTHING, note: note ?? undefined, targetPrice: targetPrice ?? undefined };
}

async function revise({ userId, variantId }: WishRow, input: Input): Promise<WishRow> {
  return onConflict(async () => {
    const known = await Row.find(userId, variantId);
    if (!known) throw notFound({ variantId });
    const state = revised(known, input);
    if (!state) return known;
    await commitFor(userId, [Row.next(known, state)]);
    return { ...state, rev: known.rev + 1 };
  });
}

/** Null where it says what is so already. A target that the price meets already is no news. */
function revised(known: WishRow, { alerts, note, targetPrice }: Input): WishRow | null {
  const state = {
    ...known,
    alerts: alerts ?? known.alerts,
    note: note === undefined ? known.note : (note ?? undefined),
    targetPrice: targetPrice === undefined ? known.targetPrice : (targetPrice ?? undefined),
  };
  const isNewTarget = !isSame(state.targetPrice, known.targetPrice);
  if (isNewTarget) state.targetMet = Row.isAtMost(state.offer?.price, state.targetPrice);
  const isChanged = isNewTarget || state.note !== known.note || !isSame(state.alerts, known.alerts);
  return isChanged ? { ...state, updatedAt: context().now().toISOString() } : null;
}

function isSame(a: object | undefined, b: object | undefined): boolean {
  const sorted = (value: object | undefined) => JSON.stringify(Object.entries(value ?? {}).sort());
  return sorted(a) === sorted(b);
}

/** Takes a wish back; says whether there was one. */
export async function remove(variantId: string): Promise<boolean> {
  const userId = actingShopper();
  return onConflict(async () => {
    const known = await Row.find(userId, variantId);
    if (!known) return false;
    const gone = wish()
      .delete({ userId, variantId })
      .where(({ rev }, { eq }) => eq(rev, known.rev));
    const left = message("alert", { kind: "left", groupId: known.groupId });
    await commit([write(gone), Count.add(userId, { wishes: -1 }), left]);
    return true;
  });
}

/** One wish of the acting shopper. Throws `not_found`. */
export async function get(variantId: string): Promise<WishRow> {
  const found = await Row.find(actingShopper(), variantId);
  if (!found) throw notFound({ variantId });
  return found;
}

/** How many wishes the acting shopper has, exactly. */
export async function count(): Promise<number> {
  return (await Count.read(actingShopper())).wishes;
}

const PAGE = 24;

/** The acting shopper's wishes, newest first, a page at a time; or those for variants of one garment. */
export async function list(
  page: { groupId?: string | undefined; cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: WishRow[]; nextCursor: string | null }> {
  const userId = actingShopper();
  if (page.groupId) return { items: await Watch.ofGarment(userId, page.groupId), nextCursor: null };
  const limit = page.limit ?? PAGE;
  const { query } = wish();
  const after = page.cursor && placeOf(page.cursor, "var");
  const all = query.byTime({ userId });
  const found = after ? all.lt({ addedAt: after.at, variantId: after.id }) : all;
  const { data } = await found.go({ order: "desc", limit: limit + 1 });
  const items = data.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: data.length > limit && last ? cursorOf({ at: last.addedAt, id: last.variantId }) : null };
}

/** After every time, and before "never". */
const LATER = "9999";

/** Wishes whose price fell after a moment (ISO 8601) and is still down, the latest first, at most `limit`. */
export async function fallenSince(since: string, limit: number): Promise<WishRow[]> {
  const { data } = await wish()
    .query.byFall({ userId: actingShopper() })
    .between({ fellAt: since }, { fellAt: LATER })
    .go({ order: "desc", limit });
  return data.filter(({ fellAt }) => fellAt > since);
}
