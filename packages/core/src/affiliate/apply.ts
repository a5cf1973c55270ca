import * as Notification from "../notification/notification.ts";
import { context } from "../platform/context.ts";
import { hash26 } from "../platform/hash.ts";
import type { Money } from "../platform/money.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, type Write, write } from "../platform/transaction.ts";
import * as Purchase from "../purchase/purchase.ts";
import { moveWrites } from "../reward/ledger.ts";
import { REFERRAL_POINTS } from "../reward/rate.data.ts";
import { pointsFor } from "../reward/rate.ts";
import * as Referral from "../reward/referral.ts";
import * as Shopper from "../shopper/shopper.ts";
import * as Click from "./click.ts";
import { affiliateChange, affiliateConversion, affiliateRow, type Conversion, type Row } from "./conversion.entity.ts";
import { doubtOf, faultOf, type Parked } from "./judge.ts";
import type { Network } from "./network.ts";
import { advance, earned, type Progress, pointsOf, shareOf, UNHEARD } from "./progress.ts";
import type { Report, RowState } from "./report.ts";
import { told } from "./told.ts";

/** Where a report was said. */
export interface Source {
  network: Network;
  pulled: boolean;
  /** ISO 8601, when it reached us first. */
  heardAt: string;
  callbackId: string;
}

/**
 * What became of a row. `foreign`: the network's list has it, and no click of ours; `unconfirmed`: it changed, and the network's own
 * list has yet to say so.
 */
export type Applied =
  | { outcome: "changed" | "unconfirmed" | "same" | "foreign" }
  | { outcome: "parked"; reason: Parked; detail: string; clickId?: string };

export function conversionIdOf(network: string, actionId: string): string {
  return `cnv_${hash26(`${network} ${actionId}`)}`;
}

/**
 * Brings a row to where a report says that it is, with all that follows from it, in one transaction: what it earned moves in the ledger,
 * an approved purchase is recorded, the shopper is told. Told again it changes nothing. What is in doubt is parked and has no effect.
 */
export async function apply(report: Report, source: Source): Promise<Applied> {
  const fault = faultOf(report, source.network);
  if (fault) return parked(fault, report);
  return onConflict(() => attempt(report, source));
}

async function attempt(report: Report, source: Source): Promise<Applied> {
  const { network, transactionId, status } = report;
  const row = await findRow(network, transactionId);
  const actionId = report.correctionOf ?? transactionId;
  const conversionId = row && !report.correctionOf ? row.conversionId : conversionIdOf(network, actionId);
  if (row && row.conversionId !== conversionId) return parked("contradiction", report);
  const conversion = await find(conversionId);
  const clickId = report.clickId ?? conversion?.clickId;
  const click = clickId ? await Click.find(clickId) : null;
  if (!click) {
    if (source.pulled) return { outcome: "foreign" };
    return { ...parked("unknown_click", report), ...(clickId && { clickId }) };
  }
  const doubt = doubtOf(report, click);
  if (doubt) return parked(doubt, report);
  if (status.state === null) return parked("unknown_status", report);
  if (conversion && isOther(conversion, report)) return parked("contradiction", report);
  if (isReopened(row, status.state, source)) return parked("reopened", report);
  return change({ report, state: status.state, source, row, conversion, conversionId, actionId, click });
}

function parked(reason: Parked, { transactionId, status }: Report): Extract<Applied, { outcome: "parked" }> {
  return { outcome: "parked", reason, detail: `row ${transactionId.slice(0, 60)}, "${status.word.slice(0, 60)}"` };
}

/** Rows of one conversion are of one click and one currency. */
function isOther({ clickId, currency }: Conversion, report: Report): boolean {
  if (report.clickId !== undefined && report.clickId !== clickId) return true;
  return currency !== undefined && report.commission !== undefined && report.commission.currency !== currency;
}

/** The network's list says that a row lives which it said had ended: no row goes back by itself. */
function isReopened(row: Row | null, state: RowState, { pulled, heardAt }: Source): boolean {
  const hasEnded = row?.confirmed === "rejected" || row?.confirmed === "reversed";
  return pulled && hasEnded && state !== "rejected" && state !== "reversed" && heardAt > row.updatedAt;
}

interface Changing {
  report: Report;
  state: RowState;
  source: Source;
  row: Row | null;
  conversion: Conversion | null;
  conversionId: string;
  actionId: string;
  click: Click.Click;
}

async function change(given: Changing): Promise<Applied> {
  const { report, state, source, row, conversion, click } = given;
  const { pulled, heardAt, network } = source;
  const sure = pulled || network.confirmedBy === "push";
  const before = row ? progressOf(row) : UNHEARD;
  const news = { state, sale: report.sale, commission: report.commission, pulled, sure, heardAt };
  const after = advance(before, news);
  if (after === before) return { outcome: "same" };
  const owner = await ownerOf(click);
  const next = sumsOf(given, before, after);
  const moved = {
    pending: next.pendingPoints - (conversion?.pendingPoints ?? 0),
    spendable: next.spendablePoints - (conversion?.spendablePoints ?? 0),
  };
  const own = owner ? [...ledgerWrites(given, owner, moved), ...(await effectWrites(given, owner, next))] : [];
  await commit([...recordWrites(given, after, next, owner ? moved : NOTHING), ...own]);
  // What is pending needs no proof yet.
  return { outcome: sure || state === "pending" ? "changed" : "unconfirmed" };
}

function progressOf({ told, confirmed, sale, commission, voice }: Row): Progress {
  return { told: told ?? null, confirmed: confirmed ?? null, sale, commission, voice };
}

const NOTHING = { pending: 0, spendable: 0 };

/** Whose points it is about; nobody's where they are gone. */
async function ownerOf({ userId }: Click.Click): Promise<string | null> {
  return userId !== undefined && !(await Shopper.isDeleted(userId)) ? userId : null;
}

function sumsOf({ report, conversion, click, ...given }: Changing, before: Progress, after: Progress) {
  const at = context().now().toISOString();
  const old = shareOf(before);
  const now = shareOf(after);
  const sums = {
    pending: (conversion?.pendingSum ?? 0) - old.pending + now.pending,
    approved: (conversion?.approvedSum ?? 0) - old.approved + now.approved,
  };
  const currency = conversion?.currency ?? report.commission?.currency;
  const points = click.userId && currency ? pointsOf(sums, currency, pointsFor) : NOTHING;
  const { pending, approved } = earned(sums);
  const state = approved > 0 ? ("approved" as const) : pending > 0 ? ("pending" as const) : ("ended" as const);
  const isAnew = state === "approved" && conversion?.state !== "approved";
  return {
    conversionId: given.conversionId,
    network: report.network,
    actionId: conversion?.actionId ?? given.actionId,
    orderId: conversion?.orderId ?? report.orderId,
    clickId: click.clickId,
    shop: click.shop,
    holder: conversion?.holder ?? (click.userId ? pseudonymOf(click.userId) : undefined),
    currency,
    state,
    approvals: (conversion?.approvals ?? 0) + (isAnew ? 1 : 0),
    pendingSum: sums.pending,
    approvedSum: sums.approved,
    pendingPoints: points.pending,
    spendablePoints: points.spendable,
    occurredAt: conversion?.occurredAt ?? report.occurredAt ?? click.clickedAt,
    rev: (conversion?.rev ?? 0) + 1,
    updatedAt: at,
  };
}

/** The row, its conversion and the change itself, on condition that nobody changed them since they were read. */
function recordWrites(
  { report, source, row, conversion, conversionId }: Changing,
  after: Progress,
  next: ReturnType<typeof sumsOf>,
  moved: typeof NOTHING,
): Write[] {
  const { network, transactionId, status } = report;
  const at = next.updatedAt;
  const { told, confirmed, sale, commission, voice } = after;
  const known = { told: told ?? undefined, confirmed: confirmed ?? undefined, commission };
  const nth = (row?.changes ?? 0) + 1;
  const item = {
    ...{ network, transactionId, conversionId, ...known, sale, voice },
    ...{ word: status.word, changes: nth, rev: (row?.rev ?? 0) + 1 },
    ...{ createdAt: row?.createdAt ?? at, updatedAt: at },
  };
  const changed = { conversionId, transactionId, change: nth, callbackId: source.callbackId, word: status.word, at };
  return [
    write(
      row
        ? affiliateRow()
            .put(item)
            .where(({ rev }, { eq }) => eq(rev, row.rev))
        : affiliateRow().create(item),
    ),
    write(
      conversion
        ? affiliateConversion()
            .put(next)
            .where(({ rev }, { eq }) => eq(rev, conversion.rev))
        : affiliateConversion().create(next),
    ),
    write(affiliateChange().create({ ...changed, ...known, ...moved })),
  ];
}

function ledgerWrites({ report, row, conversionId, click }: Changing, userId: string, moved: typeof NOTHING): Write[] {
  const unlessGone = Shopper.unlessDeleted(userId);
  if (moved.pending === 0 && moved.spendable === 0) return [unlessGone];
  const key = `affiliate:${report.network}:${report.transactionId}:${(row?.changes ?? 0) + 1}`;
  const reason = `Purchase at ${click.shop}`;
  return [
    ...moveWrites({ userId, type: "affiliate_reward", key, ...moved, reason, relatedId: conversionId }),
    unlessGone,
  ];
}

/** What the shopper is told, the purchase that an approval proves, and that it counts for who invited them. */
async function effectWrites(given: Changing, userId: string, next: ReturnType<typeof sumsOf>): Promise<Write[]> {
  const draft = told(given.conversion, next, userId);
  const purchase = purchaseWrites(given, next, userId);
  return [...(draft ? Notification.writes(draft) : []), ...purchase, ...(await referralWrites(next, userId))];
}

const purchaseKey = ({ network, actionId, approvals }: ReturnType<typeof sumsOf>): string =>
  `affiliate:${network}:${actionId}:${approvals}`;

/** A purchase that earned less than an invitation gives is no reason to give it. */
function referralWrites(next: ReturnType<typeof sumsOf>, userId: string): Promise<Write[]> {
  const counts = next.state === "approved" && next.spendablePoints >= REFERRAL_POINTS;
  const key = purchaseKey(next);
  return counts ? Referral.boughtWrites(userId, key) : Referral.refundedWrites(userId, key);
}

/** One that was taken back and is approved anew is another purchase. */
function purchaseWrites(
  { conversion, click, report: { sale } }: Changing,
  next: ReturnType<typeof sumsOf>,
  userId: string,
): Write[] {
  const { occurredAt, state } = next;
  const wasBought = conversion?.state === "approved";
  const isBought = state === "approved";
  if (wasBought === isBought) return [];
  const key = purchaseKey(next);
  if (!isBought) return Purchase.withdrawWrites(userId, key);
  const { groupId, variantId, listingId, price } = click;
  const bought = { userId, groupId, variantId, listingId, method: "affiliate" as const, key, amount: sale };
  return Purchase.recordWrites({ ...bought, boughtAt: occurredAt, confirmed: isPlausible(sale, price) });
}

/** An order of less than half of what was clicked was of something else. */
function isPlausible(sale: Money | undefined, price: Money | undefined): boolean {
  return !sale || !price || sale.currency !== price.currency || sale.amount * 2 >= price.amount;
}

async function findRow(network: string, transactionId: string): Promise<Row | null> {
  const { data } = await affiliateRow().get({ network, transactionId }).go({ consistent: true });
  return data;
}

/** A conversion, or null. Strongly consistent. */
export async function find(conversionId: string): Promise<Conversion | null> {
  const { data } = await affiliateConversion().get({ conversionId }).go({ consistent: true });
  return data;
}
