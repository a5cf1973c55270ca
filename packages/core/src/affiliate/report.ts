import type { Money } from "../platform/money.ts";
import type { Mapping } from "./mapping.ts";

/** What a row of commission may be, in the order in which it goes: a row never goes back. */
export const ROW_STATES = ["pending", "approved", "payable", "paid", "rejected", "reversed"] as const;
export type RowState = (typeof ROW_STATES)[number];

/** What a network says of one row. Amounts are signed: a row that takes back is below zero. */
export interface Report {
  network: string;
  /** The row's own id at the network. A correction that is a row has one of its own. */
  transactionId: string;
  orderId?: string | undefined;
  /** As the network gave it back; absent where this message does not carry it. */
  clickId?: string | undefined;
  /** The network's own word, and what it means; null for a word that nobody has told us: it parks. */
  status: { word: string; state: RowState | null };
  sale?: Money | undefined;
  commission?: Money | undefined;
  /** When the order was placed, ISO 8601 UTC. */
  occurredAt?: string | undefined;
  /** What the network calls the action that this row is of or corrects, where its rows have one: all that name it count together. */
  correctionOf?: string | undefined;
  /** What was bought, where the network tells; at most 50. */
  lines?: readonly ReportLine[] | undefined;
}

export interface ReportLine {
  sku?: string | undefined;
  name?: string | undefined;
  quantity?: number | undefined;
  amount?: Money | undefined;
}

/** A push as it came: stored before anything is made of it. */
export interface RawPush {
  method: string;
  /** The query string without its "?", as it was sent. */
  query: string;
  contentType: string;
  body: string;
}

/** What of a network's configuration a dialect reads. */
export interface Settings {
  network: string;
  /** Words of this network beside those that its dialect knows, or in place of them; in lower case. */
  statuses: Readonly<Record<string, RowState>>;
  /** Of amounts that come without a currency. */
  currency: string;
  /** Of times that come without an offset: "+05:30". */
  utcOffset: string;
  /** Of the template dialect alone. */
  mapping?: Mapping | undefined;
}

/** How a network words what it tells. Pure: the same bytes under the same settings are the same reports, at any time. */
export interface Dialect {
  /** The rows of a push; none where it tells of something else. Throws Unreadable. */
  push(raw: RawPush, settings: Settings): Report[];
  /** The rows of a page of the network's own list, as it was answered. Absent where there is no such list. Throws Unreadable. */
  page?(raw: string, settings: Settings): Report[];
}

/** A payload that makes no sense, or of which some rows don't: it parks with the reason until its dialect or settings are mended. */
export class Unreadable extends Error {
  /** The rows of it that can be read: they count all the same. */
  readonly reports: readonly Report[];

  constructor(reason: string, reports: readonly Report[] = []) {
    super(reason);
    this.reports = reports;
  }
}

/** The state that a word stands for: the network's own configuration counts for more than the dialect; null for an unknown one. */
export function stateOf(
  word: string,
  known: Readonly<Record<string, RowState>>,
  { statuses }: Pick<Settings, "statuses">,
): RowState | null {
  const key = word.trim().toLowerCase();
  if (Object.hasOwn(statuses, key)) return statuses[key] ?? null;
  return Object.hasOwn(known, key) ? (known[key] ?? null) : null;
}
