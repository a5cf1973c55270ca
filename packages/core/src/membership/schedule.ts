import type { Plan } from "../payment/price-list.ts";

/** Time that a shopper was given, as it is kept: when it runs follows from those before it. */
export interface Grant {
  key: string;
  plan: Plan;
  days: number;
  /** ISO 8601, as all times here. */
  grantedAt: string;
  revokedAt?: string | undefined;
}

export interface Span {
  key: string;
  plan: Plan;
  startsAt: string;
  endsAt: string;
}

const DAY_MS = 86_400_000;

/**
 * When each grant runs: from when it was given, or from the end of the one before. What is taken back ends then, and those after it move
 * up. Grants that never ran are left out.
 */
export function schedule(grants: readonly Grant[]): Span[] {
  const sorted = grants.toSorted((a, b) => compare(a.grantedAt, b.grantedAt) || compare(a.key, b.key));
  const spans: Span[] = [];
  let free = "";
  for (const { key, plan, days, grantedAt, revokedAt } of sorted) {
    const startsAt = grantedAt > free ? grantedAt : free;
    const full = new Date(Date.parse(startsAt) + days * DAY_MS).toISOString();
    const endsAt = revokedAt !== undefined && revokedAt < full ? revokedAt : full;
    if (endsAt <= startsAt) continue;
    spans.push({ key, plan, startsAt, endsAt });
    free = endsAt;
  }
  return spans;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
