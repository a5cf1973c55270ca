import type { Click } from "./click.entity.ts";
import type { Network } from "./network.ts";
import type { Report } from "./report.ts";

/** Why a row has no effect until somebody mends something. */
export type Parked =
  | "unknown_status"
  | "unknown_click"
  | "foreign_click"
  | "before_click"
  | "amount"
  | "contradiction"
  | "reopened"
  | "unreadable"
  | "unknown_network";

/** Clocks and time zones of shops are not exact. */
const EARLY_MS = 36 * 3_600_000;
const MAX_ID = 200;

/** What is wrong with a row by itself, or null: its amounts lie within the network's bounds, and its ids are such. */
export function faultOf(report: Report, { limits }: Pick<Network, "limits">): Parked | null {
  const { transactionId, orderId = "x", correctionOf = "x", sale, commission } = report;
  const ids = [transactionId, orderId, correctionOf];
  if (ids.some((id) => id.length === 0 || id.length > MAX_ID)) return "unreadable";
  for (const [money, which] of [[sale, "sale"] as const, [commission, "commission"] as const]) {
    if (!money) continue;
    const limit = Object.hasOwn(limits, money.currency) ? limits[money.currency] : undefined;
    if (!Number.isSafeInteger(money.amount) || !limit || Math.abs(money.amount) > limit[which]) return "amount";
  }
  return isShare(sale?.currency === commission?.currency, sale?.amount, commission?.amount) ? null : "amount";
}

/** A commission is a part of its sale. Where either is not said, or they can't be compared, nothing speaks against it. */
function isShare(isComparable: boolean, sale: number | undefined, commission: number | undefined): boolean {
  if (!isComparable || !sale || !commission) return true;
  return Math.sign(sale) === Math.sign(commission) && Math.abs(commission) <= Math.abs(sale);
}

/** What speaks against a row's click, or null. */
export function doubtOf({ network, occurredAt }: Report, click: Click): Parked | null {
  if (click.network !== network) return "foreign_click";
  if (occurredAt && Date.parse(occurredAt) < Date.parse(click.clickedAt) - EARLY_MS) return "before_click";
  return null;
}
