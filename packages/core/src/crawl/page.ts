import { extract } from "@stylegence/crawler/extract";
import type { FetchResult } from "@stylegence/crawler/fetch-result";
import { fingerprint } from "@stylegence/crawler/fingerprint";
import type { Extraction } from "@stylegence/crawler/product";
import { canonicalise } from "@stylegence/crawler/url";
import { discontinue } from "../catalog/discontinue.ts";
import { ingest } from "../catalog/ingest.ts";
import { context } from "../platform/context.ts";
import { fold, type Look, refuse, unchanged } from "./answer.ts";
import { addLinks } from "./discover.ts";
import type { DomainConfig } from "./domain.ts";
import type { Frontier } from "./frontier.entity.ts";
import * as Snapshot from "./snapshot.ts";
import * as State from "./state.ts";

export type Fetched = Extract<FetchResult, { kind: "ok" }>;

/** Reads a page that is not byte for byte the one before: a product is taken in, any other page yields its links. */
export async function readPage(
  entry: Frontier,
  config: DomainConfig,
  page: Fetched,
  seen: Partial<State.Seen>,
): Promise<Look> {
  const checkedAt = context().now().toISOString();
  const { rules, defaultCurrency } = config;
  const extraction = extract({ url: entry.url, html: page.text, rules, defaultCurrency, now: context().now() });
  const canonical = otherAddress(entry, extraction);
  if (canonical) return fold(entry, config, canonical, "It names another address as its own.");
  const { product } = extraction;
  if (!product || extraction.noindex) return readLinks(entry, config, extraction, seen);
  const print = fingerprint(product);
  if (entry.fingerprint === print && !entry.pending && !entry.formerUrl)
    return unchanged(entry, config, { ...seen, fingerprint: print });
  const snapshotPath = await Snapshot.keep(entry, page, checkedAt);
  const { sourceId, url, formerUrl } = entry;
  const from = { sourceId, url, formerUrl, checkedAt, via: "crawl" as const };
  const taken = await ingest(product, from);
  const { groupId, pending, reasons } = taken;
  if (!groupId) return refused(config, seen, reasons);
  const changes = pending ? [] : await Snapshot.record(entry, { product, page, snapshotPath, groupId, at: checkedAt });
  const changed = taken.outcome !== "unchanged" || changes.length > 0;
  return {
    outcome: taken.outcome,
    groupId,
    notes: [...changes, ...reasons],
    next: (current) =>
      State.checked(current, config, { changed, seen: { ...seen, fingerprint: print, groupId, pending } }),
  };
}

/** A page without a usable price or name is looked at again in its turn; nothing of it is kept. */
function refused(config: DomainConfig, seen: Partial<State.Seen>, reasons: string[]): Look {
  const next = (current: Frontier): Frontier => ({
    ...State.checked(current, config, { changed: false, seen: { ...seen, fingerprint: undefined } }),
    lastError: reasons.join("; "),
  });
  return { outcome: "refused", notes: reasons, next };
}

async function readLinks(
  entry: Frontier,
  config: DomainConfig,
  extraction: Extraction,
  seen: Partial<State.Seen>,
): Promise<Look> {
  if (entry.formerUrl) await discontinue(entry.sourceId, entry.formerUrl, context().now().toISOString());
  if (entry.groupId) return refuse("It shows no product any more.");
  const added = extraction.nofollow ? 0 : await addLinks(entry, config, extraction.links);
  const change = { changed: added > 0, seen };
  return { outcome: "discovered", notes: [], added, next: (current) => State.checked(current, config, change) };
}

/** The address that the page calls its own, where it is another; a whole shop that calls its front page canonical is wrong. */
function otherAddress(entry: Frontier, extraction: Extraction): string | null {
  const canonical = canonicalise(extraction.canonicalUrl, entry.url);
  if (!canonical || canonical === entry.url || new URL(canonical).pathname === "/") return null;
  return new URL(canonical).host === new URL(entry.url).host ? canonical : null;
}
