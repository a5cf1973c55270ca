import type { Accounts } from "@stylegence/clients/clerk/port";
import type { Files } from "@stylegence/clients/files/port";
import { ServiceError } from "@stylegence/clients/service-error";
import * as Audit from "../platform/audit.ts";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { commit, write } from "../platform/transaction.ts";
import { type Erasure, erasure } from "./erasure.entity.ts";
import { find, start } from "./erasure.ts";
import type { ErasureTools } from "./holding.ts";
import { isAnythingLeft } from "./leftover.ts";
import { exportsOf, folderOf, quarantineOf } from "./places.ts";
import { holdings, pages } from "./registry.ts";

/** What an erasure needs besides the table. */
export interface Tools extends ErasureTools {
  accounts: Accounts;
  files: Files;
  /** Has `advance` called again, so many seconds later. */
  again(delaySeconds: number): Promise<void>;
}

/** What one call came to. */
export type Step = "continues" | "waits" | "found more" | "done";

/**
 * A session's token lives a minute, clocks may differ by seconds, and what was under way when it began may end later still: so much
 * later each look for what is left is taken. The last is as late as a queue can delay a message.
 */
const LOOKS_AFTER_S = [75, 900];
/** After a look that found something. */
const SOON_S = 10;
/** Of one call. */
const MOST_ITEMS = 2000;
const MOST_FILES = 1000;
/** Of a queue's message. */
const MAX_DELAY_S = 900;
const KEPT_S = 90 * 86_400;

/**
 * Brings an erasure further by a bounded amount of work, and asks to be called again until it is done. May be killed anywhere, called
 * again, late or side by side: each part may be done twice, and its state only moves forward. Throws ServiceError where a service is
 * down.
 */
export async function advance(userId: string, tools: Tools): Promise<Step> {
  try {
    return await step(userId, tools);
  } catch (error) {
    if (!(error instanceof ServiceError) || !error.retryAfterSeconds) throw error;
    return later(tools, error.retryAfterSeconds, "waits");
  }
}

async function step(userId: string, tools: Tools): Promise<Step> {
  const job = await find(userId);
  if (!job) {
    await begin(userId);
    return "continues";
  }
  const dueMs = Date.parse(job.requestedAt) + (LOOKS_AFTER_S[job.looks] ?? 0) * 1000 - context().now().getTime();
  if (job.status === "waiting" && dueMs > 0) return later(tools, Math.ceil(dueMs / 1000), "waits");
  const found = await sweep(userId, tools);
  if (found === "more") return later(tools, 0, "continues");
  // Something came late: it is gone now, and what was done stays done.
  if (job.status === "done") return "done";
  if (job.status === "running") {
    await move(job, { status: "waiting" });
    return later(tools, 0, "waits");
  }
  if (found === "some" || (await isAnythingLeft(userId))) return later(tools, SOON_S, "found more");
  if (job.looks + 1 === LOOKS_AFTER_S.length) return finish(job);
  await move(job, { looks: job.looks + 1 });
  return later(tools, 0, "waits");
}

/** For one whom the identity provider deleted. The stream brings the message that goes with it. */
async function begin(userId: string): Promise<void> {
  try {
    await start(userId);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict" && (await find(userId)))) throw error;
  }
}

async function later(tools: Tools, seconds: number, outcome: Step): Promise<Step> {
  await tools.again(Math.min(seconds, MAX_DELAY_S));
  return outcome;
}

/** Erases what there is. `none`: there was nothing. `more`: it was too much for one call. */
async function sweep(userId: string, tools: Tools): Promise<"none" | "some" | "more"> {
  let swept = 0;
  const firsts = await Promise.all(holdings.map((from) => (from.erase === "kept" ? null : from.page(userId, null))));
  for (const [at, from] of holdings.entries()) {
    const first = firsts[at];
    if (from.erase === "kept" || !first) continue;
    for await (const items of pages(from, userId, first)) {
      await from.erase(items, userId, tools);
      swept += items.length;
      if (swept >= MOST_ITEMS) return "more";
    }
  }
  let files = 0;
  for (const place of [folderOf, exportsOf, quarantineOf]) files += await tools.files.clear(place(userId));
  if (files >= MOST_FILES) return "more";
  const isAccountGone = await tools.accounts.remove(userId);
  return swept > 0 || files > 0 || isAccountGone ? "some" : "none";
}

/** Refused where another call was quicker, which is as good. */
async function move(job: Erasure, change: Partial<Pick<Erasure, "status" | "looks">>): Promise<void> {
  const moved = erasure()
    .patch({ idHash: job.idHash })
    .set(change)
    .where((item, { eq }) => `${eq(item.status, job.status)} AND ${eq(item.looks, job.looks)}`);
  await unlessRefused(moved.go({ response: "none" }));
}

/** The last move: from now on only a hash says whom it was about. */
async function finish(job: Erasure): Promise<Step> {
  const at = context().now();
  const finished = erasure()
    .patch({ idHash: job.idHash })
    .set({ status: "done", finishedAt: at.toISOString(), expiresAt: Math.floor(at.getTime() / 1000) + KEPT_S })
    .remove(["userId"])
    .where((item, { eq }) => `${eq(item.status, job.status)} AND ${eq(item.looks, job.looks)}`);
  try {
    await commit([write(finished), Audit.record(job.idHash, "erasure.done")]);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "conflict")) throw error;
    const { data } = await erasure().get({ idHash: job.idHash }).go({ consistent: true });
    if (data?.status !== "done") throw error;
  }
  return "done";
}
