import { createHash } from "node:crypto";
import { extract } from "../extract.ts";
import { type Fault, faultOf, isCutOff } from "../fault.ts";
import type { Fetch } from "../fetch.ts";
import type { FetchOptions, FetchResult, ResolveTable } from "../fetch-result.ts";
import { diff, fingerprint } from "../fingerprint.ts";
import { holdOf } from "../politeness.ts";
import type { CanonicalProduct, CssRule, Extraction } from "../product.ts";
import { isAllowed } from "../robots.ts";
import type { Lane } from "./lane.ts";
import type { Job, Lanes } from "./lanes.ts";
import type { Memory, Remembered } from "./memory.ts";
import type { Outcome, PageLine } from "./page-line.ts";
import type { RobotsBook, SiteRules } from "./robots-book.ts";
import { Turns } from "./turns.ts";

/** What all visits of a crawl share. */
export interface Needs {
  lanes: Lanes;
  robots: RobotsBook;
  memory: Memory;
  fetch: Fetch;
  userAgent: string;
  timeoutMs: number;
  maxBytes: number;
  resolve?: ResolveTable;
  rules?: readonly CssRule[];
  defaultCurrency?: string | null;
  signal?: AbortSignal;
}

type Told = Omit<PageLine, "url" | "at" | "ms">;
type Page = Extract<FetchResult, { kind: "ok" }>;

const PAGE_TYPES = ["text/html", "application/xhtml+xml"];
/** A page whose shop is busy waits for another turn so often. */
const TRIES = 3;

/** How one page is visited: robots.txt, turn, fetch, extraction, comparison. Null when the page is to come again. */
export function visitor(needs: Needs): (job: Job) => Promise<PageLine | null> {
  const tries = new Map<string, number>();
  return async (job) => {
    const started = performance.now();
    const turns = new Turns(job.turn, needs.signal);
    const told = job.heldMs > 0 ? postponed(job.heldMs) : await ask(job, turns, needs).catch(ownFault);
    turns.giveBack();
    if (told.outcome === "busy" && isWorthAnother(tries, job.url)) {
      needs.lanes.again(job.url);
      return null;
    }
    tries.delete(job.url);
    const ms = Math.round(performance.now() - started);
    return { url: job.url, at: new Date().toISOString(), ms, ...told };
  };
}

/** One page that we cannot deal with ends no crawl. */
function ownFault(error: unknown): Told {
  if (error instanceof Error && error.name === "AbortError") return { outcome: "stopped" };
  return { outcome: "own_fault", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function isWorthAnother(tries: Map<string, number>, url: string): boolean {
  const tried = (tries.get(url) ?? 0) + 1;
  tries.set(url, tried);
  return tried < TRIES;
}

function postponed(heldMs: number): Told {
  return { outcome: "postponed", reason: `The domain asks to be left alone for ${Math.ceil(heldMs / 1000)} s.` };
}

async function ask({ url, lane }: Job, turns: Turns, needs: Needs): Promise<Told> {
  const { memory } = needs;
  const refusal = await rulesAgainst(url, turns, needs);
  if (refusal) return refusal;
  const before = memory.recall(url);
  await turns.need(lane);
  let barred: Told | null = null;
  const result = await needs.fetch(url, {
    ...asUs(needs),
    onSent: turns.sent,
    onRetry: (again) => turns.need(needs.lanes.of(again)),
    timeoutMs: needs.timeoutMs,
    maxBytes: needs.maxBytes,
    accept: PAGE_TYPES,
    ...(before?.etag && { etag: before.etag }),
    ...(before?.lastModified && { lastModified: before.lastModified }),
    onRedirect: async (to) => {
      barred = await rulesAgainst(to, turns, needs);
      if (!barred) await turns.need(needs.lanes.of(to));
      return !barred;
    },
  });
  if (barred) return barred;
  if (result.kind === "not_modified") return { outcome: "not_modified", status: result.status };
  if (result.kind !== "ok") return failed(result, lane);
  return readPage(url, result, before, needs);
}

/** How we fetch, whatever it is. */
export function asUs({ userAgent, resolve, signal }: Needs): FetchOptions {
  return { userAgent, ...(resolve && { resolve }), ...(signal && { signal }) };
}

/** Why an address may not be fetched, if so. Fetches robots.txt where that is not known. */
export async function rulesAgainst(url: string, turns: Turns, needs: Needs): Promise<Told | null> {
  const { robots, fault } = needs.robots.known(url) ?? (await askRules(url, turns, needs));
  if (fault) return { outcome: fault };
  return isAllowed(robots, needs.userAgent, url) ? null : { outcome: "forbidden" };
}

async function askRules(url: string, turns: Turns, needs: Needs): Promise<SiteRules> {
  const lane = needs.lanes.of(url);
  let isMine = false;
  const rules = needs.robots.of(
    url,
    (robots) => lane.obey(robots),
    async (address, options) => {
      isMine = true;
      await turns.need(lane);
      const onRedirect = async (to: string) => {
        await turns.need(needs.lanes.of(to));
        return true;
      };
      const onRetry = (again: string) => turns.need(needs.lanes.of(again));
      return needs.fetch(address, { ...asUs(needs), ...options, onSent: turns.sent, onRetry, onRedirect });
    },
  );
  // Who waits for another's answer keeps nobody from a turn.
  if (!isMine) turns.giveBack();
  return rules;
}

function failed(result: Exclude<FetchResult, { kind: "ok" | "not_modified" }>, lane: Lane): Told {
  const holdMs = holdOf(result);
  if (holdMs !== null) lane.hold(holdMs);
  const outcome: Fault = faultOf(result);
  return {
    outcome,
    ...("status" in result && { status: result.status }),
    ...("reason" in result && { reason: result.reason }),
  };
}

function readPage(url: string, page: Page, before: Remembered | null, needs: Needs): Told {
  const { memory } = needs;
  const told = {
    status: page.status,
    bytes: page.body.byteLength,
    ...(page.url !== url && { finalUrl: page.url }),
    ...(page.text.includes("\ufffd") && { reason: `Some of its bytes are not ${page.charset}.` }),
  };
  if (isCutOff(page)) return { ...told, outcome: "truncated" };
  const seen = {
    etag: page.etag ?? null,
    lastModified: page.lastModified ?? null,
    bodyHash: memory.isKept ? createHash("sha256").update(page.body).digest("base64url") : null,
  };
  if (before && before.bodyHash === seen.bodyHash) {
    memory.keep(url, { ...before, ...seen });
    return { ...told, outcome: "unchanged", ...(before.fingerprint && { fingerprint: before.fingerprint }) };
  }
  const { rules, defaultCurrency = null } = needs;
  const extraction = extract({ url: page.url, html: page.text, defaultCurrency, ...(rules && { rules }) });
  const compared = compare(extraction, before);
  const product = memory.isKept && extraction.product ? JSON.stringify(extraction.product) : null;
  memory.keep(url, { ...seen, fingerprint: compared.fingerprint ?? null, product });
  return { ...told, ...compared, extraction };
}

function compare(
  { product, noindex }: Extraction,
  before: Remembered | null,
): Pick<PageLine, "fingerprint" | "changes"> & { outcome: Outcome } {
  if (!product || noindex) return { outcome: "no_product" };
  const print = fingerprint(product);
  if (!before?.fingerprint) return { outcome: "new", fingerprint: print };
  if (before.fingerprint === print) return { outcome: "unchanged", fingerprint: print };
  const changes = before.product ? diff(JSON.parse(before.product) as CanonicalProduct, product) : [];
  return { outcome: "changed", fingerprint: print, changes };
}
