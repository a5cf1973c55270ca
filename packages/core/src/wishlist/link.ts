import { checkUrl, pastedUrl } from "@stylegence/crawler/address";
import { parseResolve } from "@stylegence/crawler/resolve";
import { canonicalise } from "@stylegence/crawler/url";
import * as Domain from "../crawl/domain.ts";
import * as Frontiers from "../crawl/frontier.ts";
import { handedOut } from "../crawl/state.ts";
import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { write } from "../platform/transaction.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { commitFor } from "./alive.ts";
import * as Count from "./count.ts";
import { pasteQuota, type WishLink, wishLink } from "./link.entity.ts";
import { next } from "./links.ts";
import { standingAt } from "./page.ts";
import { put, type WishRow } from "./wishlist.ts";

export type { WishLink };

/**
 * Wishes for what a product's page shows: at once where the catalogue knows the page, else the page is read first and the link becomes
 * the wish. Throws `invalid` for what is no public web address, `rate_limited` above 20 an hour and `forbidden` above the limits.
 */
export async function add(text: string): Promise<{ wish: WishRow } | { link: WishLink }> {
  const userId = actingShopper();
  const url = addressOf(text);
  await takeQuota(userId);
  const standing = await standingAt(url);
  if (standing) return { wish: await put(standing.variantId) };
  return { link: await begin(userId, url) };
}

function addressOf(text: string): string {
  const pasted = pastedUrl(text);
  const verdict = pasted ? checkUrl(pasted, parseResolve(context().config.CRAWL_RESOLVE)) : null;
  const url = verdict?.ok ? canonicalise(verdict.url.href) : null;
  if (!url) throw refusal("This is not the address of a page on the web.");
  return url;
}

function refusal(message: string): DomainError {
  return new DomainError("invalid", message, { fields: [{ field: "url", message }] });
}

async function begin(userId: string, url: string): Promise<WishLink> {
  const config = await shopOf(url);
  if (!Domain.allows(config, url)) throw refusal("This page of the shop is not read by us.");
  const { domain, sourceId } = config;
  // As deep as can be: what a shopper names is read, and none of its links.
  await Frontiers.add([{ url, domain, sourceId, kind: "page", depth: Frontiers.MAX_DEPTH }]);
  const linkId = Frontiers.idOf(url);
  return onConflict(async () => {
    const { data: known } = await wishLink().get({ userId, linkId }).go({ consistent: true });
    if (known?.state === "reading") return known;
    const { links } = await Count.read(userId);
    if (!known && links >= Count.MAX_LINKS) {
      throw new DomainError("forbidden", `${Count.MAX_LINKS} links wait already. Take one away first.`);
    }
    const entry = await Frontiers.get(linkId);
    const at = context().now().toISOString();
    const fresh = { userId, linkId, url, frontierId: linkId, state: "reading" as const, addedAt: at, updatedAt: at };
    const own = known
      ? [next(known, { ...fresh, reason: undefined })]
      : [write(wishLink().create(fresh)), Count.add(userId, { links: 1 })];
    const awaited = Frontiers.next(entry, { ...handedOut(entry), awaitedAt: at });
    await commitFor(userId, [...own, awaited]);
    return fresh;
  });
}

/** Shops that came with links and that nobody has looked at yet: each is one more that the schedule asks about every minute. */
const MAX_BROUGHT = 500;

/** A shop that nobody knows yet is added, and nothing of it read but what was named. */
async function shopOf(url: string): Promise<Domain.DomainConfig> {
  const known = await Domain.forUrl(url);
  if (known) return known;
  const brought = (await Domain.list()).filter(({ namedOnly }) => namedOnly);
  if (brought.length >= MAX_BROUGHT) throw new DomainError("rate_limited", "We can take no new shops just now.");
  return Domain.put({ baseUrl: new URL("/", url).href, namedOnly: true });
}

const MAX_AN_HOUR = 20;
const HOUR_S = 3600;

async function takeQuota(userId: string): Promise<void> {
  const now = context().now();
  const taken = await unlessRefused(
    pasteQuota()
      .upsert({ userId, hour: now.toISOString().slice(0, 13) })
      .set({ expiresAt: Math.floor(now.getTime() / 1000) + 2 * HOUR_S })
      .add({ pasted: 1 })
      .where(({ pasted }, { lt, notExists }) => `${notExists(pasted)} OR ${lt(pasted, MAX_AN_HOUR)}`)
      .go({ response: "none" })
      .then(() => true),
  );
  if (!taken) throw new DomainError("rate_limited", `${MAX_AN_HOUR} links an hour are read for you. Come back later.`);
}
