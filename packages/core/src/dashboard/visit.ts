import { unlessRefused } from "../platform/condition.ts";
import { context } from "../platform/context.ts";
import { actingShopper } from "../shopper/shopper.ts";
import { visit } from "./visit.entity.ts";

/** Who was not seen for so long was away: the next page begins another visit. */
const AWAY_MS = 30 * 60_000;

/** Notes that the acting shopper is here. */
export async function note(): Promise<void> {
  const userId = actingShopper();
  const now = context().now();
  const { data: known } = await visit().get({ userId }).go({ consistent: true });
  const seenAt = now.toISOString();
  const isAnother = known && now.getTime() - Date.parse(known.seenAt) > AWAY_MS;
  const lastVisitAt = isAnother ? known.seenAt : known?.lastVisitAt;
  const put = visit().put({ userId, seenAt, lastVisitAt });
  // Two pages that open at once begin one visit.
  const isUnseen = put.where((item, { eq, notExists }) =>
    known ? eq(item.seenAt, known.seenAt) : notExists(item.seenAt),
  );
  await unlessRefused(isUnseen.go({ response: "none" }));
}

/** When the visit before this one ended (ISO 8601), by when the shopper was last seen; null on the first. */
export async function lastVisitAt(): Promise<string | null> {
  const { data: known } = await visit().get({ userId: actingShopper() }).go({ consistent: true });
  if (!known) return null;
  const isAway = context().now().getTime() - Date.parse(known.seenAt) > AWAY_MS;
  return isAway ? known.seenAt : (known.lastVisitAt ?? null);
}
