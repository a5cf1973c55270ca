import { unlessRefused } from "../platform/condition.ts";
import { type Page, pageOf } from "../platform/page.ts";
import { type Write, write } from "../platform/transaction.ts";
import { bodyMetrics, bodyMetricsRecord, type StoredMetrics } from "./metrics.entity.ts";

const SIDE_BY_SIDE = 25;

/** What is kept of a shopper, whatever they have consented to: for what gates by consent itself. Strongly consistent. */
export async function current(userId: string): Promise<StoredMetrics | null> {
  return (await bodyMetrics().get({ userId }).go({ consistent: true })).data;
}

/** A page of what was kept over time, newest first, whatever was consented to. */
export function past(userId: string, page: Page): Promise<{ items: StoredMetrics[]; nextCursor: string | null }> {
  return pageOf(bodyMetricsRecord().query.primary({ userId }), page);
}

export function put(stored: StoredMetrics): Write[] {
  return [write(bodyMetrics().put(stored)), write(bodyMetricsRecord().create(stored))];
}

export function dropCurrent(userId: string): Write {
  return write(bodyMetrics().delete({ userId }));
}

/** Deletes all that was not kept under this grant, everything where it is null. Returns how many there were; may be done again. */
export async function empty(userId: string, grantId: string | null): Promise<number> {
  let emptied = 0;
  const now = await current(userId);
  if (now && now.grantId !== grantId) {
    // What was put in its place under a new grant stays.
    const operation = bodyMetrics()
      .delete({ userId })
      .where((attr, { eq }) => eq(attr.grantId, now.grantId));
    await unlessRefused(operation.go());
    emptied++;
  }
  let cursor: string | null = null;
  do {
    const page: { data: StoredMetrics[]; cursor: string | null } = await bodyMetricsRecord()
      .query.primary({ userId })
      .go({ consistent: true, limit: 100, cursor });
    const stale = page.data.filter((record) => record.grantId !== grantId);
    for (let at = 0; at < stale.length; at += SIDE_BY_SIDE)
      await Promise.all(stale.slice(at, at + SIDE_BY_SIDE).map(drop));
    emptied += stale.length;
    cursor = page.cursor;
  } while (cursor);
  return emptied;
}

/** Deletes one record of the past; false where there is none. */
export async function drop({ userId, metricsId }: Pick<StoredMetrics, "userId" | "metricsId">): Promise<boolean> {
  const { data } = await bodyMetricsRecord().delete({ userId, metricsId }).go({ response: "all_old" });
  return data !== null;
}
