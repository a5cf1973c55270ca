import { context } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { commit } from "../platform/transaction.ts";
import { type Applied, apply, type Source } from "./apply.ts";
import * as Callback from "./callback.ts";
import * as Click from "./click.ts";
import { networkOf, settingsOf } from "./configuration.ts";
import { dialectOf } from "./dialect.ts";
import type { Network } from "./network.ts";
import { type Report, Unreadable } from "./report.ts";

export interface Read {
  callbackId: string;
  network: string;
  state: Callback.CallbackState;
  reason?: string;
  rows: number;
  changed: number;
}

const SIDE_BY_SIDE = 8;
const MAX_REASON = 500;

/** Reads a stored payload, and brings its rows to where it says they are. May be done again, at any time. Throws `not_found`. */
export async function readAgain(callbackId: string): Promise<Read> {
  return readPayload(await Callback.read(callbackId));
}

/** As `readAgain`, where it was not read to its end before. */
export async function readOnce(callbackId: string): Promise<Read | { callbackId: string; state: "gone" | "applied" }> {
  const callback = await Callback.find(callbackId);
  if (!callback) return { callbackId, state: "gone" };
  if (callback.state === "applied" || callback.state === "dismissed") return { callbackId, state: "applied" };
  return readPayload(callback);
}

/**
 * Reads a payload of a network as it is configured now. `heardAt` is when it was said: a page of a list that looks as it once did holds
 * again from now on.
 */
export async function readPayload(callback: Callback.Callback, heardAt = callback.receivedAt): Promise<Read> {
  const network = await networkOf(callback.network);
  if (!network) return settle(callback, { faults: ["unknown_network"], rows: 0, changed: 0 });
  const { reports, fault } = await reportsOf(callback, network);
  const { source, callbackId } = callback;
  const results = await applyAll(reports, { network, pulled: source === "pull", heardAt, callbackId });
  const faults = results.flatMap((one) => (one.outcome === "parked" ? [`${one.reason}: ${one.detail}`] : []));
  const changed = results.filter(({ outcome }) => outcome === "changed" || outcome === "unconfirmed").length;
  if (fault) faults.unshift(`unreadable: ${fault}`);
  const read = await settle(callback, { faults, rows: reports.length, changed });
  await followUp(callback, results);
  return read;
}

async function reportsOf(
  callback: Callback.Callback,
  network: Network,
): Promise<{ reports: readonly Report[]; fault?: string }> {
  const dialect = dialectOf(network.dialect);
  const raw = await Callback.rawOf(callback);
  try {
    if (callback.source === "push") return { reports: dialect.push(raw, settingsOf(network)) };
    if (!dialect.page) throw new Unreadable("this dialect has no list");
    return { reports: dialect.page(raw.body, settingsOf(network)) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { reports: error.reports, fault: error.message };
  }
}

/** Rows of one conversion in their order, as those that correct come after; others side by side. */
async function applyAll(reports: readonly Report[], source: Source): Promise<Applied[]> {
  const byAction = Map.groupBy(reports, ({ transactionId, correctionOf }) => correctionOf ?? transactionId);
  const lines = [...byAction.values()];
  const results: Applied[] = [];
  for (let at = 0; at < lines.length; at += SIDE_BY_SIDE) {
    const done = await Promise.all(lines.slice(at, at + SIDE_BY_SIDE).map((line) => inOrder(line, source)));
    results.push(...done.flat());
  }
  return results;
}

async function inOrder(reports: readonly Report[], source: Source): Promise<Applied[]> {
  const results: Applied[] = [];
  for (const report of reports) results.push(await apply(report, source));
  return results;
}

async function settle(
  callback: Callback.Callback,
  { faults, rows, changed }: { faults: string[]; rows: number; changed: number },
): Promise<Read> {
  const reason = faults.join("; ").slice(0, MAX_REASON);
  const isParked = faults.length > 0 && callback.state !== "dismissed";
  const state = isParked ? "parked" : callback.state === "dismissed" ? "dismissed" : "applied";
  const settled = { state, rows, changed, ...(reason && { reason }) } as const;
  // A page of a list is looked at again and again: only what is news of it is written.
  if (callback.state !== state || callback.reason !== settled.reason || callback.source === "push") {
    await Callback.settle(callback, settled);
  }
  return { callbackId: callback.callbackId, network: callback.network, ...settled };
}

/** What waits for a click comes back with it; what a list has yet to confirm has the list read. */
async function followUp(callback: Callback.Callback, results: readonly Applied[]): Promise<void> {
  const { callbackId, network } = callback;
  for (const result of results) {
    if (result.outcome === "parked" && result.clickId) await Click.bringBack(result.clickId, callbackId);
  }
  if (!results.some(({ outcome }) => outcome === "unconfirmed")) return;
  await commit([message("affiliate", { kind: "pull", network, since: context().now().toISOString() })]);
}
