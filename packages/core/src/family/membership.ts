import type { Invitation } from "../invitation/invitation.entity.ts";
import { type Made, make } from "../invitation/make.ts";
import * as Invitations from "../invitation/store.ts";
import * as Notification from "../notification/notification.ts";
import * as Audit from "../platform/audit.ts";
import { context } from "../platform/context.ts";
import { DomainError, notFound } from "../platform/errors.ts";
import { pseudonymOf } from "../platform/pseudonym.ts";
import { onConflict } from "../platform/retry.ts";
import { commit } from "../platform/transaction.ts";
import type { Relationship } from "../shopper/relationship.ts";
import { refuseImpersonator } from "../shopper/row.ts";
import { actingShopper, unlessDeleted } from "../shopper/shopper.ts";
import { type FamilyView, refuseBeyond, viewOf } from "./group.ts";
import { type FamilyMember, familyMember } from "./member.entity.ts";
import { demand, demandTransition, type Role } from "./role.ts";
import * as Store from "./store.ts";

/** The membership, or null. Strongly consistent. */
export async function find(familyId: string, userId: string): Promise<FamilyMember | null> {
  return (await familyMember().get({ familyId, userId }).go({ consistent: true })).data;
}

/** Whether two shoppers are in one group now. */
export async function haveCommonGroup(one: string, other: string): Promise<boolean> {
  const groups = (await Store.membershipsOf(one)).map(({ familyId }) => familyId);
  const keys = groups.flatMap((familyId) => [one, other].map((userId) => ({ familyId, userId })));
  if (keys.length === 0) return false;
  const { data } = await familyMember().get(keys).go({ consistent: true });
  return groups.some((familyId) => data.filter((member) => member.familyId === familyId).length === 2);
}

/**
 * Invites to a group: an address, a linked shopper, or by a link to pass on. Throws `not_found`, `forbidden` for all but the owner,
 * `invalid` where the group is full or the invited in it, `rate_limited` beyond the limits.
 */
export async function invite(
  familyId: string,
  draft: {
    email?: string | undefined;
    userId?: string | undefined;
    role: "member" | "guest";
    relationship?: Relationship | undefined;
  },
): Promise<Made> {
  const userId = actingShopper();
  return onConflict(async () => {
    const { group, members, me } = await Store.open(familyId, userId);
    demand(me.role, "invite");
    refuseFull(members);
    if (draft.userId) await refuseStranger(draft.userId, userId, members);
    const { role, ...rest } = draft;
    return make({ ...rest, family: { familyId, name: group.name, role } }, [Store.bump(group)]);
  });
}

async function refuseStranger(invited: string, userId: string, members: readonly FamilyMember[]): Promise<void> {
  if (members.some((member) => member.userId === invited))
    throw new DomainError("invalid", "They are in the group already.");
  const { find: findLink } = await import("../link/link.ts");
  if (!(await findLink(userId, invited))) throw notFound({ invited });
}

function refuseFull(members: readonly FamilyMember[]): void {
  if (members.length < Store.MAX_MEMBERS) return;
  throw new DomainError("invalid", `A group has at most ${Store.MAX_MEMBERS} members.`);
}

/** Makes the membership of an accepted invitation. The caller has seen that it is open and whose it is. */
export async function join(accepted: Invitation): Promise<void> {
  const userId = actingShopper();
  const { familyId = "", role = "member", relationship, invitationId, fromUserId } = accepted;
  const group = await Store.findGroup(familyId);
  if (!group) throw notFound({ familyId });
  const members = await Store.membersOf(familyId);
  const close = Invitations.close(accepted, "accepted", userId);
  if (members.some((member) => member.userId === userId)) return commit([close]);
  refuseFull(members);
  await refuseBeyond(userId);
  const joinedAt = context().now().toISOString();
  const member: FamilyMember = {
    familyId,
    userId,
    role,
    shareMetrics: false,
    joinedAt,
    ...(relationship && { relationship }),
  };
  const told = [...new Set([group.ownerUserId, fromUserId])].filter((id) => members.some((one) => one.userId === id));
  await commit([
    close,
    Store.bump(group, { memberCount: members.length + 1 }),
    Store.putMember(member),
    unlessDeleted(userId),
    Audit.record(familyId, "family.joined", { details: { role } }),
    ...told.flatMap((id) =>
      Notification.writes({
        userId: id,
        kind: "family_joined",
        key: `family-joined ${invitationId}`,
        title: `${group.name} has a new member`,
        body: "An invitation was accepted.",
        href: Store.hrefOf(group),
      }),
    ),
  ]);
}

/**
 * Changes a member: the role by the owner, the relationship by the owner or themselves, whether measurements are shared by themselves
 * alone. Throws `not_found`, and `forbidden` for every other.
 */
export async function change(
  familyId: string,
  userId: string,
  input: {
    role?: "member" | "guest" | undefined;
    relationship?: Relationship | null | undefined;
    shareMetrics?: boolean | undefined;
  },
): Promise<FamilyView> {
  if (input.shareMetrics) refuseImpersonator();
  return onConflict(async () => {
    const opened = await Store.open(familyId, actingShopper());
    const { group, members, me } = opened;
    const before = memberOf(members, userId);
    const isSelf = userId === me.userId;
    if (input.shareMetrics !== undefined && !isSelf)
      throw new DomainError("forbidden", "Only they can decide who sees their measurements.");
    if (input.relationship !== undefined && !isSelf) demand(me.role, "setRole");
    if (input.role !== undefined) demand(me.role, "setRole");
    if (input.role) demandTransition(before.role, input.role, "setRole");
    const after: FamilyMember = {
      ...before,
      role: input.role ?? before.role,
      relationship: input.relationship === undefined ? before.relationship : (input.relationship ?? undefined),
      shareMetrics: input.shareMetrics ?? before.shareMetrics,
    };
    const said =
      after.role === before.role || isSelf
        ? []
        : Store.tell(group, [userId], {
            title: `Your role in ${group.name} has changed`,
            body: `You are a ${after.role} now.`,
          });
    const audited = Audit.record(familyId, "family.member_changed", {
      details: { member: pseudonymOf(userId), ...input },
    });
    await commit([Store.bump(group), Store.putMember(after), ...said, audited]);
    return viewOf({ ...opened, members: members.map((member) => (member === before ? after : member)) });
  });
}

/** Takes the acting shopper out of a group. Throws `not_found`, and `forbidden` for its owner, who hands it over or deletes it. */
export async function leave(familyId: string): Promise<void> {
  await onConflict(async () => {
    const { group, members, me } = await Store.open(familyId, actingShopper());
    demand(me.role, "leave");
    await commit([
      Store.bump(group, { memberCount: members.length - 1 }),
      Store.dropMember(me),
      ...Store.tell(group, [group.ownerUserId], {
        title: `Somebody left ${group.name}`,
        body: "What they shared in it is no longer seen.",
      }),
      Audit.record(familyId, "family.left"),
    ]);
  });
}

/** Takes a member out of a group. Throws `not_found`, and `forbidden` for all but the owner and for the owner themselves. */
export async function remove(familyId: string, userId: string): Promise<void> {
  await onConflict(async () => {
    const { group, members, me } = await Store.open(familyId, actingShopper());
    demand(me.role, "removeMember");
    const gone = memberOf(members, userId);
    if (gone.role === "owner") throw new DomainError("forbidden", "Hand the group over, or delete it.");
    await commit([
      Store.bump(group, { memberCount: members.length - 1 }),
      Store.dropMember(gone),
      ...Store.tell(group, [userId], {
        title: `You are no longer in ${group.name}`,
        body: "What you shared in it is no longer seen.",
        isGone: true,
      }),
      Audit.record(familyId, "family.member_removed", { details: { member: pseudonymOf(userId) } }),
    ]);
  });
}

/** Hands a group over to one of its members; the owner stays as a member. Throws `not_found`, `forbidden`, `invalid` for a child. */
export async function transfer(familyId: string, toUserId: string): Promise<FamilyView> {
  return onConflict(async () => {
    const opened = await Store.open(familyId, actingShopper());
    const { group, members, me } = opened;
    demand(me.role, "transfer");
    const next = memberOf(members, toUserId);
    if (next === me) return viewOf(opened);
    demandTransition(next.role, "owner", "transfer");
    if (next.relationship === "child") throw new DomainError("invalid", "A group can't be handed over to a child.");
    const said = Store.tell(group, [toUserId], {
      title: `${group.name} is yours now`,
      body: "The group was handed over to you.",
    });
    const audited = Audit.record(familyId, "family.transferred", { details: { to: pseudonymOf(toUserId) } });
    await commit([...handingOver(group, me, next, "member"), ...said, audited]);
    return viewOf(await Store.open(familyId, me.userId));
  });
}

/** The writes that make another the owner; the one before stays in a role, or goes. */
export function handingOver(group: FamilyMemberGroup, from: FamilyMember, to: FamilyMember, role: Role | null) {
  const gone = role === null;
  const memberCount = gone ? group.memberCount - 1 : group.memberCount;
  return [
    Store.bump(group, { ownerUserId: to.userId, memberCount }),
    Store.putMember({ ...to, role: "owner" }),
    gone ? Store.dropMember(from) : Store.putMember({ ...from, role }),
  ];
}

type FamilyMemberGroup = Parameters<typeof Store.bump>[0];

function memberOf(members: readonly FamilyMember[], userId: string): FamilyMember {
  const found = members.find((member) => member.userId === userId);
  if (!found) throw notFound({ userId });
  return found;
}
