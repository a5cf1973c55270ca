import { randomUUID } from "node:crypto";
import type { Puller, PullState } from "@stylegence/clients/affiliate/port";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { message } from "../platform/outbox.ts";
import { commit } from "../platform/transaction.ts";
import * as Callback from "./callback.ts";
import { networkOf } from "./configuration.ts";
import { read } from "./configured.ts";
import type { Network } from "./network.ts";
import { affiliatePull, type Pull } from "./pull.entity.ts";
import { readPayload } from "./reading.ts";
import type { Secrets } from "./secrets.ts";

/** What reading a network's list needs besides the table. */
export interface PullTools {
  secrets(): Promise<Secrets>;
  puller(
    network: Pick<Network, "dialect" | "apiUrl" | "values">,
    credentials: Readonly<Record<string, string>>,
  ): Promise<Puller | null>;
}

export interface Pulled {
  network: string;
  outcome: "read" | "more" | "busy" | "covered" | "none";
  pages: number;
  rows: number;
  changed: number;
  parked: number;
}

const LEASE_MS = 60_000;
/** A page is begun within this; then another message goes on. */
const BUDGET_MS = 12_000;

/** How far a network's list was read, or null. */
export async function find(network: string): Promise<Pull | null> {
  const { data } = await affiliatePull().get({ network }).go({ consistent: true });
  return data;
}

/** Asks for the list of each network that has one. Returns their names. */
export async function askAll(): Promise<string[]> {
  const { networks } = await read();
  const names = [...networks.values()].flatMap(({ network, confirmedBy }) => (confirmedBy === "pull" ? [network] : []));
  for (const network of names) await commit([message("affiliate", { kind: "pull", network })]);
  return names;
}

/**
 * Reads on in a network's list, one at a time for each network: each page is stored, its rows are applied, and only then is the place
 * in the list moved on. Not where a reading began after `since`. Throws what the network answered; the place stays.
 */
export async function pull(name: string, tools: PullTools, since?: string): Promise<Pulled> {
  const none = { network: name, pages: 0, rows: 0, changed: 0, parked: 0 };
  const network = await networkOf(name);
  if (network?.confirmedBy !== "pull") return { ...none, outcome: "none" };
  const credentials = (await tools.secrets())[name]?.api ?? {};
  const puller = await tools.puller(network, credentials);
  if (!puller) return { ...none, outcome: "none" };
  const leaseId = randomUUID();
  const place = await lease(name, leaseId);
  if (!place) return { ...none, outcome: "busy" };
  if (since && place.startedAt && place.startedAt > since) {
    await release(name, leaseId, {});
    return { ...none, outcome: "covered" };
  }
  const startedAt = context().now().toISOString();
  try {
    const pulled = await readOn(network, puller, place.state ?? {}, leaseId);
    await release(name, leaseId, { startedAt, isMore: pulled.isMore });
    const { isMore, ...counts } = pulled;
    return { network: name, outcome: isMore ? "more" : "read", ...counts };
  } catch (error) {
    await release(name, leaseId, { fault: (error as Error).message.slice(0, 300) });
    throw error;
  }
}

async function readOn(network: Network, puller: Puller, state: PullState, leaseId: string) {
  const counts = { pages: 0, rows: 0, changed: 0, parked: 0 };
  const begun = performance.now();
  for await (const { raw, next } of puller.since(state)) {
    const heardAt = context().now().toISOString();
    const read = raw.trim() === "" ? null : await readPayload(await Callback.keepPage(network.network, raw), heardAt);
    counts.pages += 1;
    counts.rows += read?.rows ?? 0;
    counts.changed += read?.changed ?? 0;
    counts.parked += read?.state === "parked" ? 1 : 0;
    await moveOn(network.network, leaseId, next);
    if (performance.now() - begun > BUDGET_MS) return { ...counts, isMore: true };
  }
  return { ...counts, isMore: false };
}

/** The place, for whoever reads now; null where somebody does already, who is asked to look once more. */
async function lease(network: string, leaseId: string): Promise<Pull | null> {
  const now = context().now().getTime();
  const taken = affiliatePull()
    .upsert({ network })
    .set({ leaseId, leaseUntil: now + LEASE_MS })
    .where(({ leaseUntil }, { notExists, lt }) => `${notExists(leaseUntil)} OR ${lt(leaseUntil, now)}`)
    .go({ response: "all_new" });
  const mine = await unlessRefused(taken);
  if (mine) return mine.data;
  await affiliatePull().upsert({ network }).set({ again: true }).go();
  return null;
}

/** Moves the place on; refused where the reading took so long that somebody else began. */
async function moveOn(network: string, leaseId: string, state: PullState): Promise<void> {
  await affiliatePull()
    .patch({ network })
    .set({ state, leaseUntil: context().now().getTime() + LEASE_MS })
    .where((pull, { eq }) => eq(pull.leaseId, leaseId))
    .go({ response: "none" });
}

/** Ends a reading; goes on by another message where there is more, or where it was asked for in the meantime. */
async function release(
  network: string,
  leaseId: string,
  { startedAt, isMore = false, fault }: { startedAt?: string; isMore?: boolean; fault?: string },
): Promise<void> {
  const finishedAt = context().now().toISOString();
  const released = affiliatePull()
    .patch({ network })
    .data((pull, { set, remove }) => {
      remove(pull.leaseUntil);
      remove(pull.leaseId);
      remove(pull.again);
      if (startedAt) set(pull.startedAt, startedAt);
      if (fault) set(pull.fault, fault);
      else remove(pull.fault);
      set(pull.finishedAt, finishedAt);
    })
    .where((pull, { eq }) => eq(pull.leaseId, leaseId))
    .go({ response: "all_old" });
  const before = await unlessRefused(released);
  const wasAsked = (before?.data as Pull | null)?.again === true;
  if (isMore || wasAsked) await commit([message("affiliate", { kind: "pull", network })]);
}
