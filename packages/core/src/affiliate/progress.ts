import type { Money } from "../platform/money.ts";
import type { RowState } from "./report.ts";

/** Where a row may go from where it is: forward only, past states that nobody told of. The order of arrival makes no difference. */
export const TRANSITIONS: Readonly<Record<RowState, readonly RowState[]>> = {
  pending: ["approved", "payable", "paid", "rejected", "reversed"],
  approved: ["payable", "paid", "rejected", "reversed"],
  payable: ["paid", "rejected", "reversed"],
  paid: ["rejected", "reversed"],
  rejected: ["reversed"],
  reversed: [],
};

const APPROVED: readonly RowState[] = ["approved", "payable", "paid"];
const ENDED: readonly RowState[] = ["rejected", "reversed"];

/** What decides between two tellings of an amount: who told it, of which state, and when it was heard. */
interface Voice {
  sure: boolean;
  state: RowState;
  at: string;
}

/** What is known of one row of a network's. */
export interface Progress {
  /** By pushes that a pull has yet to confirm, and by what is taken as it is. */
  told: RowState | null;
  confirmed: RowState | null;
  sale?: Money | undefined;
  commission?: Money | undefined;
  voice?: Voice | undefined;
}

export interface News {
  state: RowState;
  sale?: Money | undefined;
  commission?: Money | undefined;
  /** From the network's own list, which is read again and again. */
  pulled: boolean;
  /** Whether it counts without being confirmed. */
  sure: boolean;
  /** ISO 8601, when it reached us first: a replay is as old as what it replays. */
  heardAt: string;
}

export const UNHEARD: Progress = { told: null, confirmed: null };

/** The further of both states. */
export function forward(from: RowState | null, to: RowState): RowState {
  return from === null || TRANSITIONS[from].includes(to) ? to : from;
}

/** The row after some news of it; the same object where they change nothing. */
export function advance(row: Progress, news: News): Progress {
  const lane = news.sure ? "confirmed" : "told";
  const state = forward(row[lane], news.state);
  const amounts = amountsOf(row, news);
  return state === row[lane] && amounts === null ? row : { ...row, [lane]: state, ...amounts };
}

function amountsOf(row: Progress, news: News): Partial<Progress> | null {
  const { sale, commission, sure, state, heardAt } = news;
  if (!commission) return null;
  const voice = { sure, state, at: heardAt };
  if (row.voice && !isLouder(voice, row.voice)) return null;
  const isSame = equal(row.commission, commission) && equal(row.sale, sale ?? row.sale);
  const isHeard = row.voice?.sure === sure && row.voice.state === state;
  // Told once more, the same is only younger; of a list that would be said with every reading.
  if (isSame && isHeard) return news.pulled ? null : { voice };
  return { sale: sale ?? row.sale, commission, voice };
}

function isLouder(one: Voice, other: Voice): boolean {
  if (one.sure !== other.sure) return one.sure;
  if (one.state !== other.state) return TRANSITIONS[other.state].includes(one.state);
  return one.at > other.at;
}

const equal = (one: Money | undefined, other: Money | undefined): boolean =>
  one?.amount === other?.amount && one?.currency === other?.currency;

export type Standing = "pending" | "approved" | "ended";

/** What a row counts as: approved only where that is sure; over already where a push says so and nothing surer says otherwise. */
export function standingOf({ told, confirmed }: Progress): Standing {
  if (confirmed !== null && confirmed !== "pending") return APPROVED.includes(confirmed) ? "approved" : "ended";
  return told !== null && ENDED.includes(told) ? "ended" : "pending";
}

/** Commissions of some rows in minor units, by what the rows count as. */
export interface Sums {
  pending: number;
  approved: number;
}

/** What a row adds to the sums of its conversion. */
export function shareOf(row: Progress): Sums {
  const standing = standingOf(row);
  const amount = row.commission?.amount ?? 0;
  return { pending: standing === "pending" ? amount : 0, approved: standing === "approved" ? amount : 0 };
}

/**
 * The commission that is spendable and the one that waits. What a row takes back counts at once, against what is approved
 * too, so that nothing can be spent in the meantime; neither is below zero.
 */
export function earned({ pending, approved }: Sums): Sums {
  const total = Math.max(0, approved + pending);
  const spendable = Math.min(Math.max(0, approved), total);
  return { pending: total - spendable, approved: spendable };
}

/** The points for that, both whole and at least 0: what waits and what is spendable never come to more than the points of the whole. */
export function pointsOf(
  sums: Sums,
  currency: string,
  pointsFor: (commission: Money) => number,
): { pending: number; spendable: number } {
  const { pending, approved } = earned(sums);
  const spendable = pointsFor({ amount: approved, currency });
  return { pending: pointsFor({ amount: pending + approved, currency }) - spendable, spendable };
}
