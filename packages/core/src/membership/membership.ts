import type { Plan } from "../payment/price-list.ts";
import { context } from "../platform/context.ts";
import { DomainError } from "../platform/errors.ts";
import { type Write, write } from "../platform/transaction.ts";
import { type MembershipRow, membership, membershipPeriod, type Period } from "./membership.entity.ts";
import { type Span, schedule } from "./schedule.ts";

export interface Standing {
  active: boolean;
  /** Of the running period; null without one. */
  plan: Plan | null;
  /** When the last of the periods that follow each other ends, ISO 8601; null for somebody who never was a member. */
  endsAt: string | null;
}

export interface Extension {
  /** The business event that gives it: it gives once, ever. */
  key: string;
  plan: Plan;
  days: number;
  reason: Period["reason"];
}

/** How far ahead membership is sold. What was paid for is given all the same. */
const MAX_AHEAD_DAYS = 5 * 365;
const DAY_MS = 86_400_000;

/** Where a shopper stands now. Strongly consistent. */
export async function standing(userId: string): Promise<Standing> {
  const row = await find(userId);
  const now = context().now().toISOString();
  const running = row?.spans.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
  return { active: running !== undefined, plan: running?.plan ?? null, endsAt: row?.endsAt ?? null };
}

/**
 * The writes that give a shopper time, for the transaction of the deed: once for each key, so none where it gave before. Made from what
 * was read, so that the commit throws `conflict` where another grant came between: then ask for them anew. Whether the shopper is still
 * there is the caller's condition. Throws `forbidden` for time further ahead than is sold, unless it was paid for.
 */
export async function extensionWrites(userId: string, extension: Extension): Promise<Write[]> {
  const [row, periods] = await Promise.all([find(userId), grantsOf(userId)]);
  if (periods.some(({ key }) => key === extension.key)) return [];
  if (extension.reason !== "payment") refuseTooFar(row?.endsAt ?? null);
  const period: Period = { userId, ...extension, grantedAt: context().now().toISOString() };
  return [write(membershipPeriod().create(period)), next(userId, row, [...periods, period])];
}

/** The writes that take back what a key gave, from now on; none where it gave nothing, or that was taken back. Otherwise as above. */
export async function revokeWrites(userId: string, key: string): Promise<Write[]> {
  const [row, periods] = await Promise.all([find(userId), grantsOf(userId)]);
  const period = periods.find((one) => one.key === key);
  if (!period || period.revokedAt !== undefined) return [];
  const revokedAt = context().now().toISOString();
  const revoked = membershipPeriod()
    .patch({ userId, key })
    .set({ revokedAt })
    .where((attr, { notExists }) => notExists(attr.revokedAt));
  const left = periods.map((one) => (one.key === key ? { ...one, revokedAt } : one));
  return [write(revoked), next(userId, row, left)];
}

/** When the time that a key gave runs or ran; null where it gave none, or that was taken back before it began. */
export async function spanOf(userId: string, key: string): Promise<Span | null> {
  return schedule(await grantsOf(userId)).find((span) => span.key === key) ?? null;
}

/** Throws `forbidden` where membership up to then (ISO 8601) is as far ahead as is sold. */
export function refuseTooFar(endsAt: string | null): void {
  const ahead = endsAt === null ? 0 : Date.parse(endsAt) - context().now().getTime();
  if (ahead <= MAX_AHEAD_DAYS * DAY_MS) return;
  throw new DomainError("forbidden", "This membership runs for years already: extend it later.");
}

async function find(userId: string): Promise<MembershipRow | null> {
  const { data } = await membership().get({ userId }).go({ consistent: true });
  return data;
}

async function grantsOf(userId: string): Promise<Period[]> {
  const { data } = await membershipPeriod().query.primary({ userId }).go({ consistent: true, pages: "all" });
  return data;
}

/** The standing that follows from the grants, under the condition that it still is what was read. */
function next(userId: string, row: MembershipRow | null, periods: readonly Period[]): Write {
  const updatedAt = context().now().toISOString();
  const all = schedule(periods);
  const spans = all.filter(({ endsAt }) => endsAt > updatedAt);
  const item = { userId, rev: (row?.rev ?? 0) + 1, spans, endsAt: all.at(-1)?.endsAt, updatedAt };
  if (!row) return write(membership().create(item));
  return write(
    membership()
      .put(item)
      .where((attr, { eq }) => eq(attr.rev, row.rev)),
  );
}
