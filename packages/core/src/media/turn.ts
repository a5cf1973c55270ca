import { setTimeout as wait } from "node:timers/promises";
import { admit } from "../crawl/admission.ts";
import * as Domain from "../crawl/domain.ts";
import * as Pace from "../crawl/pace.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";

/** Whether a picture may be fetched now, later, or is only ever linked. */
export type Turn = { kind: "go" } | { kind: "link" } | { kind: "later"; slotAt?: number; waitMs: number };

/** Between two requests to a host that is no shop of ours: shops keep their pictures at hosts made for it. */
const STRANGER_MS = 200;
const MAX_AHEAD_MS = 870_000;
const PATIENCE_MS = 8000;

/**
 * A picture at a shop's own host waits for its turn among the shop's pages and keeps to its robots.txt, whatever paths are set to
 * be crawled for pages. Elsewhere only the pace is kept. Throws `unavailable` while robots.txt can't be had.
 */
export async function takeTurn(url: string, slotAt?: number): Promise<Turn> {
  const config = await Domain.forUrl(url);
  if (!config) return strangersTurn(new URL(url).host, slotAt);
  if (config.imagePolicy === "link" || config.paused) return { kind: "link" };
  const anywhere = { ...config, allowedPaths: undefined, disallowedPaths: undefined };
  const admission = await admit(anywhere, url, slotAt);
  if (admission.kind === "forbidden") return { kind: "link" };
  if (admission.kind === "unreachable") {
    throw new DomainError("unavailable", "The shop's robots.txt can't be had.", { context: { url } });
  }
  return admission;
}

async function strangersTurn(host: string, slotAt: number | undefined): Promise<Turn> {
  const now = context().now().getTime();
  const slot = slotAt && slotAt >= now ? { at: slotAt } : await Pace.reserve(host, STRANGER_MS, MAX_AHEAD_MS);
  if (slot.at === null) return { kind: "later", waitMs: slot.waitMs };
  const waitMs = slot.at - now;
  if (waitMs > PATIENCE_MS) return { kind: "later", slotAt: slot.at, waitMs };
  if (waitMs > 0) await wait(waitMs);
  return { kind: "go" };
}
