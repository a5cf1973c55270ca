import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import type { Page } from "../platform/page.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import { grantOf } from "./consent.ts";
import { type BodyMetrics, bare, checked, type MetricsInput } from "./metric.ts";
import type { StoredMetrics } from "./metrics.entity.ts";
import * as Store from "./metrics-store.ts";
import { refuseImpersonator, unchanged } from "./row.ts";
import { actingShopper, current } from "./shopper.ts";

export type OwnMetrics = BodyMetrics & { notes: string | null };
export type PastMetrics = OwnMetrics & { metricsId: string; recordedAt: string };

/** The acting shopper's measurements; null where none are kept or may be. Throws `forbidden` for one who acts as them. */
export async function read(): Promise<{ metrics: OwnMetrics | null; allowed: boolean }> {
  refuseImpersonator();
  const grantId = grantOf(await current(), "storeBodyMetrics");
  const stored = grantId && (await Store.current(actingShopper()));
  return { metrics: stored && stored.grantId === grantId ? own(stored) : null, allowed: grantId !== null };
}

/**
 * Keeps the acting shopper's measurements, centimetres and kilograms, in place of those before, which stay in the history. Throws
 * `forbidden` without consent and under 18, `invalid` naming the field for what is out of range.
 */
export async function put(input: MetricsInput): Promise<{ metrics: OwnMetrics; allowed: boolean }> {
  refuseImpersonator();
  const { now, newId } = context();
  const fields = checked(input, now());
  return onConflict(async () => {
    const shopper = await current();
    const grantId = grantOf(shopper, "storeBodyMetrics");
    if (!grantId) throw new DomainError("forbidden", "Measurements are kept with your consent only.");
    const { userId } = shopper;
    const before = await Store.current(userId);
    if (before?.grantId === grantId && isSame(before, fields)) return { metrics: own(before), allowed: true };
    const recordedAt = now().toISOString();
    const stored: StoredMetrics = {
      ...(fields as object as StoredMetrics),
      userId,
      metricsId: newId("met"),
      grantId,
      recordedAt,
    };
    await commit([...Store.put(stored), unchanged(shopper)]);
    return { metrics: own(stored), allowed: true };
  });
}

/** The acting shopper's measurements over time, newest first; empty where they may not be kept. */
export async function history(page: Page = {}): Promise<{ items: PastMetrics[]; nextCursor: string | null }> {
  refuseImpersonator();
  const grantId = grantOf(await current(), "storeBodyMetrics");
  if (!grantId) return { items: [], nextCursor: null };
  const { items, nextCursor } = await Store.past(actingShopper(), page);
  const shown = items.filter((record) => record.grantId === grantId);
  return {
    items: shown.map((record) => ({ ...own(record), metricsId: record.metricsId, recordedAt: record.recordedAt })),
    nextCursor,
  };
}

/** Deletes the acting shopper's measurements and their history; the consent stays. May be done again. */
export async function clear(): Promise<void> {
  refuseImpersonator();
  await Store.empty(actingShopper(), null);
}

/** Deletes one entry of the acting shopper's history. Throws `not_found` where there is none. */
export async function forget(metricsId: string): Promise<void> {
  refuseImpersonator();
  if (!(await Store.drop({ userId: actingShopper(), metricsId }))) throw notFound({ metricsId });
}

function own(stored: StoredMetrics): OwnMetrics {
  return { ...bare(stored), notes: stored.notes ?? null };
}

/** The same values: a request that came twice leaves one entry. */
function isSame(before: StoredMetrics, fields: MetricsInput): boolean {
  const values = (of: MetricsInput) => JSON.stringify({ ...bare({ ...of, measuredAt: "" }), notes: of.notes ?? null });
  return values(before) === values(fields);
}
