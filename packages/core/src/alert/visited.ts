import type { Frontier } from "../crawl/frontier.entity.ts";
import * as Frontiers from "../crawl/frontier.ts";
import { handedOut } from "../crawl/state.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { type WishLink, wishLink } from "../wishlist/link.entity.ts";
import * as Links from "../wishlist/links.ts";
import { standingAt } from "../wishlist/page.ts";
import { fromLink } from "../wishlist/wishlist.ts";

export interface Answered {
  /** Links that became wishes, were refused, or wait for another address of the page. */
  wished: number;
  refused: number;
  moved: number;
  /** There may be more: ask again after so long. */
  againAfterS: number | null;
}

const PAGE = 50;
/** The index of who waits may be so far behind. */
const BEHIND_MS = 20_000;

/**
 * Answers those who pasted an address once its page was visited: the link becomes a wish, or says why it does not. Safe to repeat; each
 * link is answered once.
 */
export async function answer(frontierId: string): Promise<Answered> {
  const result: Answered = { wished: 0, refused: 0, moved: 0, againAfterS: null };
  const entry = await Frontiers.get(frontierId);
  if (!entry.awaitedAt) return result;
  const isKnown = (await standingAt(entry.url)) !== null;
  const verdict = isKnown ? "wish" : verdictOf(entry, entry.awaitedAt);
  if (verdict === "wait") return result;
  const { data, cursor } = await wishLink().query.byPage({ frontierId, state: "reading" }).go({ limit: PAGE });
  for (const link of data) result[await settle(link, verdict, entry)]++;
  if (cursor) return { ...result, againAfterS: 0 };
  return { ...result, againAfterS: await forget(entry) };
}

type Refusal = NonNullable<WishLink["reason"]>;
type Verdict = "wish" | "moved" | "wait" | Refusal;

/** A failure of a moment is tried once more before anybody is told. */
const FAILURES = 2;

/** What the visit says of those who wait since then. */
function verdictOf(entry: Frontier, since: string): Verdict {
  const { status, foldedInto, goneCount = 0, errorCount, lastCheckedAt = "", lastError } = entry;
  if (status === "in_progress") return "wait";
  if (foldedInto) return "moved";
  if (status === "paused") return "unreachable";
  if (status === "queued") {
    if (lastCheckedAt < since) return "wait";
    return lastError ? "no_price" : "not_a_product";
  }
  if (goneCount > 0) return "gone";
  if (errorCount === 0) return "forbidden";
  return errorCount >= FAILURES ? "unreachable" : "wait";
}

function settle(found: WishLink, verdict: Exclude<Verdict, "wait">, entry: Frontier) {
  const { userId, linkId } = found;
  return onConflict(async (): Promise<"wished" | "refused" | "moved"> => {
    const { data: link } = await wishLink().get({ userId, linkId }).go({ consistent: true });
    if (link?.state !== "reading") return "moved";
    if (verdict === "moved") return follow(link, entry);
    if (verdict !== "wish") return refuse(link, verdict);
    const standing = await standingAt(link.url);
    if (!standing) throw new DomainError("conflict", "The page is being moved.", { context: { linkId } });
    try {
      await commit([...(await fromLink(userId, standing)), Links.goneOf(link)]);
      return "wished";
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "forbidden") throw error;
      return refuse(link, "full");
    }
  });
}

async function refuse(link: WishLink, reason: Refusal): Promise<"refused"> {
  await commit([Links.next(link, { state: "refused", reason })]);
  return "refused";
}

/** The page has another address, which is read at once. */
async function follow(link: WishLink, entry: Frontier): Promise<"moved"> {
  const target = await Frontiers.get(entry.foldedInto!);
  const awaitedAt = context().now().toISOString();
  await commit([
    Links.next(link, { frontierId: target.frontierId }),
    Frontiers.next(target, { ...handedOut(target), awaitedAt }),
  ]);
  return "moved";
}

/** Nobody waits any more, once the index has had its time to say so. Returns after how many seconds to look again. */
async function forget(entry: Frontier): Promise<number | null> {
  const waited = context().now().getTime() - Date.parse(entry.awaitedAt!);
  if (waited < BEHIND_MS) return Math.ceil((BEHIND_MS - waited) / 1000);
  await Frontiers.update(entry.frontierId, (current) =>
    current.awaitedAt === entry.awaitedAt ? { ...current, awaitedAt: undefined } : null,
  );
  return null;
}
