import { offered, PLANS, type Plan } from "../payment/price-list.ts";
import { context } from "../platform/context.ts";
import { cursorOf, placeOf } from "../platform/cursor.ts";
import { dayOf } from "../platform/day.ts";
import type { Page } from "../platform/page.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import type { Shopper as ShopperRow } from "../shopper/shopper.entity.ts";
import * as Shopper from "../shopper/shopper.ts";
import { rewardEntry } from "./ledger.entity.ts";
import * as Ledger from "./ledger.ts";
import { REFERRAL_POINTS } from "./rate.data.ts";
import { pointsOf } from "./rate.ts";
import { referral } from "./referral.entity.ts";
import * as Referral from "./referral.ts";
import { isMinor } from "./referral-age.ts";
import * as Code from "./referral-code.ts";

const PAGE = 20;
/** More wait together only where a referrer is above their month's limit. */
const MOST_WAITING = 100;

/** Points that are pending, those of a day together: `on` is when they become spendable, ISO 8601; null where a shop has yet to say. */
export interface Coming {
  points: number;
  from: "referral" | "shops";
  on: string | null;
}

/** A shopper's entries, newest first, a page at a time. */
export async function entries(
  userId: string,
  { cursor, limit = PAGE }: Page = {},
): Promise<{ items: Ledger.RewardEntry[]; nextCursor: string | null }> {
  const all = rewardEntry().query.byTime({ holder: pseudonymOf(userId) });
  const before = cursor && placeOf(cursor, "rwd");
  const found = before ? all.lt({ at: before.at, entryId: before.id }) : all;
  const { data } = await found.go({ order: "desc", limit: limit + 1 });
  const items = data.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = data.length > limit && last ? cursorOf({ at: last.at, id: last.entryId }) : null;
  return { items, nextCursor };
}

/** All of the acting shopper's points: what there is, what is to come, what moved them, what they buy and how to get more. */
export async function mine(page: Page = {}) {
  const shopper = await Shopper.current();
  const { userId } = shopper;
  const [balance, moved, code, claimed, sent] = await Promise.all([
    Ledger.balanceOf(userId),
    entries(userId, page),
    Code.find(userId),
    Referral.find(userId),
    sentBy(userId),
  ]);
  const { pending, spendable } = balance;
  return {
    balance: { pending, spendable },
    toCome: comingOf(pending, claimed, sent),
    items: moved.items.map(shown),
    nextCursor: moved.nextCursor,
    redeemable: PLANS.map((plan) => redeemable(plan, spendable)),
    referral: {
      allowed: !isMinor(shopper),
      points: REFERRAL_POINTS,
      own: code && { code, url: Code.urlOf(code) },
      claimUntil: claimed || isMinor(shopper) ? null : openUntil(shopper),
      claimed: claimed && { state: claimed.state, on: claimed.state === "pending" ? claimed.dueAt : null },
    },
  };
}

async function sentBy(referrerUserId: string): Promise<Referral.Referral[]> {
  const { data } = await referral().query.byReferrer({ referrerUserId, state: "pending" }).go({ limit: MOST_WAITING });
  return data;
}

function comingOf(pending: number, claimed: Referral.Referral | null, sent: readonly Referral.Referral[]): Coming[] {
  const own = claimed?.given === "pending" ? [{ points: claimed.points, on: claimed.dueAt }] : [];
  const others = sent.map(({ referrerPoints, dueAt }) => ({ points: referrerPoints, on: dueAt }));
  const dated = [...own, ...others].filter(({ points }) => points > 0).sort((a, b) => (a.on < b.on ? -1 : 1));
  const coming = [...Map.groupBy(dated, ({ on }) => dayOf(on)).values()].map(
    (ofDay): Coming => ({ points: sumOf(ofDay), from: "referral", on: ofDay.at(-1)!.on }),
  );
  const fromShops = pending - sumOf(dated);
  return fromShops > 0 ? [...coming, { points: fromShops, from: "shops", on: null }] : coming;
}

const sumOf = (all: readonly { points: number }[]): number => all.reduce((sum, { points }) => sum + points, 0);

function openUntil(shopper: ShopperRow): string | null {
  const until = Referral.claimableUntil(shopper);
  return context().now().toISOString() <= until ? until : null;
}

function redeemable(plan: Plan, spendable: number) {
  const { name, days } = offered(plan);
  const points = pointsOf(plan);
  return { plan, name, days, points, enough: spendable >= points };
}

function shown({ entryId, type, reason, pending, spendable, at }: Ledger.RewardEntry) {
  return { entryId, type, reason, pending, spendable, at };
}
