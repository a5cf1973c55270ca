import type { Invitation } from "../invitation/invitation.entity.ts";
import * as Limit from "../invitation/limit.ts";
import { type Made, make } from "../invitation/make.ts";
import * as Invitations from "../invitation/store.ts";
import * as Notification from "../notification/notification.ts";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit, write } from "../platform/transaction.ts";
import { type Person, persons } from "../shopper/person.ts";
import type { Relationship } from "../shopper/relationship.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper, find as findShopper, isDeleted, unlessDeleted } from "../shopper/shopper.ts";
import { allowedBy, type LinkFlags, NOTHING, otherOf, pairOf, relationshipFor } from "./flags.ts";
import { type AccountLink, accountLink } from "./link.entity.ts";

export interface LinkView {
  person: Person;
  relationship: Relationship | null;
  mine: LinkFlags;
  theirs: LinkFlags;
  addedAt: string;
}

export type LinkChange = { [F in keyof LinkFlags]?: boolean | undefined } & {
  relationship?: Relationship | null | undefined;
};

/** A few more may come of links that are accepted at the same moment. */
export const MAX_LINKS = 50;

/** The link of two shoppers, or null. Strongly consistent. */
export async function find(one: string, other: string): Promise<AccountLink | null> {
  return (await accountLink().get(pairOf(one, other)).go({ consistent: true })).data;
}

/** Every link of a shopper. */
export async function ofShopper(userId: string): Promise<AccountLink[]> {
  const page = { limit: MAX_LINKS * 2 };
  const [low, high] = await Promise.all([
    accountLink().query.byLow({ lowUserId: userId }).go(page),
    accountLink().query.byHigh({ highUserId: userId }).go(page),
  ]);
  return [...low.data, ...high.data];
}

/** The acting shopper's links, newest first. */
export async function list(): Promise<LinkView[]> {
  const userId = actingShopper();
  const links = (await ofShopper(userId)).sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1));
  const named = await persons(links.map((link) => otherOf(link, userId)));
  return links.map((link) => viewOf(link, userId, named(otherOf(link, userId))));
}

/**
 * Invites to link accounts: an address, somebody of a common group, or by a link to pass on. Throws `not_found` for an id that is in no
 * common group, `invalid` where the two are linked, `rate_limited` beyond the limits.
 */
export async function invite(draft: {
  email?: string | undefined;
  userId?: string | undefined;
  relationship?: Relationship | undefined;
}): Promise<Made> {
  const me = actingShopper();
  const { userId } = draft;
  if (userId && userId !== me) {
    const { haveCommonGroup } = await import("../family/membership.ts");
    if (!(await haveCommonGroup(me, userId))) throw notFound({ userId });
    if (await find(me, userId)) throw new DomainError("invalid", "You are linked already.");
  }
  return onConflict(() => make(draft));
}

/** Makes the link of an accepted invitation; both begin by allowing nothing. The caller has seen that it is open and whose it is. */
export async function join(accepted: Invitation): Promise<void> {
  const me = actingShopper();
  const { fromUserId, relationship, invitationId } = accepted;
  const close = Invitations.close(accepted, "accepted", me);
  if (await find(me, fromUserId)) return commit([close]);
  for (const userId of [me, fromUserId]) {
    if ((await ofShopper(userId)).length >= MAX_LINKS)
      throw new DomainError("invalid", `Nobody can have more than ${MAX_LINKS} links.`);
  }
  if (await isDeleted(fromUserId)) throw notFound({ invitationId });
  const pair = pairOf(me, fromUserId);
  const at = context().now().toISOString();
  const said = fromUserId === pair.lowUserId ? { lowRelationship: relationship } : { highRelationship: relationship };
  await commit([
    close,
    write(
      accountLink().create({
        ...pair,
        ...said,
        lowAllows: NOTHING,
        highAllows: NOTHING,
        rev: 0,
        addedAt: at,
        updatedAt: at,
      }),
    ),
    unlessDeleted(me),
    unlessDeleted(fromUserId),
    Audit.record(pseudonymOf(me), "link.accepted"),
    ...Notification.writes({
      userId: fromUserId,
      kind: "link_accepted",
      key: `link-accepted ${invitationId}`,
      title: "Your invitation was accepted",
      body: "Your accounts are linked. Choose what you share.",
      href: "/family",
    }),
  ]);
}

/**
 * Changes what the acting shopper allows a linked one, and says of them. Throws `not_found` where there is no link, and `forbidden` where
 * somebody who acts as them would share their measurements.
 */
export async function change(otherUserId: string, { relationship, ...flags }: LinkChange): Promise<LinkView> {
  const me = actingShopper();
  if (flags.shareProfileMetrics) refuseImpersonator();
  return onConflict(async () => {
    const before = await find(me, otherUserId);
    if (!before) throw notFound({ otherUserId });
    const isLow = me === before.lowUserId;
    const allows = { ...allowedBy(me, before), ...flags } as LinkFlags;
    const said = relationship === undefined ? relationshipFor(me, before) : relationship;
    const after: AccountLink = {
      ...before,
      ...(isLow ? { lowAllows: allows } : { highAllows: allows }),
      ...(isLow ? { lowRelationship: said ?? undefined } : { highRelationship: said ?? undefined }),
      rev: before.rev + 1,
      updatedAt: context().now().toISOString(),
    };
    const put = accountLink()
      .put(after)
      .where((attr, { eq }) => eq(attr.rev, before.rev));
    const audited = Audit.record(pseudonymOf(me), "link.changed", { details: flags });
    await commit([write(put), audited]);
    return viewOf(after, me, (await persons([otherUserId]))(otherUserId));
  });
}

/** Ends a link at once, whoever began it; the other can't invite again for 30 days. Throws `not_found` where there is none. */
export async function revoke(otherUserId: string): Promise<void> {
  const me = actingShopper();
  await onConflict(async () => {
    const before = await find(me, otherUserId);
    if (!before) throw notFound({ otherUserId });
    const pair = pairOf(me, otherUserId);
    const remove = accountLink()
      .delete(pair)
      .where((attr, { eq }) => eq(attr.rev, before.rev));
    const email = (await findShopper(me))?.email;
    const targets = [me, ...(email ? [Limit.emailKey(email)] : [])];
    await commit([write(remove), ...Limit.block(otherUserId, targets)]);
  });
}

function viewOf(link: AccountLink, userId: string, person: Person): LinkView {
  return {
    person,
    relationship: relationshipFor(userId, link),
    mine: allowedBy(userId, link),
    theirs: allowedBy(person.userId, link),
    addedAt: link.addedAt,
  };
}
