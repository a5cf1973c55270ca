import { createHash } from "node:crypto";
import { faultOf, isCutOff, listFaultOf } from "@stylegence/crawler/fault";
import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { holdOf, MAX_HOLD_MS } from "@stylegence/crawler/politeness";
import { canonicalise } from "@stylegence/crawler/url";
import * as Discontinue from "../catalog/discontinue.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { fold, type Look, refuse, unchanged } from "./answer.ts";
import { readEntries } from "./discover.ts";
import type { DomainConfig } from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Pace from "./pace.ts";
import { readPage } from "./page.ts";
import { rendered } from "./renderer.ts";
import * as State from "./state.ts";
import { fetchAs } from "./web.ts";

const TIMEOUT_MS = 20_000;
const MAX_PAGE_BYTES = 8 * 1024 * 1024;
const MAX_LIST_BYTES = 60 * 1024 * 1024;

/** Fetches an entry and does with the answer what its kind asks for. */
export async function look(entry: Frontier, config: DomainConfig): Promise<Look> {
  const { result, target } = await request(entry, config);
  if (target) return fold(entry, config, target, "It redirects.");
  if (result.kind === "not_modified") return unchanged(entry, config, {});
  if (result.kind !== "ok") return failure(entry, config, result);
  if (isCutOff(result)) return refuse("The page breaks off before its end.", "truncated");
  const bodyHash = createHash("sha256").update(result.body).digest("base64url");
  const seen = { bodyHash, etag: result.etag, lastModified: result.lastModified };
  if (entry.bodyHash === bodyHash && isSettled(entry)) return unchanged(entry, config, seen);
  if (entry.kind === "page") return readPage(entry, config, result, seen);
  return readEntries(entry, config, result, seen).catch(unreadable);
}

/** A list that can't be unpacked, grows without end or holds nothing of use is its shop's fault; anything else is ours. */
function unreadable(error: unknown): Look {
  const isUseless = error instanceof DomainError && error.code === "invalid";
  const fault = isUseless ? "bad_list" : listFaultOf(error);
  if (fault) return refuse((error as Error).message, fault);
  throw error;
}

/** Read in whole at its last visit, with nothing left in doubt. */
const isSettled = (entry: Frontier): boolean =>
  !entry.pending && entry.position === undefined && entry.formerUrl === undefined;

/** A redirect is not followed: where it leads has an entry, a turn and rules of its own. */
async function request(entry: Frontier, config: DomainConfig): Promise<{ result: FetchResult; target?: string }> {
  const isPage = entry.kind === "page";
  if (isPage && config.useRenderer) {
    const result = await rendered(entry.url);
    const address = result.kind === "ok" ? canonicalise(result.url) : null;
    return { result, target: address && address !== entry.url ? address : undefined };
  }
  let target: string | undefined;
  const result = await fetchAs(entry.url, {
    timeoutMs: TIMEOUT_MS,
    maxBytes: isPage ? MAX_PAGE_BYTES : MAX_LIST_BYTES,
    ...(isSettled(entry) ? { etag: entry.etag, lastModified: entry.lastModified } : {}),
    accept: isPage ? ["text/html", "application/xhtml+xml"] : ["*/*"],
    onRedirect: (to) => {
      target = canonicalise(to) ?? to;
      // A shop that only wants its tracking, a cookie or https may have what it wants: the page has the same entry.
      return target === entry.url;
    },
  });
  return { result, target: target === entry.url ? undefined : target };
}

async function failure(
  entry: Frontier,
  config: DomainConfig,
  result: Exclude<FetchResult, { kind: "ok" | "not_modified" }>,
): Promise<Look> {
  const fault = faultOf(result);
  if (result.kind !== "http_error") return refuse(describe(result), fault);
  const { status } = result;
  if (fault === "gone") return goneLook(entry, config, status);
  const holdMs = holdOf(result);
  if (holdMs !== null) await Pace.holdUntil(config.domain, new Date(context().now().getTime() + holdMs));
  const spread = Math.random();
  const reason = `HTTP ${status}`;
  const retryAfterMs = result.retryAfterMs === undefined ? undefined : Math.min(result.retryAfterMs, MAX_HOLD_MS);
  const next = (current: Frontier) => State.failed(current, reason, { retryAfterMs, spread });
  return { outcome: "error", fault, notes: [reason], next };
}

async function goneLook(entry: Frontier, config: DomainConfig, status: number): Promise<Look> {
  const isFinal = (entry.goneCount ?? 0) + 1 >= State.GONE_AFTER;
  const at = context().now().toISOString();
  const groupId = isFinal ? await Discontinue.discontinue(entry.sourceId, entry.url, at) : null;
  if (isFinal && entry.formerUrl) await Discontinue.discontinue(entry.sourceId, entry.formerUrl, at);
  return {
    outcome: "gone",
    fault: "gone",
    groupId: groupId ?? undefined,
    notes: [`HTTP ${status}`],
    next: (current) => State.gone(current, config, status),
  };
}

function describe(result: Exclude<FetchResult, { kind: "ok" | "not_modified" | "http_error" }>): string {
  switch (result.kind) {
    case "refused":
      return `The address is refused: ${result.reason}`;
    case "too_large":
      return `Larger than ${result.limitBytes} bytes.`;
    case "timeout":
      return `No answer within ${result.timeoutMs} ms.`;
    case "network":
      return `${result.code} ${result.reason}`;
    case "redirect_loop":
      return "Redirects that lead nowhere.";
    case "bad_content":
      return `Not what was asked for: ${result.reason}`;
  }
}
