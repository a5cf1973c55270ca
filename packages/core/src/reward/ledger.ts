import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import { type RewardEntry, type RewardType, rewardBalance, rewardEntry } from "./ledger.entity.ts";

export type { RewardEntry, RewardType };

export interface Move {
  userId: string;
  type: RewardType;
  /** Names the business event: it moves this shopper's points once, ever. It must name no shopper. */
  key: string;
  /** Whole points to add, negative to take. */
  pending?: number;
  spendable?: number;
  /** For the shopper, in words that name nobody else. */
  reason: string;
  /** What it was about, such as a review; names no shopper. */
  relatedId?: string | undefined;
}

/** Whole points. `spendable` is below zero where points were taken back after they had been spent. */
export interface Balance {
  pending: number;
  spendable: number;
  /** How many entries it is the sum of. */
  entries: number;
}

/** They take only what is there; anything else that takes points is a reversal, and may leave less than nothing. */
const COVERED = new Set<RewardType>(["redemption", "manual_adjustment"]);

/** The entry's id: the same for the same shopper and key. */
export function entryIdOf(userId: string, key: string): string {
  return `rwd_${hash26(`${pseudonymOf(userId)} ${key}`)}`;
}

/**
 * The two writes that move a shopper's points, for the transaction of the deed: the entry, refused where its key is there, and the balance.
 * One transaction holds them once for a shopper. Points are integers; a redemption or adjustment that takes more than is spendable is
 * refused. A deed that may come after an erasure adds `unlessDeleted`. Throws `internal` for what is no whole number, or moves nothing.
 */
export function moveWrites(move: Move): Write[] {
  const { userId, type, key, reason, relatedId } = move;
  const { pending = 0, spendable = 0 } = move;
  if (!Number.isSafeInteger(pending) || !Number.isSafeInteger(spendable) || (pending === 0 && spendable === 0)) {
    throw new DomainError("internal", "Not a move of whole points.", { context: { key, pending, spendable } });
  }
  const at = context().now().toISOString();
  const entry = { holder: pseudonymOf(userId), entryId: entryIdOf(userId, key), key, type, pending, spendable, reason };
  const moved = rewardBalance().upsert({ userId }).set({ updatedAt: at }).add({ pending, spendable, entries: 1 });
  const cost = COVERED.has(type) && spendable < 0 ? -spendable : 0;
  const covered = cost > 0 ? moved.where((balance, { gte }) => gte(balance.spendable, cost)) : moved;
  return [write(rewardEntry().create({ ...entry, relatedId, at })), write(covered)];
}

/**
 * Moves a shopper's points by itself; false where the key was there. Throws `conflict` where a redemption or adjustment takes more than is
 * spendable.
 */
export async function move(wanted: Move): Promise<boolean> {
  return onConflict(async () => {
    if (await find(wanted.userId, wanted.key)) return false;
    const { spendable = 0, type } = wanted;
    if (COVERED.has(type) && spendable < 0) await requireCover(wanted.userId, -spendable);
    await commit(moveWrites(wanted));
    return true;
  });
}

async function requireCover(userId: string, cost: number): Promise<void> {
  const { spendable } = await balanceOf(userId);
  if (spendable < cost) throw tooFew(spendable, cost);
}

/** What is answered where more is to be taken than there is. */
export function tooFew(spendable: number, cost: number): DomainError {
  return new DomainError("forbidden", `It takes ${cost} points, and ${spendable} can be spent.`);
}

/** The entry of a business event, or null where it moved nothing yet. Strongly consistent. */
export function find(userId: string, key: string): Promise<RewardEntry | null> {
  return get(userId, entryIdOf(userId, key));
}

/** An entry of the shopper's, or null. Strongly consistent. */
export async function get(userId: string, entryId: string): Promise<RewardEntry | null> {
  const own = { holder: pseudonymOf(userId), entryId };
  const { data } = await rewardEntry().get(own).go({ consistent: true });
  return data;
}

/** What a shopper has, zero where they never had any. Strongly consistent. */
export async function balanceOf(userId: string): Promise<Balance> {
  const { data } = await rewardBalance().get({ userId }).go({ consistent: true });
  return { pending: data?.pending ?? 0, spendable: data?.spendable ?? 0, entries: data?.entries ?? 0 };
}
