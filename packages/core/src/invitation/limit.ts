import { context } from "../platform/context.ts";
import { dayOf } from "../platform/day.ts";
import { DomainError } from "../platform/errors.ts";
import { hash26 } from "../platform/hash.ts";
import { type Write, write } from "../platform/transaction.ts";
import { invitationLimit } from "./limit.entity.ts";

export const PER_DAY = 20;
/** To the same person or address within a week. */
export const PER_TARGET = 2;
const BLOCKED_DAYS = 30;
const DAY_S = 86_400;

/** Whom an invitation is for: an id, or the key of an address. */
export function emailKey(email: string): string {
  return `email ${hash26(email.trim().toLowerCase())}`;
}

/** Throws `rate_limited` where a shopper has invited enough, or is not to ask this one again for now. */
export async function refuseBeyond(userId: string, target: string | undefined): Promise<void> {
  const names = limitsOf(target).map(({ name }) => name);
  const keys = [...names, ...(target ? [blockName(target)] : [])].map((name) => ({ userId, name }));
  const { data } = await invitationLimit().get(keys).go({ consistent: true });
  const now = seconds();
  const blocked = data.some(({ name, expiresAt }) => name.startsWith("block ") && expiresAt > now);
  const spent = limitsOf(target).some(({ name, limit }) =>
    data.some((row) => row.name === name && (row.count ?? 0) >= limit),
  );
  if (blocked) throw new DomainError("rate_limited", "This person can't be invited again for now.", { retry: false });
  if (spent) throw new DomainError("rate_limited", "That is enough invitations for now.", { retry: false });
}

/** The writes that count an invitation, refused beyond the limits and where the invited does not want to be asked. */
export function count(userId: string, target: string | undefined): Write[] {
  const counted = limitsOf(target).map(({ name, limit, lifeS }) =>
    write(
      invitationLimit()
        .update({ userId, name })
        .add({ count: 1 })
        .set({ expiresAt: seconds() + lifeS })
        .where((attr, { notExists, lt }) => `${notExists(attr.count)} OR ${lt(attr.count, limit)}`),
    ),
  );
  return target ? [...counted, unlessBlocked(userId, target)] : counted;
}

/** The writes by which a shopper is not asked by another for 30 days, neither by id nor by address. */
export function block(fromUserId: string, targets: readonly string[]): Write[] {
  const expiresAt = seconds() + BLOCKED_DAYS * DAY_S;
  return targets.map((target) =>
    write(invitationLimit().put({ userId: fromUserId, name: blockName(target), expiresAt })),
  );
}

function limitsOf(target: string | undefined): { name: string; limit: number; lifeS: number }[] {
  const week = Math.floor(seconds() / (7 * DAY_S));
  return [
    { name: `day ${dayOf(context().now())}`, limit: PER_DAY, lifeS: 2 * DAY_S },
    ...(target ? [{ name: `to ${week} ${hash26(target)}`, limit: PER_TARGET, lifeS: 8 * DAY_S }] : []),
  ];
}

/** The table forgets what has run out with delay: the time counts, not that it is there. */
function unlessBlocked(userId: string, target: string): Write {
  const { Key, TableName } = invitationLimit()
    .get({ userId, name: blockName(target) })
    .params<{ Key: object; TableName: string }>();
  return {
    ConditionCheck: {
      TableName,
      Key: { ...Key },
      ConditionExpression: "attribute_not_exists(expiresAt) OR expiresAt <= :now",
      ExpressionAttributeValues: { ":now": seconds() },
    },
  };
}

function blockName(target: string): string {
  return `block ${hash26(target)}`;
}

function seconds(): number {
  return Math.floor(context().now().getTime() / 1000);
}
