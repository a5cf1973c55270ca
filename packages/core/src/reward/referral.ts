import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { hash26, shardOf } from "../platform/hash.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { type Write, write } from "../platform/transaction.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import type { Shopper as ShopperRow } from "../shopper/shopper.entity.ts";
import * as Shopper from "../shopper/shopper.ts";
import { unlessDeleted } from "../shopper/shopper.ts";
import { commitFor } from "../wishlist/alive.ts";
import { mailboxOf } from "./email.ts";
import { REFERRAL_CLAIM_DAYS, REFERRAL_POINTS, REFERRAL_WAIT_DAYS } from "./rate.data.ts";
import { type Referral, referral, referralMark } from "./referral.entity.ts";
import { isMinor, refuseMinor } from "./referral-age.ts";
import { holderOf } from "./referral-code.ts";
import { type ReferralEvent, step, type Wait } from "./referral-state.ts";

export type { Referral };

/** By how many partitions those are spread that the timer looks at. */
export const SHARDS = 4;
const DAY_MS = 86_400_000;
const NEVER = "never";
const MARK_KEPT_S = 400 * 86_400;

/** The claim of a shopper who was sent by another, or null. Strongly consistent. */
export async function find(userId: string): Promise<Referral | null> {
  const { data } = await referral().get({ userId }).go({ consistent: true });
  return data;
}

/**
 * The acting shopper says whose link brought them; the same again is the same. Throws `not_found` for a code that is nobody's, `conflict`
 * where they named another before, `forbidden` later than seven days after their first visit, without a verified e-mail address and under
 * 18, and `invalid` where it is their own link in one way or another.
 */
export async function claim(code: string): Promise<Referral> {
  refuseImpersonator();
  return onConflict(async () => {
    const shopper = await Shopper.current();
    const referrerUserId = await holderOf(code);
    if (referrerUserId === null) throw notFound({ code });
    const known = await find(shopper.userId);
    if (known?.referrerUserId === referrerUserId) return known;
    if (known) throw new DomainError("conflict", "You have said already who invited you.", { retry: false });
    refuseMinor(shopper);
    refuseLate(shopper);
    const mailbox = await separateMailbox(shopper, referrerUserId);
    const made = begun(shopper.userId, referrerUserId);
    await commitFor(shopper.userId, [
      write(referral().create(made)),
      unlessReturned(referrerUserId, shopper.userId),
      markOf(shopper.userId, mailbox),
      unlessDeleted(referrerUserId),
    ]);
    return made;
  });
}

/** When a shopper can no longer say who sent them. ISO 8601. */
export function claimableUntil({ createdAt }: Pick<ShopperRow, "createdAt">): string {
  return new Date(Date.parse(createdAt) + REFERRAL_CLAIM_DAYS * DAY_MS).toISOString();
}

function refuseLate(shopper: ShopperRow): void {
  if (context().now().toISOString() <= claimableUntil(shopper)) return;
  throw new DomainError("forbidden", `An invitation counts in the first ${REFERRAL_CLAIM_DAYS} days only.`);
}

/** The shopper's mailbox, which is verified and not the referrer's, nor that of somebody who took part before. */
async function separateMailbox(shopper: ShopperRow, referrerUserId: string): Promise<string> {
  const [referrer, back] = await Promise.all([Shopper.find(referrerUserId), find(referrerUserId)]);
  if (!referrer || referrer.banned || isMinor(referrer)) throw notFound({ referrerUserId });
  if (shopper.userId === referrerUserId) throw ownLink("This is your own link.");
  if (!shopper.email) {
    throw new DomainError("forbidden", "Verify your e-mail address first, then try again.");
  }
  const mailbox = mailboxOf(shopper.email);
  const isSame = referrer.email !== undefined && mailboxOf(referrer.email) === mailbox;
  if (isSame || back?.referrerUserId === shopper.userId) throw ownLink();
  const { data: mark } = await referralMark()
    .get({ emailHash: hashOf(mailbox) })
    .go({ consistent: true });
  if (mark && mark.holder !== pseudonymOf(shopper.userId)) throw ownLink();
  return mailbox;
}

function ownLink(message = "This invitation can't be used for your account."): DomainError {
  return new DomainError("invalid", message, { fields: [{ field: "code", message }] });
}

function begun(userId: string, referrerUserId: string): Referral {
  const { now, newId } = context();
  const points = { points: REFERRAL_POINTS, referrerPoints: REFERRAL_POINTS };
  const own = { userId, referrerUserId, referralId: newId("rwd"), dueShard: shardOf(userId, SHARDS) };
  return {
    ...own,
    ...points,
    rev: 1,
    state: "claimed",
    given: "nothing",
    claimedAt: now().toISOString(),
    dueAt: NEVER,
  };
}

/** The condition that the referrer was not sent by whom they send: two who claim each other at once can't both. */
function unlessReturned(referrerUserId: string, userId: string): Write {
  const { Key, TableName } = referral().get({ userId: referrerUserId }).params<{ Key: object; TableName: string }>();
  return {
    ConditionCheck: {
      TableName,
      Key: { ...Key },
      ConditionExpression: "attribute_not_exists(pk) OR #from <> :me",
      ExpressionAttributeNames: { "#from": "referrerUserId" },
      ExpressionAttributeValues: { ":me": userId },
    },
  };
}

const hashOf = (mailbox: string): string => hash26(`mailbox ${mailbox}`);

function markOf(userId: string, mailbox: string): Write {
  const holder = pseudonymOf(userId);
  const expiresAt = Math.floor(context().now().getTime() / 1000) + MARK_KEPT_S;
  const mark = referralMark().put({ emailHash: hashOf(mailbox), holder, expiresAt });
  return write(mark.where((row, { eq, notExists }) => `${notExists(row.holder)} OR ${eq(row.holder, holder)}`));
}

/**
 * The write by which a first membership or a first approved purchase of a shopper counts for who sent them, for the transaction of that
 * deed; none where nobody did, or something else counted before. It touches no balance: points follow within a minute. The commit throws
 * `conflict` where the claim changed meanwhile: then ask for it anew. `key` names the business event and no shopper.
 */
export async function boughtWrites(userId: string, key: string): Promise<Write[]> {
  const known = await find(userId);
  if (!known || (await isOfMinor(known))) return [];
  return moved(known, "bought", { boughtKey: key, boughtAt: context().now().toISOString() });
}

/** The write by which such a deed counts no more, as it was refunded or turned out to be none. Otherwise as above. */
export async function refundedWrites(userId: string, key: string): Promise<Write[]> {
  const known = await find(userId);
  return known?.boughtKey === key ? moved(known, "refunded") : [];
}

async function isOfMinor({ userId, referrerUserId }: Referral): Promise<boolean> {
  const ids = [userId, ...(referrerUserId ? [referrerUserId] : [])];
  const rows = await Promise.all(ids.map((id) => Shopper.find(id)));
  return rows.some((row) => row !== null && isMinor(row));
}

function moved(known: Referral, event: ReferralEvent, change: Partial<Referral> = {}): Write[] {
  const next = after(known, event, change);
  return next ? [next.put] : [];
}

/** What an event makes of a referral: it as it will be, the write, and what moves of so many points; null where it changes nothing. */
export function after(known: Referral, event: ReferralEvent, change: Partial<Referral> = {}) {
  const next = step(known.state, known.given, event);
  if (!next) return null;
  const changed = { ...known, ...change, state: next.to, given: next.given, rev: known.rev + 1 };
  const item: Referral = { ...changed, dueAt: dueOf(next.wait, changed) };
  const put = referral()
    .put(item)
    .where(({ rev }, { eq }) => eq(rev, known.rev));
  return { item, put: write(put), move: next.move };
}

function dueOf(wait: Wait, { boughtAt }: Referral): string {
  if (wait === null) return NEVER;
  if (wait === "none") return context().now().toISOString();
  const from = boughtAt ? Date.parse(boughtAt) : context().now().getTime();
  return new Date(from + REFERRAL_WAIT_DAYS * DAY_MS).toISOString();
}
